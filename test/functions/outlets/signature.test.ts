import { sign } from 'node:crypto';
import fc from 'fast-check';
import { compactVerify, createLocalJWKSet } from 'jose';
import { describe, expect, test } from 'vitest';
import { announcement } from '../../../functions/outlets/announcement.ts';
import { ninjs } from '../../../functions/outlets/ninjs.ts';
import { canonical, jwks, jws, signingKey } from '../../../functions/outlets/signature.ts';
import { Jwks, verified } from '../../../functions/outlets/verify.ts';
import { anEdition, anItem, aPublication } from '../../templates/samples.ts';
import { some, tries } from '../../thorough.ts';
import { announcements, place } from './announcements.ts';

const keys = { current: 'a', keys: { a: 'the first secret' } };
const rotated = { current: 'b', keys: { a: 'the first secret', b: 'the second secret' } };
const published = (of: typeof rotated | typeof keys) => JSON.parse(jwks(of));
const one = ninjs(announcement(anItem(anEdition(), aPublication()), place));

/** As an outlet does, with a library that knows nothing of us. */
const byJose = async (text: string, set: unknown) => {
  const { payload, protectedHeader } = await compactVerify(text, createLocalJWKSet(set as never));
  return { document: JSON.parse(new TextDecoder().decode(payload)), protectedHeader };
};

const text = jws(one, keys);
const trusted = Jwks.parse(published(keys));
const pinned = createLocalJWKSet(published(keys));
const accepts = (changed: string): Promise<boolean> =>
  compactVerify(changed, pinned).then(
    () => true,
    () => false,
  );

/**
 * Whether a lax decoder reads the same bytes of the signature, and nothing else was changed: the library takes that
 * (RFC 4648 §3.5 leaves it open). The item is the same all the same.
 */
function spellsTheSame(changed: string): boolean {
  const [end, before] = [changed, text].map((one) => one.lastIndexOf('.') + 1);
  if (end !== before || changed.slice(0, end) !== text.slice(0, end)) return false;
  const [one, other] = [changed, text].map((some) => Buffer.from(some.slice(end), 'base64url'));
  return one?.equals(other ?? expect.fail()) === true;
}

describe('a signed item', () => {
  test.each(announcements)('is verified by an independent library: $name', async ({ told }) => {
    const { document, protectedHeader } = await byJose(jws(ninjs(told), keys), published(keys));

    expect(document).toEqual(JSON.parse(JSON.stringify(ninjs(told))));
    expect(protectedHeader).toMatchObject({ alg: 'EdDSA', kid: published(keys).keys[0].kid });
  });

  test('is the same for the same item, whatever the order of its members', () => {
    const turned = Object.fromEntries(Object.entries(one).reverse());

    expect(jws(turned, keys)).toBe(jws(one, keys));
  });

  test('is refused after any one character was changed, wherever it stands', async () => {
    const everywhere = Array.from(
      text,
      (character, at) => text.slice(0, at) + (character === 'A' ? 'B' : 'A') + text.slice(at + 1),
    );
    const changed = some(everywhere, 64);
    const accepted = await Promise.all(changed.map(accepts));

    expect(changed.filter((one) => !('fault' in verified(one, trusted)))).toEqual([]);
    expect(accepted).toEqual(changed.map(spellsTheSame));
  });

  test('is refused after any one of its characters became any other', async () => {
    const change = fc.record({
      at: fc.nat(text.length - 1),
      to: fc.oneof(fc.string({ minLength: 1, maxLength: 1, unit: 'binary' }), fc.constantFrom(...'+/=-_.~ \n\t')),
    });
    await fc.assert(
      fc.asyncProperty(change, async ({ at, to }) => {
        fc.pre(text[at] !== to);
        const changed = text.slice(0, at) + to + text.slice(at + 1);
        expect(verified(changed, trusted)).toHaveProperty('fault');
        expect(await accepts(changed)).toSatisfy((isTaken) => !isTaken || spellsTheSame(changed));
      }),
      { numRuns: tries(100, 500) },
    );
  });

  test('is refused after any one byte of header, item or signature was changed', async () => {
    const change = fc.record({ part: fc.nat(2), at: fc.nat(), by: fc.integer({ min: 1, max: 255 }) });
    await fc.assert(
      fc.asyncProperty(change, async ({ part, at, by }) => {
        const parts = text.split('.').map((one) => Buffer.from(one, 'base64url'));
        const bytes = parts[part] ?? expect.fail();
        const place = at % bytes.length;
        bytes[place] = (bytes[place] ?? 0) ^ by;
        const changed = parts.map((one) => one.toString('base64url')).join('.');
        expect(verified(changed, trusted)).toHaveProperty('fault');
        expect(await accepts(changed)).toBe(false);
      }),
      { numRuns: tries(100, 500) },
    );
  });

  test('has one spelling: the bits of its last character that don’t count must be nought', async () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const others = [...alphabet].map((last) => text.slice(0, -1) + last).filter((other) => other !== text);
    const lax = others.filter(spellsTheSame);

    // 64 bytes are 85 characters and two bits: four are left over.
    expect(lax).toHaveLength(15);
    for (const other of others) {
      expect(verified(other, trusted)).toHaveProperty('fault');
      expect(await accepts(other)).toBe(lax.includes(other));
    }
  });

  test('of a retired key still holds, and the new one signs', async () => {
    const both = published(rotated);
    const [first, second] = [published(keys).keys[0].kid, both.keys[0].kid];

    expect(both.keys.map(({ kid }: { kid: string }) => kid)).toEqual([second, first]);
    for (const [item, kid] of [
      [text, first],
      [jws(one, rotated), second],
    ]) {
      expect(verified(item, Jwks.parse(both))).toMatchObject({ kid });
      expect((await byJose(item, both)).protectedHeader.kid).toBe(kid);
    }
  });

  test('by a key that is not among the pinned ones is refused, whatever it calls itself', async () => {
    const stranger = { current: 'a', keys: { a: 'a secret of somebody else' } };
    const { key, jwk } = signingKey(stranger.keys.a);
    const [, payload = ''] = text.split('.');
    const signedAs = (header: object): string => {
      const signed = `${Buffer.from(JSON.stringify({ alg: 'EdDSA', ...header })).toString('base64url')}.${payload}`;
      return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`;
    };

    for (const other of [
      jws(one, rotated),
      jws(one, stranger),
      signedAs({ kid: published(keys).keys[0].kid }),
      signedAs({ kid: jwk.kid, jwk }),
      signedAs({ kid: published(keys).keys[0].kid, jwk, jku: 'https://elsewhere.example/jwks.json' }),
    ]) {
      expect(verified(other, trusted)).toHaveProperty('fault');
      expect(await accepts(other)).toBe(false);
    }
    expect(verified(jws(one, rotated), trusted)).toEqual({
      fault: expect.stringContaining('none of the keys that you trust'),
    });
    expect(verified(text, Jwks.parse({ keys: published(rotated).keys.slice(0, 1) }))).toHaveProperty('fault');
  });

  test('by no algorithm, or another, is none', () => {
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const { kid } = published(keys).keys[0];

    for (const header of [
      { alg: 'none', kid },
      { alg: 'HS256', kid },
      { alg: 'EdDSA' },
      { alg: 'EdDSA', kid, crit: ['x'] },
    ]) {
      expect(verified(`${part(header)}.${part(one)}.AAAA`, trusted)).toHaveProperty('fault');
    }
    for (const other of ['', '..', 'a.b.c', 'a.b', jws({ uri: 'x' }, keys)])
      expect(verified(other, trusted)).toHaveProperty('fault');
  });

  test('tells nothing of the secret: the keys are public ones', () => {
    expect(jwks(rotated)).not.toMatch(/"d"|secret/);
    expect(published(rotated).keys).toHaveLength(2);
  });
});

test.each([
  [{ b: 1, a: [true, null, 'x"\n'], é: '€', '\u0061b': {} }, '{"a":[true,null,"x\\"\\n"],"ab":{},"b":1,"é":"€"}'],
  [{ gone: undefined, kept: '' }, '{"kept":""}'],
  ['\u2028</script>', '"\u2028</script>"'],
])('the canonical form of %j is %s (RFC 8785)', (value, text) => {
  expect(canonical(value)).toBe(text);
});
