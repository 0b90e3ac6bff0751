// Whether a parser reads in a feed what was written in it.
import { type Case, type Expected, MARKUP } from './cases.ts';
import type { GivenFeed } from './parsers.ts';

// Parsers trim and fold white space as they like; nothing else may be lost.
const folded = (text: unknown): string => String(text).replace(/\s+/g, ' ').trim();

const second = (date: unknown): number =>
  Math.floor(new Date(date instanceof Date ? date : String(date)).getTime() / 1000);

const views: Record<keyof Expected, (value: unknown) => unknown> = {
  id: String,
  link: String,
  title: folded,
  html: folded,
  published: second,
  modified: second,
};

// It takes every title for HTML, even one that Atom says is text, and drops the tags.
const TITLES_WITHOUT_TAGS = 'feedparser';
const withoutTags = (text: unknown): string => folded(String(text).replace(/<[^>]*>/g, ''));

const isKey = (name: string): name is keyof Expected => Object.hasOwn(views, name);

/** A sentence for each difference. What a parser doesn't give at all is none. */
export function differences(parser: string, format: 'rss' | 'atom', given: GivenFeed, one: Case): string[] {
  const where = `${parser}, ${format}, "${one.name}"`;
  const count = given.items.length;
  if (count !== one.expected.length) return [`${where}: ${count} items, not ${one.expected.length}`];
  const isOther = 'language' in given && String(given.language).toLowerCase() !== one.language.toLowerCase();
  const view = viewOf(parser, format, one);
  return [
    ...(isOther ? [`${where}: language ${given.language}, not ${one.language}`] : []),
    ...one.expected.flatMap((wanted, index) => {
      const item = given.items[index] ?? {};
      const differing = Object.keys(item)
        .filter(isKey)
        .filter((key) => view[key](item[key]) !== view[key](wanted[key]));
      return differing.map((key) => `${where}: ${key} ${shown(item[key])}, not ${shown(wanted[key])}`);
    }),
  ];
}

function viewOf(parser: string, format: 'rss' | 'atom', { name }: Case): typeof views {
  const isAmbiguous = parser === TITLES_WITHOUT_TAGS || (format === 'rss' && name === MARKUP);
  return isAmbiguous ? { ...views, title: withoutTags } : views;
}

const shown = (value: unknown): string => JSON.stringify(value)?.slice(0, 160) ?? 'nothing';
