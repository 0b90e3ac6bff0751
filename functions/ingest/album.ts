// The pictures of a bundle: which file a text means, and what the settings say of each.
import { basename, dirname, join } from 'node:path/posix';
import { publicKey } from '../core/address.ts';
import type { Note, Problem } from '../core/release.ts';
import type { Part } from './bundle-entries.ts';
import { type Image, image } from './image.ts';
import type { Lookup } from './references.ts';
import type { FrontMatter } from './settings.ts';

/** A picture as an edition shows it. */
export type Picture = {
  /** What `src` is in a body. */
  key: string;
  /** Its name in the bundle. */
  file: string;
  image: Image;
  alt: Note | undefined;
  credit: string | undefined;
  /** Whether the settings name it: then it is shown, even if no text refers to it. */
  isNamed: boolean;
};

export type Album = { pictures: Picture[]; problems: Problem[] };

type Said = NonNullable<FrontMatter['images']>;

export function album(releaseId: string, parts: Part[], said: Said): Album {
  const read = parts.map(({ name, bytes }) => ({ file: name, made: image(bytes ?? new Uint8Array()) }));
  const plain = read.flatMap(({ file, made }): Picture[] =>
    'fault' in made
      ? []
      : [
          {
            ...{ file, image: made, key: publicKey.media(releaseId, made.name) },
            ...{ alt: undefined, credit: undefined, isNamed: false },
          },
        ],
  );
  const named = Object.entries(said).map(([name, what]) => ({ name, what, picture: found(plain, name, '.') }));
  const pictures = plain.map((one) => {
    const what = named.find(({ picture }) => picture === one)?.what;
    return what ? { ...one, alt: what.alt, credit: what.credit, isNamed: true } : one;
  });
  const faults = read.flatMap(({ file, made }) =>
    'fault' in made ? [warning('image-type', `"${file}" ${made.fault}. It was left out.`)] : [],
  );
  const absent = named.filter(({ picture }) => !picture).map(({ name }) => missing(name));
  return { pictures, problems: [...faults, ...absent] };
}

/** What addresses in the text of this name mean. */
export const lookupFor =
  ({ pictures }: Album, text: string): Lookup =>
  (src) =>
    found(pictures, decoded(src), dirname(text))?.key;

/** By its path from a folder; by its name alone where only one picture has it. */
function found(pictures: Picture[], path: string, folder: string): Picture | undefined {
  const plain = path.normalize('NFC').replaceAll('\\', '/');
  const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();
  const [exact] = pictures.filter(({ file }) => same(file, join(folder, plain)) || same(file, join(plain)));
  const alike = pictures.filter(({ file }) => same(basename(file), basename(plain)));
  return exact ?? (alike.length === 1 ? alike[0] : undefined);
}

/** RFC 3986 §4.2: a relative reference, without its query and fragment. */
function decoded(src: string): string {
  const path = src.replace(/[?#].*$/s, '');
  if (/^(?:[a-z][a-z\d+.-]*:|\/\/)/i.test(path)) return '';
  try {
    return decodeURIComponent(path);
  } catch {
    // A percent sign of the name's own.
    return path;
  }
}

const missing = (name: string): Problem =>
  warning('image-missing', `"release.yaml" describes "${name}", which is not in the bundle.`);

const warning = (code: string, message: string): Problem => ({ level: 'warning', code, message, line: null });
