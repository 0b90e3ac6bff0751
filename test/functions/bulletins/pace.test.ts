import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pace } from '../../../functions/bulletins/pace.ts';

describe('the pace of a worker', () => {
  test.each([
    ['the sandbox', 1, 1, 1, 1 / 0.9],
    ['one worker at 14 a second', 14, 1, 12, 1 / 12.6],
    ['two workers at 14 a second', 14, 2, 6, 1 / 6.3],
    ['more than a call takes', 1000, 2, 50, 1 / 450],
  ])('for %s', (_, rate, workers, batch, secondsPerMail) => {
    expect(pace(rate, workers, 50)).toEqual({ batch, secondsPerMail: expect.closeTo(secondsPerMail, 6) });
  });

  test('stays sendable, however small the rate', () => {
    const { batch, secondsPerMail } = pace(0, 4, 50);

    expect(batch).toBe(1);
    expect(Number.isFinite(secondsPerMail)).toBe(true);
  });

  test("of all workers together is under the account's rate, and uses most of it", () => {
    const rates = fc.double({ min: 0.1, max: 5000, noNaN: true });

    fc.assert(
      fc.property(rates, fc.integer({ min: 1, max: 20 }), (rate, workers) => {
        const { batch, secondsPerMail } = pace(rate, workers, 50);
        const perSecond = workers / secondsPerMail;

        expect(perSecond).toBeLessThanOrEqual(rate);
        expect(perSecond).toBeGreaterThan(rate * 0.85);
        expect(batch).toBeGreaterThanOrEqual(1);
        expect(batch).toBeLessThanOrEqual(Math.max(1, Math.min(50, rate / workers)));
      }),
    );
  });
});
