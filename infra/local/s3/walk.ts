// Both listings walk sorted rows in the same way: up to a number of entries, folding keys that share a folder.
import type { Cursor, Version } from './versions.ts';

export const NEWEST = Number.MAX_SAFE_INTEGER;

export type Entry = { version: Version } | { folder: string };
export type Walk = {
  rows: (from: Cursor) => Iterable<Version>;
  prefix: string;
  delimiter: string;
  start: Cursor;
  most: number;
};

export function walk(options: Walk): { entries: Entry[]; isTruncated: boolean } {
  const entries: Entry[] = [];
  // AWS calls a listing of nothing complete.
  if (options.most === 0) return { entries, isTruncated: false };
  for (const entry of allEntries(options)) {
    if (entries.length === options.most) return { entries, isTruncated: true };
    entries.push(entry);
  }
  return { entries, isTruncated: false };
}

function* allEntries({ rows, prefix, delimiter, start }: Walk): Generator<Entry> {
  let from: Cursor | undefined = isBefore(start.key, prefix) ? { key: prefix, below: NEWEST } : start;
  while (from !== undefined) {
    const next: Cursor | undefined = yield* untilFolder(rows(from), prefix, delimiter);
    from = next;
  }
}

/** Yields up to and with the first folder; answers where to go on behind it. */
function* untilFolder(
  rows: Iterable<Version>,
  prefix: string,
  delimiter: string,
): Generator<Entry, Cursor | undefined> {
  for (const version of rows) {
    if (!version.key.startsWith(prefix)) return undefined;
    const folder = folderOf(version.key, prefix, delimiter);
    if (folder === undefined) yield { version };
    else {
      yield { folder };
      return behind(folder);
    }
  }
  return undefined;
}

/** API_ListObjectsV2, Delimiter: the key up to the first delimiter after the prefix. */
export function folderOf(key: string, prefix: string, delimiter: string): string | undefined {
  const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
  return end < 0 ? undefined : key.slice(0, end + delimiter.length);
}

/** The least text that sorts after everything that starts with `prefix`: its last character, one further. */
export function behind(prefix: string): Cursor | undefined {
  const characters = [...prefix];
  for (let last = characters.pop(); last !== undefined; last = characters.pop()) {
    const code = last.codePointAt(0) ?? 0;
    if (code === 0x10ffff) continue;
    // Surrogates are no characters.
    const next = code === 0xd7ff ? 0xe000 : code + 1;
    return { key: characters.join('') + String.fromCodePoint(next), below: NEWEST };
  }
  return undefined;
}

/** By UTF-8 bytes. JavaScript's own order differs beyond U+FFFF. */
function isBefore(a: string, b: string): boolean {
  return Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0;
}
