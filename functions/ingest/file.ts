// From the bytes of a file to its text, or a refusal.
import { extname } from 'node:path/posix';
import { PermanentError } from '../core/errors.ts';
import { fewMarks } from '../core/safe-text.ts';
import { checkText } from './bounds.ts';
import type { Part } from './bundle-entries.ts';
import { type Decoded, decode } from './decode.ts';

export type ReleaseFile = {
  key: string;
  bytes: Uint8Array;
  /** The object's own, names in lower case without "x-amz-meta-"; beside them "content-language". */
  metadata?: Record<string, string>;
  /** Of a bundle in a folder: the files in it, by their names within. */
  parts?: Part[];
};

const MEGABYTE = 1024 * 1024;

/** Bytes, by type. A text of 1 MB is two hundred pages; what is larger is a mistake. */
const limits = {
  '.txt': MEGABYTE,
  '.md': MEGABYTE,
  '.html': MEGABYTE,
  '.htm': MEGABYTE,
  '.docx': 20 * MEGABYTE,
  '.zip': 20 * MEGABYTE,
  '.yaml': MEGABYTE / 4,
} as const;
export type FileType = keyof typeof limits;

const isKnown = (extension: string): extension is FileType => Object.hasOwn(limits, extension);

export const sizeLimit = (key: string): number => {
  const extension = extname(key).toLowerCase();
  return isKnown(extension) ? limits[extension] : limits['.txt'];
};

/** Throws PermanentError "file-type". */
export function fileType(key: string): FileType {
  const extension = extname(key).toLowerCase();
  if (isKnown(extension)) return extension;
  if (extension === '.doc') throw oldWord(key);
  const found = extension === '' ? 'has no file type' : `is of type ${extension}`;
  throw new PermanentError(
    'file-type',
    `"${key}" ${found}. Send the release as plain text (.txt), Markdown (.md), a web page (.html, .htm), a Word document (.docx) or a bundle of these with pictures (.zip).`,
  );
}

/** OLE2's signature: Word before 2007, and what Word writes of a document with a password. */
export const isOldWord = ({ bytes }: ReleaseFile): boolean =>
  [0xd0, 0xcf, 0x11, 0xe0].every((byte, index) => bytes[index] === byte);

export const oldWord = (key: string): PermanentError =>
  new PermanentError(
    'file-type',
    `"${key}" is in the old Word format, or has a password. Save it as .docx without a password and upload that.`,
  );

/** Throws PermanentError "file-size". */
export function checkSize(key: string, size: number): void {
  const limit = sizeLimit(key);
  if (size <= limit) return;
  const megabytes = (size / MEGABYTE).toFixed(1);
  throw new PermanentError(
    'file-size',
    `"${key}" has ${megabytes} MB; the limit is ${limit / MEGABYTE} MB. ${key.toLowerCase().endsWith('.zip') ? 'Make its pictures smaller.' : 'Send the text alone, without embedded pictures.'}`,
  );
}

/**
 * The file's text, line ends as LF. The newsroom's `languages` help to guess an encoding that the file doesn't say.
 * Throws PermanentError "empty", "binary", "encoding" or "text-bounds".
 */
export function fileText({ key, bytes }: ReleaseFile, languages: readonly string[], declared?: string): Decoded {
  checkSize(key, bytes.length);
  const { text: raw, problems } = decode(key, bytes, languages, declared);
  if (!/[^\s\p{Cf}]/u.test(raw)) throw empty(key);
  const text = fewMarks(raw.replace(/\r\n?/g, '\n'));
  checkText(key, text);
  return { text, problems };
}

export const empty = (key: string): PermanentError =>
  new PermanentError('empty', `"${key}" is empty. Write the release into it and upload it again.`);
