// What else `run` does; test/cli/run.test.ts is its main job.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { expect, test } from 'vitest';
import { polywire, sample } from './polywire.ts';

const scratch = mkdtempSync(join(tmpdir(), 'polywire-run-'));
const out = (name: string) => join(scratch, name);

function file(name: string, content: string): string {
  const path = join(scratch, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, content);
  return path;
}

const subjectOf = async (mail: string) => (await PostalMime.parse(readFileSync(mail))).subject;

const header = 'email,languages,topics,frequency,timezone,consent\n';
const release = (text: string) =>
  `A gauge for Oldbridge\n\n3 May 2026, Upper Glenmore\n\n${text} The council opens its records to all.\n`;

test('the same file name from another folder is a correction, and who had the release is told once', async () => {
  const first = file('one/gauge.txt', release('It opens on Monday.'));
  const second = file('two/gauge.txt', release('It opens on Tuesday.'));
  const csv = file('one.csv', `${header}ana@readers.example,en,,immediate,UTC,form\n`);

  const { code } = await polywire('run', first, second, '--subscribers', csv, '--out', out('corrected'));

  const { releases } = JSON.parse(readFileSync(join(out('corrected'), 'report.json'), 'utf8'));
  expect(code).toBe(0);
  expect(releases.map(({ version }: { version: number }) => version)).toEqual([1, 2]);
  const subjects = readdirSync(join(out('corrected'), 'outbox')).map((mail) =>
    subjectOf(join(out('corrected'), 'outbox', mail)),
  );
  expect((await Promise.all(subjects)).toSorted()).toEqual([
    'A gauge for Oldbridge',
    'Correction: A gauge for Oldbridge',
  ]);
  const rss = readFileSync(join(out('corrected'), 'public/en/rss.xml'), 'utf8');
  expect(rss).toContain('It opens on Tuesday.');
  expect(rss).not.toContain('It opens on Monday.');
}, 300_000);

test('bad files and broken rows are told, and the rest is published and delivered', async () => {
  const csv = file(
    'broken.csv',
    `${header}ana@readers.example,en,,immediate,UTC,form\nno address,en,,immediate,UTC,form\nben@readers.example,klingon!,,immediate,UTC,form\ncleo@readers.example,en,,hourly,UTC,form\ndan@readers.example,fr;en,,daily,Europe/Paris,form\n`,
  );

  const { code, stderr } = await polywire(
    'run',
    file('empty.txt', ''),
    file('gauge.txt', release('It opens today.')),
    ...['--subscribers', csv, '--out', out('partly')],
  );

  const report = JSON.parse(readFileSync(join(out('partly'), 'report.json'), 'utf8'));
  expect(code).toBe(1);
  expect(stderr).toContain('"empty.txt" is empty');
  expect(stderr).toContain('Line 3 of the subscribers file was left out: "no address" is no mail address');
  expect(report.subscribers.added).toBe(2);
  expect(report.subscribers.refused.map(({ line }: { line: number }) => line)).toEqual([3, 4, 5]);
  expect(report.releases.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['refused', 'accepted']);
  expect(readdirSync(join(out('partly'), 'outbox'))).toHaveLength(2);
  expect(readdirSync(join(out('partly'), 'receipts')).sort()).toEqual(['empty.txt', 'gauge.txt', 'mail']);
  expect(readdirSync(join(out('partly'), 'receipts', 'mail'))).toHaveLength(2);
}, 300_000);

test('a subscribers file without the right columns stops the run before anything is published', async () => {
  const csv = file('columns.csv', 'name,mail\nAna,ana@readers.example\n');

  const { code, stderr } = await polywire(
    'run',
    sample('doctors-appeal.txt'),
    '--subscribers',
    csv,
    '--out',
    out('columns'),
  );

  expect(code).toBe(1);
  expect(stderr).toContain('has no column "email", "languages"');
  expect(readdirSync(join(out('columns'), 'public'))).toEqual([]);
}, 300_000);
