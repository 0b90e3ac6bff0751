// What happens to an operator: one sentence, and no stack.
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { polywire, sample } from './polywire.ts';

const scratch = mkdtempSync(join(tmpdir(), 'polywire-accidents-'));
const port = 18_000 + (process.pid % 2000);
const inbox = ['--inbox', join(scratch, 'inbox')];

/** A state folder as a start leaves it, with one file of its own. */
function stateWith(name: string, file: string, content: string): string {
  const folder = join(scratch, name);
  mkdirSync(join(folder, file, '..'), { recursive: true });
  writeFileSync(join(folder, 'state.json'), JSON.stringify({ format: 3, port, hasSample: true }));
  writeFileSync(join(folder, file), content);
  return folder;
}

test.each([
  ['the tables', 'dynamodb/CURRENT', 'dynamodb'],
  ['the queues', 'sqs/fauxqs.db', 'sqs'],
  ['the objects', 's3/.s3/index.sqlite', 's3'],
])(
  'a state in which %s are damaged is told with the remedy, and left as it is',
  async (_, file, named) => {
    const state = stateWith(named, file, 'this is no database, and long enough to be seen as none\n');

    const { code, stderr } = await polywire('start', '--state', state, ...inbox);

    expect({ code, lines: stderr.trimEnd().split('\n') }).toEqual({
      ...{ code: 1, lines: [expect.stringContaining(`"${join(state, named)}" can't be opened (`)] },
    });
    expect(stderr).toContain(`Move it away (mv "${state}" "${state}.old") and start again`);
    expect(readFileSync(join(state, file), 'utf8')).toContain('no database');
  },
  60_000,
);

test.each([
  ['the state', () => ['start', '--state', join(sample('subscribers.csv'), 'state'), ...inbox], '--state'],
  ['a file as the state', () => ['start', '--state', sample('subscribers.csv'), ...inbox], '--state'],
  ['the inbox', () => ['start', '--state', join(scratch, 'any'), '--inbox', sample('subscribers.csv')], '--inbox'],
  ['the output', () => ['run', sample('doctors-appeal.txt'), '--out', join(sample('subscribers.csv'), 'out')], '--out'],
])(
  'a folder for %s that can’t be written to is told in one sentence',
  async (_, args, option) => {
    const { code, stderr } = await polywire(...args());

    expect(code).toBe(1);
    expect(stderr).toMatch(
      new RegExp(`^polywire: ".+" can't be written to: .+\\. Name another folder with ${option}\\.\\n$`),
    );
  },
  60_000,
);
