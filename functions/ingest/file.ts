// From the bytes of a file to its text, or a refusal.
import { extname } from 'node:path/posix';
import { PermanentError } from '../core/errors.ts';
import { type Decoded, decode } from './decode.ts';

export type ReleaseFile = { key: string; bytes: Uint8Array };

const MEGABYTE = 1024 * 1024;

/** Bytes, by type. A text of 5 MB is a thousand pages; what is larger is a mistake. */
const limits = {
  '.txt': 5 * MEGABYTE,
  '.md': 5 * MEGABYTE,
  '.html': 5 * MEGABYTE,
  '.htm': 5 * MEGABYTE,
  '.docx': 20 * MEGABYTE,
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
    `"${key}" ${found}. Send the release as plain text (.txt), Markdown (.md), a web page (.html, .htm) or a Word document (.docx).`,
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
    `"${key}" has ${megabytes} MB; the limit is ${limit / MEGABYTE} MB. Send the text alone, without embedded pictures.`,
  );
}

/**
 * The file's text, line ends as LF. The newsroom's `languages` help to guess an encoding that the file doesn't say.
 * Throws PermanentError "empty", "binary" or "encoding".
 */
export function fileText({ key, bytes }: ReleaseFile, languages: readonly string[], declared?: string): Decoded {
  checkSize(key, bytes.length);
  const { text, problems } = decode(key, bytes, languages, declared);
  if (/[^\s\p{Cf}]/u.test(text)) return { text: text.replace(/\r\n?/g, '\n'), problems };
  throw empty(key);
}

export const empty = (key: string): PermanentError =>
  new PermanentError('empty', `"${key}" is empty. Write the release into it and upload it again.`);
