// From bytes to text: a byte order mark, what the file declares, UTF-8, else a guess that is told.
import { isUtf8 } from 'node:buffer';
import { PermanentError } from '../core/errors.ts';
import type { Problem } from '../core/release.ts';
import { guessEncoding, guessUtf16 } from './encoding.ts';

export type Decoded = { text: string; problems: Problem[] };

/** `declared` is the file's own word, a meta element's say. Throws PermanentError "binary" or "encoding". */
export function decode(key: string, bytes: Uint8Array, languages: readonly string[], declared?: string): Decoded {
  const marked = byteOrder(bytes);
  if (marked) return certain(key, bytes, marked);
  if (bytes.includes(0)) return guessed(key, bytes, guessUtf16(bytes) ?? binary(key));
  const believed = declared === undefined ? undefined : believable(declared, bytes);
  if (believed) return certain(key, bytes, believed);
  if (isUtf8(bytes)) return certain(key, bytes, 'utf-8');
  const guess = isDamagedUtf8(bytes) ? undefined : guessEncoding(bytes, languages);
  return guess ? guessed(key, bytes, guess) : certain(key, bytes, 'utf-8');
}

/** What was lost before the file came here, and stands as U+FFFD in it. */
export function damage(text: string): Problem[] {
  const count = text.split('\uFFFD').length - 1;
  if (count === 0) return [];
  const line = lineOf(text, text.indexOf('\uFFFD'));
  const more = count === 1 ? '' : `, the first of ${count}`;
  const message = `Line ${line} holds "\uFFFD"${more}: a character that was lost before the file came here. It is left out; write it anew.`;
  return [{ level: 'warning', code: 'damaged-text', message, line }];
}

function byteOrder([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return undefined;
}

// Two letters of a single-byte encoding are hardly ever a character of UTF-8; a declaration that nobody changed when
// the file was saved anew is frequent.
function believable(declared: string, bytes: Uint8Array): string | undefined {
  try {
    const decoder = new TextDecoder(declared, { fatal: true });
    decoder.decode(bytes);
    const isSingleByte = /^(?:windows|iso|koi8|ibm|mac)/.test(decoder.encoding) && decoder.encoding !== 'iso-2022-jp';
    return isSingleByte && isUtf8(bytes) ? undefined : decoder.encoding;
  } catch {
    return undefined;
  }
}

function certain(key: string, bytes: Uint8Array, encoding: string): Decoded {
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
    return { text, problems: damage(text.replace(/\r\n?/g, '\n')) };
  } catch (cause) {
    const readable = new TextDecoder(encoding).decode(bytes).replace(/\r\n?/g, '\n');
    const line = lineOf(readable, readable.indexOf('\uFFFD'));
    throw new PermanentError(
      'encoding',
      `"${key}" is not ${encoding.toUpperCase()} text (line ${line}). Save it as "plain text, UTF-8" and upload it again.`,
      { cause },
    );
  }
}

function guessed(key: string, bytes: Uint8Array, encoding: string): Decoded {
  const { text, problems } = certain(key, bytes, encoding);
  const message = `"${key}" is not UTF-8 and doesn't say what it is; it was read as ${encoding}. Save as UTF-8 to be sure.`;
  return { text, problems: [{ level: 'warning', code: 'encoding-guessed', message, line: null }, ...problems] };
}

function binary(key: string): never {
  throw new PermanentError(
    'binary',
    `"${key}" holds binary data, not text. Export the release as plain text (UTF-8) and upload that.`,
  );
}

// A cut or spoilt byte in a text that is UTF-8 otherwise: no other encoding reads it better.
function isDamagedUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes);
  const lost = text.split('\uFFFD').length - 1;
  const beyond = text.match(/\P{ASCII}/gu)?.length ?? 0;
  return beyond - lost > lost;
}

const lineOf = (text: string, index: number): number => text.slice(0, index).split('\n').length;
