import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { polywire, sample } from './polywire.ts';

const scratch = mkdtempSync(join(tmpdir(), 'polywire-check-'));

function file(name: string, content: string | Uint8Array): string {
  const path = join(scratch, name);
  writeFileSync(path, content);
  return path;
}

test('check --json prints one object a file and nothing else, and the exit code agrees', async () => {
  const good = await polywire('check', '--json', sample('reservoir-agreement.txt'), sample('spring-flood-warning.md'));

  const objects = good.stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(good.code).toBe(0);
  expect(good.stderr).toBe('');
  expect(objects.map(({ ok }) => ok)).toEqual([true, true]);
  expect(Object.keys(objects[0])).toEqual(['ok', 'release', 'problems']);
  expect(Object.keys(objects[0].release)).toEqual(['id', 'date', 'embargo', 'topics', 'editions']);
  expect(Object.keys(objects[0].release.editions[0])).toEqual([
    'language',
    'direction',
    'headline',
    'subheadline',
    'dateline',
    'paragraphs',
    'summary',
  ]);
  expect(objects[1].release.topics).toEqual(['water', 'climate']);
});

test.each([
  ['empty.txt', '', 'empty'],
  ['binary.txt', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2]), 'binary'],
  ['cut.txt', new Uint8Array([0xce, 0x94, 0xce, 0x94, 0xce, 0x20]), 'encoding'],
  ['sheet.xlsx', 'x', 'file-type'],
  ['large.txt', 'x'.repeat(6 * 1024 * 1024), 'file-size'],
])('%s is refused with exit code 1', async (name, content, code) => {
  const { code: exit, stdout } = await polywire('check', '--json', file(name, content));

  const checked = JSON.parse(stdout);
  expect(exit).toBe(1);
  expect(checked).toMatchObject({ ok: false, release: null, problems: [{ level: 'error', code }] });
  expect(checked.problems[0].message).toContain(name);
});

test('a file that is not there is told in words', async () => {
  const { code, stdout } = await polywire('check', join(scratch, 'nowhere.txt'));

  expect(code).toBe(1);
  expect(stdout).toContain("doesn't exist");
});

test('a good file beside a bad one is still told of', async () => {
  const { code, stdout } = await polywire('check', file('empty.txt', ''), sample('doctors-appeal.txt'));

  expect(code).toBe(1);
  expect(stdout).toContain('doctors-appeal.txt: can be published');
});

test.each([
  [['chek'], 'There is no command "chek"'],
  [['check'], 'Name at least one file'],
  [['check', '--jsn', 'x.txt'], "Unknown option '--jsn'"],
  [['run', 'x.txt'], 'Name the folder to write into'],
  [['run', '/nowhere/x.txt', '--out', scratch], "doesn't exist"],
])('%j is answered with one sentence', async (args, sentence) => {
  const { code, stdout, stderr } = await polywire(...args);

  expect(code).toBe(1);
  expect(stdout).toBe('');
  expect(stderr).toContain(sentence);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
});

test('--help teaches each command', async () => {
  const { code, stdout } = await polywire('--help');

  expect(code).toBe(0);
  for (const command of ['start', 'run', 'check']) expect(stdout).toContain(`polywire ${command}`);
});
