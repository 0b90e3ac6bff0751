// What a bundle is made of, by names and sizes alone: what is read of it, and whether that is too much.
import { basename } from 'node:path/posix';
import { PermanentError } from '../core/errors.ts';
import { BUNDLE_SETTINGS } from '../core/release.ts';
import { checkSize } from './file.ts';
import { isImageName } from './image.ts';

export type Entry = { name: string; size: number };

/** A file of a bundle; without bytes where it isn't read. */
export type Part = { name: string; bytes: Uint8Array | null };

const MEGABYTE = 1024 * 1024;
const PICTURE_LIMIT = 10 * MEGABYTE;
const PICTURES_LIMIT = 30;
/** Twice the languages that a newsroom may well have. */
const TEXTS_LIMIT = 40;
const TOTAL_LIMIT = 50 * MEGABYTE;
const PARTS_LIMIT = 200;

/** `strange`: settings by another name than they must have. */
type Kind = 'settings' | 'strange' | 'text' | 'picture' | 'drawing' | 'ignored' | 'other';

export function kindOf(name: string): Kind {
  if (isIgnored(name)) return 'ignored';
  if (name === BUNDLE_SETTINGS) return 'settings';
  if (/\.ya?ml$/i.test(name)) return 'strange';
  if (/\.(?:txt|md|html?|docx)$/i.test(name)) return 'text';
  if (isImageName(name)) return 'picture';
  return /\.svgz?$/i.test(name) ? 'drawing' : 'other';
}

export const isRead = (name: string): boolean => ['settings', 'text', 'picture'].includes(kindOf(name));

/** What operating systems and editors leave behind. */
const isIgnored = (name: string): boolean =>
  /(?:^|\/)$/.test(name) ||
  name.split('/').some((part) => part.startsWith('.') || part === '__MACOSX') ||
  /^(?:thumbs\.db|desktop\.ini)$/i.test(basename(name));

/** The names as the bundle's writer sees them: the folder that was packed with all that is in it is none of theirs. */
export function namesWithin(names: string[]): Map<string, string> {
  const plain = new Map(names.map((name) => [name, name.replace(/^(?:\.\/)+/, '')]));
  const seen = [...plain.values()].filter((name) => !isIgnored(name));
  const [first = ''] = seen;
  const top = first.slice(0, first.indexOf('/') + 1);
  if (top === '' || !seen.every((name) => name.startsWith(top))) return plain;
  return new Map(
    [...plain].map(([name, within]) => [name, within.startsWith(top) ? within.slice(top.length) : within]),
  );
}

/** Sizes are judged before anything is read. Throws PermanentError "file-size" or "bundle-size". */
export function checkEntries(key: string, entries: Entry[]): void {
  const read = entries.filter(({ name }) => isRead(name));
  const pictures = read.filter(({ name }) => kindOf(name) === 'picture');
  for (const { name, size } of read) if (kindOf(name) !== 'picture') checkSize(name, size);
  const large = pictures.find(({ size }) => size > PICTURE_LIMIT);
  if (large) throw refused(key, `holds "${large.name}" of ${inMegabytes(large.size)}; the limit of a picture is 10 MB`);
  if (pictures.length > PICTURES_LIMIT)
    throw refused(key, `holds ${pictures.length} pictures; the limit is ${PICTURES_LIMIT}`);
  const texts = read.filter(({ name }) => kindOf(name) === 'text').length;
  if (texts > TEXTS_LIMIT) throw refused(key, `holds ${texts} texts; the limit is ${TEXTS_LIMIT}`);
  if (read.length > PARTS_LIMIT) throw refused(key, `holds ${read.length} files; the limit is ${PARTS_LIMIT}`);
  const total = read.reduce((sum, { size }) => sum + size, 0);
  if (total > TOTAL_LIMIT) throw refused(key, `holds ${inMegabytes(total)}; the limit is 50 MB`);
}

const inMegabytes = (size: number): string => `${(size / MEGABYTE).toFixed(1)} MB`;

const refused = (key: string, fault: string): PermanentError => new PermanentError('bundle-size', `"${key}" ${fault}.`);
