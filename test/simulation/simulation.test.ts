// Histories under a seeded scheduler: production handlers on ports in memory, with all that may go wrong.
// `npm run simulate -- --seeds N` runs more of them; the proofs plant bugs in them.
import { expect, test, vi } from 'vitest';
import { told } from './report.ts';
import { simulate } from './run.ts';
import seeds from './seeds.json' with { type: 'json' };

const LINES = 40;

// Seconds on a machine that has nothing else to do.
vi.setConfig({ testTimeout: 300_000 });

async function expectToHold(seed: number): Promise<void> {
  const outcome = await simulate(seed);
  expect(outcome.broken, told(outcome, LINES)).toBeUndefined();
}

test.each(Object.entries<number[]>(seeds))('what once went wrong stays mended: %s', async (_, once) => {
  for (const seed of once) await expectToHold(seed);
});

test('a hundred histories keep all invariants', async () => {
  for (let seed = 1; seed <= 100; seed++) await expectToHold(seed);
});

test('the same seed gives the same history', async () => {
  const [one, other] = [await simulate(5), await simulate(5)];

  expect(other.trace).toEqual(one.trace);
});
