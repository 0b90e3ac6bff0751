// A million rows pass through 96 MB of heap, and each of them is counted.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BROKEN, count, LEFT, PEOPLE, SUPPRESSED, THERE, TWICE, UNPROVEN, writeList } from './people.ts';

const folder = mkdtempSync(join(tmpdir(), 'polywire-million-'));
const list = join(folder, 'people.csv');
beforeAll(() => writeList(list));
afterAll(() => rmSync(folder, { recursive: true }));

/** V8 ends the process when its heap is full. */
const heap = ['--max-old-space-size=96', '--max-semi-space-size=8'];

const importOf = (...args: string[]) =>
  JSON.parse(
    execFileSync(process.execPath, [...heap, 'test/cli/import-of.ts', list, ...args], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  );

const refused = count(UNPROVEN) + count(BROKEN);
const optedOut = count(LEFT) + count(SUPPRESSED);
const known = count(THERE) + count(TWICE);
const rows = PEOPLE + count(TWICE);
const counts = { rows, added: rows - known - optedOut - refused, known, optedOut, refused };

test('a million rows are imported in 96 MB of heap', { timeout: 300_000 }, () => {
  const cost = importOf();

  expect(cost.counts).toEqual(counts);
  expect(cost.written).toEqual({ added: counts.added, consents: counts.added, erased: 0 });
  expect(cost.refusals).toBe(refused);
  // Four batches of a hundred, each at 25 calls: that the work waits for the table, not the table for the work.
  expect(cost.busiest).toBe(100);
  // The heap, its young part, the set of who was seen, and Node itself.
  expect(cost.peak).toBeLessThan(300);
});

test('a dry run gives the same counts and writes nothing', { timeout: 300_000 }, () => {
  const cost = importOf('dry');

  expect(cost.counts).toEqual(counts);
  expect(cost.written).toEqual({ added: 0, consents: 0, erased: 0 });
});
