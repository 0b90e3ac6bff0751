// A file of any type that is read → its blocks, and what it says of itself.
import { extname } from 'node:path/posix';
import type { Problem } from '../core/release.ts';
import type { Picture } from './album.ts';
import type { Block } from './blocks.ts';
import { bundle } from './bundle.ts';
import { checkEntries, isRead, namesWithin, type Part } from './bundle-entries.ts';
import { checkSize, type ReleaseFile } from './file.ts';
import { type FrontMatter, metadataSettings } from './front-matter.ts';
import { textFile } from './text-file.ts';
import { unzip } from './zip.ts';
import { listed } from './zip-directory.ts';

/** What a text of a bundle says of its language alone. */
export type OwnSettings = { embargo?: string; correction?: string; note?: string };

export type OpenedFile = {
  frontMatter: FrontMatter;
  /** By language; it outweighs what the front matter says of all. */
  own: Record<string, OwnSettings>;
  blocks: Block[];
  problems: Problem[];
  pictures: Picture[];
};

/** `languages` are the newsroom's. Throws PermanentError where nothing can be read. */
export async function opened(file: ReleaseFile, languages: readonly string[]): Promise<OpenedFile> {
  const inside = await read(file, languages);
  const outside = metadataSettings(file.metadata ?? {});
  return {
    ...inside,
    // What a press officer wrote into the file outweighs what a program said of it.
    frontMatter: { ...outside.frontMatter, ...inside.frontMatter },
    problems: [...outside.problems, ...inside.problems],
  };
}

async function read(file: ReleaseFile, languages: readonly string[]): Promise<OpenedFile> {
  if (file.parts) return bundle(file.key, file.parts, languages);
  if (extname(file.key).toLowerCase() === '.zip') return bundle(file.key, partsOf(file), languages);
  return { ...(await textFile(file, languages)), own: {}, pictures: [] };
}

/** Throws PermanentError "file-size", "bundle-size" or "zip". */
function partsOf({ key, bytes }: ReleaseFile): Part[] {
  checkSize(key, bytes.length);
  const entries = listed(key, bytes);
  const names = namesWithin(entries.map(({ name }) => name));
  const within = (name: string): string => names.get(name) ?? name;
  checkEntries(
    key,
    entries.map(({ name, inflated }) => ({ name: within(name), size: inflated })),
  );
  const contents = new Map(unzip(key, bytes, (name) => isRead(within(name))).map((entry) => [entry.name, entry.bytes]));
  return entries.map(({ name }) => ({ name: within(name), bytes: contents.get(name) ?? null }));
}
