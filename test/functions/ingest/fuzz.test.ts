import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { newsroom } from '../../../functions/core/newsroom.ts';
import { tries } from '../../thorough.ts';
import { fuzzed, judge } from './fuzz.ts';

const highlands = newsroom(parse(readFileSync('newsroom.yaml', 'utf8')));

test('whatever file comes in, it is refused with a reason or is published whole and clean', async () => {
  for (const input of fuzzed(0, 40)) await judge(input, highlands);
  const count = tries(600, 2000);
  let published = 0;

  for (const [index, input] of fuzzed(1, count).entries()) {
    const verdict = await judge(input, highlands);
    expect(verdict.faults, `input ${index} of seed 1, ${input.key}`).toEqual([]);
    if (verdict.published) published++;
  }

  // A fuzzer whose files are all refused would see nothing.
  expect(published).toBeGreaterThan(count / 10);
}, 120_000);
