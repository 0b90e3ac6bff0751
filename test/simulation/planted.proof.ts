// That the simulation sees what goes wrong: bugs that are planted in the functions.
import { describe, expect, test, vi } from 'vitest';
import { planted, plantedInTheHub } from './planted.ts';
import { type Options, simulate } from './run.ts';
import { told } from './scenario.ts';

vi.setConfig({ testTimeout: 300_000 });

async function expectToBeFound(options: Options): Promise<void> {
  const broken: string[] = [];
  for (let seed = 1; seed <= 200 && broken.length === 0; seed++) {
    const outcome = await simulate(seed, options);
    if (outcome.broken) broken.push(outcome.broken.invariant);
  }
  expect(broken).toHaveLength(1);
}

describe('within two hundred histories it is found where', () => {
  test.each(Object.entries(planted))('%s', (_, wired) => expectToBeFound({ wired }));
});

describe('within two hundred histories of outlets it is found where', () => {
  test.each(Object.entries(plantedInTheHub))('%s', (_, wired) => expectToBeFound({ wired, size: told }));
});
