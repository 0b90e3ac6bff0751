// From the bytes of a file to its text, or a refusal.
import { extname } from 'node:path/posix';
import { PermanentError } from '../core/errors.ts';

export type ReleaseFile = { key: string; bytes: Uint8Array };

/** Bytes. A release of 5 MB is a thousand pages; what is larger is a mistake. */
export const SIZE_LIMIT = 5 * 1024 * 1024;

const TYPES = ['.txt', '.md'] as const;
export type FileType = (typeof TYPES)[number];

/** Throws PermanentError "file-type". */
export function fileType(key: string): FileType {
  const extension = extname(key).toLowerCase();
  const type = TYPES.find((known) => known === extension);
  if (type) return type;
  const found = extension === '' ? 'has no file type' : `is of type ${extension}`;
  throw new PermanentError('file-type', `"${key}" ${found}. Send the release as plain text (.txt) or Markdown (.md).`);
}

/** Throws PermanentError "file-size". */
export function checkSize(key: string, size: number): void {
  if (size <= SIZE_LIMIT) return;
  const megabytes = (size / 1024 / 1024).toFixed(1);
  throw new PermanentError(
    'file-size',
    `"${key}" has ${megabytes} MB; the limit is ${SIZE_LIMIT / 1024 / 1024} MB. Send the text alone, without embedded pictures.`,
  );
}

/** The file's text, line ends as LF. Throws PermanentError "empty", "binary" or "encoding". */
export function fileText({ key, bytes }: ReleaseFile): string {
  checkSize(key, bytes.length);
  const text = decode(key, bytes).replace(/\r\n?/g, '\n');
  if (/[^\s\p{Cf}]/u.test(text)) return text;
  throw new PermanentError('empty', `"${key}" is empty. Write the release into it and upload it again.`);
}

function decode(key: string, bytes: Uint8Array): string {
  const encoding = byteOrder(bytes) ?? 'utf-8';
  if (encoding === 'utf-8' && bytes.includes(0)) {
    throw new PermanentError(
      'binary',
      `"${key}" holds binary data, not text. Export the release as plain text (UTF-8) and upload that.`,
    );
  }
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (cause) {
    const line = lineOfFault(bytes, encoding);
    throw new PermanentError(
      'encoding',
      `"${key}" is not ${encoding.toUpperCase()} text (line ${line}). Save it as "plain text, UTF-8" and upload it again.`,
      { cause },
    );
  }
}

function byteOrder([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return undefined;
}

function lineOfFault(bytes: Uint8Array, encoding: string): number {
  const readable = new TextDecoder(encoding).decode(bytes);
  return readable.slice(0, readable.indexOf('\uFFFD')).split('\n').length;
}
