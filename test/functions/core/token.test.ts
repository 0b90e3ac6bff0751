import fc from 'fast-check';
import { expect, test } from 'vitest';
import { signToken, verifyToken } from '../../../functions/core/token.ts';

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
  const token = signToken(keys, 'confirm' as 'unsubscribe', 'abcdefghijkl');

  expect(verifyToken(keys, 'unsubscribe', token)).toBeUndefined();
});

test('a retired key still verifies, and the current one signs', () => {
  const old = signToken(keys, 'unsubscribe', 'abcdefghijkl');
  const rotated = { current: 'b', keys: { a: 'first secret', b: 'second secret' } };

  expect(verifyToken(rotated, 'unsubscribe', old)).toBe('abcdefghijkl');
  expect(signToken(rotated, 'unsubscribe', 'abcdefghijkl')).toMatch(/^b/);
  expect(verifyToken(keys, 'unsubscribe', signToken(rotated, 'unsubscribe', 'abcdefghijkl'))).toBeUndefined();
});
