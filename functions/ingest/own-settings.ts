// What a text of a bundle says of its own language outweighs what the bundle says of all.
import type { Note } from '../core/release.ts';
import type { Block } from './blocks.ts';
import type { OpenedFile } from './open.ts';
import type { FrontMatter } from './settings.ts';

type Own = OpenedFile['own'];

/** `languages` are those that what is said of all is said of. */
export function withOwn(frontMatter: FrontMatter, own: Own, languages: string[]): FrontMatter {
  const merged = { ...frontMatter };
  for (const name of ['embargo', 'correction', 'note'] as const) {
    const texts = Object.entries(own).flatMap(([language, { [name]: text }]) =>
      text === undefined ? [] : [[language, text]],
    );
    // Said of all, and nobody knows yet who they are.
    const isOfAll = typeof frontMatter[name] === 'string' && languages.length === 0;
    if (texts.length > 0 && !isOfAll)
      merged[name] = { ...each(frontMatter[name], languages), ...Object.fromEntries(texts) };
  }
  return merged;
}

const each = (said: Note | undefined, languages: string[]): Record<string, string> =>
  typeof said === 'string' ? Object.fromEntries(languages.map((language) => [language, said])) : (said ?? {});

/** Whether a setting keeps what a line announces. Where a file's name says the language, it must be that language's. */
export function isEmbargoed({ language, isNamed }: Block, { frontMatter: { embargo }, own }: OpenedFile): boolean {
  if (typeof embargo === 'string') return true;
  if (!isNamed || language === undefined) return embargo !== undefined;
  return embargo?.[language] !== undefined || own[language]?.embargo !== undefined;
}
