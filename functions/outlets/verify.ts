// Whether a signed item is what it says: by the newsroom's published keys alone.
import { createPublicKey, verify as isSigned } from 'node:crypto';
import * as z from 'zod/mini';

const Key = z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), kid: z.string() });

/** RFC 7517 §5: keys of other kinds are passed over. */
export const Jwks = z.pipe(
  z.object({ keys: z.array(z.unknown()) }),
  z.transform(({ keys }) => keys.flatMap((key) => Key.safeParse(key).data ?? [])),
);
export type Jwks = z.infer<typeof Jwks>;

const Header = z.object({ alg: z.literal('EdDSA'), kid: z.string(), crit: z.optional(z.undefined()) });

/** What an outlet is told of an item, as far as words are made of it. */
export const Signed = z.object({
  uri: z.string(),
  version: z.string(),
  versionCreated: z.iso.datetime(),
  firstCreated: z.iso.datetime(),
  embargoedUntil: z.optional(z.iso.datetime()),
  pubStatus: z.enum(['usable', 'withheld', 'canceled']),
  language: z.string(),
  title: z.string(),
  copyrightHolder: z.string(),
  edNote: z.optional(z.string()),
  renditions: z.array(z.object({ name: z.string(), href: z.string() })),
});
export type Signed = z.infer<typeof Signed>;

export type Verdict = { item: Signed; document: unknown; kid: string } | { fault: string };

/**
 * RFC 4648 §3.5: a decoder takes other spellings of the same bytes, in the other alphabet or with bits that don't count.
 * What was signed has one.
 */
function bytesOf(part: string): Buffer {
  const bytes = Buffer.from(part, 'base64url');
  if (bytes.toString('base64url') !== part) throw new Error(`"${part}" is not the base64url of its bytes.`);
  return bytes;
}

const decoded = (part: string): unknown => JSON.parse(bytesOf(part).toString('utf8'));

/** Reads a compact JWS (RFC 7515 §5.2); a fault says in a sentence what doesn't hold. */
export function verified(text: string, keys: Jwks): Verdict {
  const [head = '', payload = '', signature = '', ...rest] = text.trim().split('.');
  if (signature === '' || rest.length > 0) return { fault: 'It is no signed item: a JWS has three parts.' };
  try {
    const header = Header.safeParse(decoded(head));
    if (!header.success) return { fault: 'It is not signed by EdDSA with a named key.' };
    const { kid } = header.data;
    const jwk = keys.find((key) => key.kid === kid);
    if (!jwk) return { fault: `It is signed by the key ${kid}, which is none of the keys that you trust.` };
    const { kty, crv, x } = jwk;
    const key = createPublicKey({ key: { kty, crv, x }, format: 'jwk' });
    const holds = isSigned(null, Buffer.from(`${head}.${payload}`), key, bytesOf(signature));
    if (!holds) return { fault: 'The signature does not hold: something was changed after it was signed.' };
    const document = decoded(payload);
    const item = Signed.safeParse(document);
    return item.success ? { item: item.data, document, kid } : { fault: 'What was signed is no item of a newsroom.' };
  } catch {
    return { fault: 'It can’t be read as a signed item.' };
  }
}
