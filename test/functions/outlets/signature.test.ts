import { compactVerify, createLocalJWKSet } from 'jose';
import { describe, expect, test } from 'vitest';
import { ninjs } from '../../../functions/outlets/ninjs.ts';
import { canonical, jwks, jws } from '../../../functions/outlets/signature.ts';
import { Jwks, verified } from '../../../functions/outlets/verify.ts';
import { announcements } from './announcements.ts';

const keys = { current: 'a', keys: { a: 'the first secret' } };
const rotated = { current: 'b', keys: { a: 'the first secret', b: 'the second secret' } };
const published = (of: typeof rotated | typeof keys) => JSON.parse(jwks(of));
const one = ninjs(announcements[0]?.told ?? expect.fail());

/** As an outlet does, with a library that knows nothing of us. */
const byJose = async (text: string, set: unknown) => {
  const { payload, protectedHeader } = await compactVerify(text, createLocalJWKSet(set as never));
  return { document: JSON.parse(new TextDecoder().decode(payload)), protectedHeader };
};

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

  test('is refused after any one character was changed, by the library and by us', async () => {
    const text = jws(one, keys);
    const trusted = Jwks.parse(published(keys));
    const step = Math.ceil(text.length / 150);
    for (let at = 0; at < text.length; at += step) {
      const changed = text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
      // The last character of a part may stand for bits that don't count.
      if (Buffer.from(changed, 'base64url').equals(Buffer.from(text, 'base64url'))) continue;
      await expect(byJose(changed, published(keys))).rejects.toThrow();
      expect(verified(changed, trusted)).toHaveProperty('fault');
    }
  });

  test('of a retired key still holds, and the new one signs', async () => {
    const old = jws(one, keys);
    const trusted = Jwks.parse(published(rotated));

    expect(verified(old, trusted)).toMatchObject({ kid: published(keys).keys[0].kid });
    expect(verified(jws(one, rotated), trusted)).toMatchObject({ kid: published(rotated).keys[0].kid });
    expect(verified(jws(one, rotated), Jwks.parse(published(keys)))).toEqual({
      fault: expect.stringContaining('none of the keys that you trust'),
    });
    await byJose(old, published(rotated));
  });

  test('by no algorithm, or another, is none', () => {
    const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const trusted = Jwks.parse(published(keys));
    const { kid } = published(keys).keys[0];

    for (const header of [
      { alg: 'none', kid },
      { alg: 'HS256', kid },
      { alg: 'EdDSA' },
      { alg: 'EdDSA', kid, crit: ['x'] },
    ]) {
      expect(verified(`${part(header)}.${part(one)}.AAAA`, trusted)).toHaveProperty('fault');
    }
    for (const text of ['', '..', 'a.b.c', 'a.b', jws({ uri: 'x' }, keys)])
      expect(verified(text, trusted)).toHaveProperty('fault');
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
