// What proves that an item is the newsroom's: a JWS over its ninjs, by a key that anybody can pin.
// (RFC 7515, RFC 8037 for Ed25519, RFC 8785 for the canonical form)
import { createHash, createPrivateKey, createPublicKey, hkdfSync, type KeyObject, sign } from 'node:crypto';
import type { TokenKeys } from '../core/token.ts';

/** Separates this use of the newsroom's secret from all others. (RFC 5869 §3.2) */
const PURPOSE = 'polywire outlets ed25519';

/** RFC 8410 §7: what stands before the 32 bytes of an Ed25519 private key in PKCS #8. */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

export type SigningKey = {
  key: KeyObject;
  jwk: { kty: 'OKP'; crv: 'Ed25519'; x: string; kid: string; use: 'sig'; alg: 'EdDSA' };
};

/** The key pair that a key of the newsroom's secret gives, always the same. */
export function signingKey(secret: string): SigningKey {
  const seed = Buffer.from(hkdfSync('sha256', secret, '', PURPOSE, 32));
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' });
  // RFC 7638 §3: its members in this order, without spaces.
  const thumbprint = createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`).digest('base64url');
  return { key, jwk: { kty: 'OKP', crv: 'Ed25519', x, kid: thumbprint, use: 'sig', alg: 'EdDSA' } };
}

/** RFC 7517: the public keys, the one that signs first; retired ones stay, so that what they signed can be verified. */
export function jwks({ current, keys }: TokenKeys): string {
  const ids = [
    current,
    ...Object.keys(keys)
      .filter((id) => id !== current)
      .toSorted(),
  ];
  const published = ids.map((id) => signingKey(keys[id] ?? '').jwk);
  return `${JSON.stringify({ keys: published }, null, 1)}\n`;
}

/**
 * RFC 8785, of what our documents hold: strings, whole numbers, arrays, objects. Members in the order of their names'
 * UTF-16 code units; nothing that is undefined.
 */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, one]) => one !== undefined);
  members.sort(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([name, one]) => `${JSON.stringify(name)}:${canonical(one)}`).join(',')}}`;
}

/** The compact serialisation (RFC 7515 §7.1): Ed25519 gives the same signature for the same bytes. */
export function jws(document: unknown, { current, keys }: TokenKeys): string {
  const { key, jwk } = signingKey(keys[current] ?? '');
  const header = { alg: 'EdDSA', cty: 'application/json', kid: jwk.kid, typ: 'JOSE' };
  const part = (text: string): string => Buffer.from(text).toString('base64url');
  const signed = `${part(canonical(header))}.${part(canonical(document))}`;
  return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`;
}
