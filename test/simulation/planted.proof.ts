// That the simulation sees what goes wrong: bugs that are planted in the functions.
import { describe, expect, test, vi } from 'vitest';
import { planted } from './planted.ts';
import { simulate } from './run.ts';

vi.setConfig({ testTimeout: 300_000 });

describe('within two hundred histories it is found where', () => {
  test.each(Object.entries(planted))('%s', async (_, wired) => {
    const broken: string[] = [];
    for (let seed = 1; seed <= 200 && broken.length === 0; seed++) {
      const outcome = await simulate(seed, { wired });
      if (outcome.broken) broken.push(outcome.broken.invariant);
    }

    expect(broken).toHaveLength(1);
  });
});
