// JSON Feed 1.1 from the 1.0 that `feed` writes: authors, languages, translations. (jsonfeed.org/version/1.1)
import type { Entry } from './entry.ts';

type Enrichment = { language: string; author: string; entries: Entry[] };

export function jsonFeed(version1: string, { language, author, entries }: Enrichment): string {
  const { author: _, items: plain, ...head }: Record<string, unknown> = JSON.parse(version1);
  const items = Array.isArray(plain) ? plain : [];
  const feed = {
    ...head,
    version: 'https://jsonfeed.org/version/1.1',
    language,
    authors: [{ name: author }],
    items: items.map((item, index) => ({ ...item, language, ...translations(entries[index]) })),
  };
  return `${JSON.stringify(feed, null, 1)}\n`;
}

// Names that begin with an underscore are JSON Feed's extensions; readers ignore the ones they don't know.
const translations = (entry: Entry | undefined) =>
  entry && entry.translations.length > 0 ? { _polywire: { translations: entry.translations } } : {};
