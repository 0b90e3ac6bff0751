import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { signDated, signToken, verifyDated, verifyToken } from '../../../functions/core/token.ts';

const keys = { current: 'a', keys: { a: 'first secret' } };
const subscriberIds = fc.stringMatching(/^[\w-]{12}$/);

test('a token of 29 characters leads back to its subscriber', () => {
  fc.assert(
    fc.property(subscriberIds, (id) => {
      const token = signToken(keys, 'unsubscribe', id);

      expect(token).toMatch(/^[\w-]{29}$/);
      expect(verifyToken(keys, 'unsubscribe', token)).toBe(id);
    }),
  );
});

test('a token in which any character was changed leads nowhere', () => {
  const token = signToken(keys, 'unsubscribe', 'abcdefghijkl');
  const forged = Array.from(token, (char, at) => token.slice(0, at) + (char === 'B' ? 'C' : 'B') + token.slice(at + 1));

  expect(forged.map((one) => verifyToken(keys, 'unsubscribe', one)).filter(Boolean)).toEqual([]);
});

test.each([
  ['was cut', (token: string) => token.slice(0, -1)],
  ['lost its key id', (token: string) => token.slice(1)],
  ['got a character more', (token: string) => `${token}A`],
  ['got a line end', (token: string) => `${token}\n`],
  ['was padded as base64', (token: string) => `${token}=`],
])('a token that %s leads nowhere', (_, change) => {
  const token = signToken(keys, 'unsubscribe', 'abcdefghijkl');

  expect(verifyToken(keys, 'unsubscribe', change(token))).toBeUndefined();
});

test('whatever is not a token leads nowhere', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^.[\w-]{28}$/)), (text) => {
      expect(verifyToken(keys, 'unsubscribe', text)).toBeUndefined();
    }),
  );
  expect(verifyToken({ current: 'a', keys: {} }, 'unsubscribe', `_${'a'.repeat(28)}`)).toBeUndefined();
});

test('a token for another purpose leads nowhere', () => {
  const token = signToken(keys, 'preferences', 'abcdefghijkl');

  expect(verifyToken(keys, 'unsubscribe', token)).toBeUndefined();
});

test('a retired key still verifies, and the current one signs', () => {
  const old = signToken(keys, 'unsubscribe', 'abcdefghijkl');
  const rotated = { current: 'b', keys: { a: 'first secret', b: 'second secret' } };

  expect(verifyToken(rotated, 'unsubscribe', old)).toBe('abcdefghijkl');
  expect(signToken(rotated, 'unsubscribe', 'abcdefghijkl')).toMatch(/^b/);
  expect(verifyToken(keys, 'unsubscribe', signToken(rotated, 'unsubscribe', 'abcdefghijkl'))).toBeUndefined();
});

describe('a dated token', () => {
  const at = '2026-03-09T08:00:00.123Z';
  const asked = { id: 'abcdefghijkl', at };
  const until = (now: string) => ({ now: new Date(now), days: 7 });
  const soon = until('2026-03-09T08:00:01.000Z');

  test('of 38 characters leads back to what was asked for, and when', () => {
    fc.assert(
      fc.property(
        subscriberIds,
        fc.date({ min: new Date(0), max: new Date('2400-01-01'), noInvalidDate: true }),
        (id, date) => {
          const token = signDated(keys, 'confirm', { id, at: date.toISOString() });

          expect(token).toMatch(/^[\w-]{38}$/);
          expect(verifyDated(keys, 'confirm', token, { now: date, days: 7 })).toEqual({ id, at: date.toISOString() });
        },
      ),
    );
  });

  test('ends with its days, to the millisecond', () => {
    const token = signDated(keys, 'confirm', asked);

    expect(verifyDated(keys, 'confirm', token, until('2026-03-16T08:00:00.123Z'))).toEqual(asked);
    expect(verifyDated(keys, 'confirm', token, until('2026-03-16T08:00:00.124Z'))).toBeUndefined();
  });

  test('in which any character was changed, for another purpose, or without a date leads nowhere', () => {
    const token = signDated(keys, 'confirm', asked);
    const forged = Array.from(
      token,
      (char, index) => token.slice(0, index) + (char === 'B' ? 'C' : 'B') + token.slice(index + 1),
    );
    const others = [signDated(keys, 'arrive', asked), signToken(keys, 'unsubscribe', asked.id), `${token}\n`, ''];

    expect([...forged, ...others].map((one) => verifyDated(keys, 'confirm', one, soon)).filter(Boolean)).toEqual([]);
    expect(verifyToken(keys, 'unsubscribe', token)).toBeUndefined();
  });

  test('of a retired key still verifies', () => {
    const rotated = { current: 'b', keys: { a: 'first secret', b: 'second secret' } };

    expect(verifyDated(rotated, 'confirm', signDated(keys, 'confirm', asked), soon)).toEqual(asked);
    expect(signDated(rotated, 'confirm', asked)).toMatch(/^b/);
  });
});
