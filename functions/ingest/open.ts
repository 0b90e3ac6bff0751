// A file of any type that is read → its blocks, and what it says of itself.
import { extname } from 'node:path/posix';
import type { Problem } from '../core/release.ts';
import type { Picture } from './album.ts';
import type { Block } from './blocks.ts';
import type { ReleaseFile } from './file.ts';
import { type FrontMatter, metadataSettings } from './settings.ts';
import { textFile } from './text-file.ts';

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
  // Pictures and archives are loaded where there are some: most releases are one text.
  if (file.parts) return (await import('./bundle.ts')).bundle(file.key, file.parts, languages);
  if (extname(file.key).toLowerCase() === '.zip') {
    const [{ bundle }, { partsOf }] = await Promise.all([import('./bundle.ts'), import('./zip-parts.ts')]);
    return bundle(file.key, partsOf(file), languages);
  }
  return { ...(await textFile(file, languages)), own: {}, pictures: [] };
}
