import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pace } from '../../../functions/core/pace.ts';

describe('the pace of the account', () => {
  test.each([
    ['in the sandbox', 1, 1, 0.952],
    ['at 14 a second', 14, 3, 0.96],
    ['at more than calls can hold', 1000, 50, 0.96],
  ])('%s', (_, perSecond, batch, used) => {
    expect(pace({ perSecond })).toEqual({ batch, millisecondsPerMail: expect.closeTo(1000 / (perSecond * used), 6) });
  });

  test('stays sendable, however small the rate', () => {
    const { batch, millisecondsPerMail } = pace({ perSecond: 0 });

    expect(batch).toBe(1);
    expect(Number.isFinite(millisecondsPerMail)).toBe(true);
  });

  test('is under the account’s rate, uses at least 95 % of it, and no call is as large as a second’s worth', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 5000, noNaN: true }), (rate) => {
        const { batch, millisecondsPerMail } = pace({ perSecond: rate });
        const perSecond = 1000 / millisecondsPerMail;

        expect(perSecond).toBeLessThan(rate);
        expect(perSecond).toBeGreaterThan(rate * 0.95);
        expect(batch).toBeLessThanOrEqual(Math.max(1, Math.min(50, rate / 4)));
      }),
    );
  });
});
