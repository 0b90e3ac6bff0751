// Every single fault: at each call of a small history, one after another.
import { describe, expect, test, vi } from 'vitest';
import { callsOf, faultAt, histories, singleFaults } from './crash-points.ts';
import { told } from './report.ts';

// Seconds on a machine that has nothing else to do.
vi.setConfig({ testTimeout: 300_000 });

describe.each(Object.entries(histories))('%s', (_, history) => {
  test.each(singleFaults)('keeps all invariants, whichever call meets "%s"', async (fault) => {
    const calls = await callsOf(history);
    expect(calls).toBeGreaterThan(history.calls);

    for (let index = 0; index < calls; index++) {
      const outcome = await faultAt(history, index, fault);
      expect(outcome.broken, `at call ${index}: ${told(outcome, 40)}`).toBeUndefined();
    }
  });
});
