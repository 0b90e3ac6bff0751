// Tokens in links: who may do what, without a login. HMAC-SHA256 cut to 96 bits, bound to a purpose and a key id.
import { createHmac, timingSafeEqual } from 'node:crypto';

/** What links in mails are for; those that work for ever, at whatever time they were made. */
export type Purpose = 'unsubscribe' | 'preferences';

/** What links are for that end some day, and are bound to what was asked for at one moment. */
export type DatedPurpose = 'confirm' | 'arrive' | 'depart' | 'return';

/** `current` signs; the retired ones only verify, so that a link to leave works for ever. By key id, one character. */
export type TokenKeys = { current: string; keys: Record<string, string> };

/** The key that names things by their hash: the first one, for ever. */
export const nameKey = ({ keys }: TokenKeys): string => keys.a ?? '';

const mac = (key: string, signed: string): Buffer => createHmac('sha256', key).update(signed).digest().subarray(0, 12);

const signedBy = ({ current, keys }: TokenKeys, purpose: string, said: string): string =>
  `${current}${said}${mac(keys[current] ?? '', `${purpose}\n${said}`).toString('base64url')}`;

function isSigned({ keys }: TokenKeys, purpose: string, keyId: string, said: string, signature: string): boolean {
  const key = Object.hasOwn(keys, keyId) ? keys[keyId] : undefined;
  if (!key) return false;
  return timingSafeEqual(mac(key, `${purpose}\n${said}`), Buffer.from(signature, 'base64url'));
}

/** 29 characters: key id, id, mac. Short, because a folded List-Unsubscribe breaks some DKIM checks. */
export const signToken = (keys: TokenKeys, purpose: Purpose, id: string): string => signedBy(keys, purpose, id);

/** The id, or undefined where the token is forged, cut or for another purpose. */
export function verifyToken(keys: TokenKeys, purpose: Purpose, token: string): string | undefined {
  const [, keyId = '', id = '', signature = ''] = /^(.)([\w-]{12})([\w-]{16})$/.exec(token) ?? [];
  return isSigned(keys, purpose, keyId, id, signature) ? id : undefined;
}

export type Dated = { id: string; at: string };

/** 38 characters: key id, id, the moment in milliseconds of the epoch as nine digits to the base 36, mac. */
export const signDated = (keys: TokenKeys, purpose: DatedPurpose, { id, at }: Dated): string =>
  signedBy(keys, purpose, `${id}${Date.parse(at).toString(36).padStart(9, '0')}`);

/** What was signed, or undefined where the token is forged, cut or for another purpose, or older than `days`. */
export function verifyDated(
  keys: TokenKeys,
  purpose: DatedPurpose,
  token: string,
  { now, days }: { now: Date; days: number },
): Dated | undefined {
  const [, keyId = '', said = '', signature = ''] = /^(.)([\w-]{12}[\da-z]{9})([\w-]{16})$/.exec(token) ?? [];
  if (!isSigned(keys, purpose, keyId, said, signature)) return undefined;
  const at = Number.parseInt(said.slice(12), 36);
  if (now.getTime() > at + days * 24 * 3_600_000) return undefined;
  return { id: said.slice(0, 12), at: new Date(at).toISOString() };
}
