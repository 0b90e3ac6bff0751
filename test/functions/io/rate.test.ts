// The account's rate: each moment is given once.
import { describe, expect, test } from 'vitest';
import * as memory from '../../simulation/ports/rate.ts';
import { direct } from '../../simulation/ports/wire.ts';
import { atOnce, newTable, startCloud } from './cloud.ts';

const cloud = await startCloud();
const io = await import('../../../functions/io/rate.ts');

const places = [
  ['on the local DynamoDB', async () => io.rate(await newTable(cloud))],
  ['in memory', async () => memory.rate(memory.newRate(), direct)],
] as const;

const now = Date.UTC(2026, 2, 9, 8);

describe.each(places)('%s', (_, open) => {
  test('the first mail goes out at once, the next one after it', async () => {
    const { reserve } = await open();

    expect(await reserve(250, now)).toBe(now);
    expect(await reserve(100, now)).toBe(now + 250);
    expect(await reserve(100, now + 10)).toBe(now + 350);
  });

  test('nobody is given the past', async () => {
    const { reserve } = await open();
    await reserve(250, now);

    expect(await reserve(250, now + 1000)).toBe(now + 1000);
    expect(await reserve(250, now + 1250)).toBe(now + 1250);
  });

  test('what many take at once never overlaps, and leaves no gap', async () => {
    const { reserve } = await open();
    const lengths = Array.from({ length: 24 }, (_, index) => 20 + (index % 5) * 10.5);

    const begins = await atOnce(lengths.length, (index) => reserve(lengths[index] ?? 0, now + (index % 3)));

    const taken = begins
      .map((from, index) => ({ from, to: from + (lengths[index] ?? 0) }))
      .sort((one, next) => one.from - next.from);
    expect(taken[0]?.from).toBeLessThanOrEqual(now + 2);
    for (const [index, { to }] of taken.slice(0, -1).entries()) {
      expect(taken[index + 1]?.from).toBeCloseTo(to, 5);
    }
  });
});
