import { createHash } from 'node:crypto';

/**
 * The file in which a person finds an object, relative to its bucket: the key itself, or undefined when that is no
 * file name everywhere, or could leave the bucket. `%` starts the names of `encodedName`, so no plain name has it.
 */
export function plainName(key: string): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[%\\\u0000-\u001f\u007f]/.test(key)) return undefined;
  const segments = key.split('/');
  const fine = segments.every((name) => name !== '' && name !== '.' && name !== '..' && Buffer.byteLength(name) <= 255);
  return fine ? key : undefined;
}

/** A single file name for any key; different keys have different ones. */
export function encodedName(key: string): string {
  const encoded = `%${encodeURIComponent(key)}`;
  if (encoded.length <= 200) return encoded;
  // encodeURIComponent never leaves a `=`, so a shortened name can't be another key's whole name.
  return `${encoded.slice(0, 120)}=${createHash('sha256').update(key).digest('hex')}`;
}
