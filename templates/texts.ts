// The interface's texts, in ICU MessageFormat, by language.
import type { IntlMessageFormat } from 'intl-messageformat';
import { type Direction, direction, script } from '../functions/core/language.ts';
import type { Newsroom } from '../functions/core/newsroom.ts';
import { isolated } from './bidi.ts';
import type en from './locales/en.json';
import { locales } from './locales.ts';
import { message } from './message.ts';

export type TextKey = keyof typeof en;

type Marks = { lang?: string; dir?: Direction };

export type Texts = {
  /** The language the texts are really in. */
  language: string;
  /** Attributes for an element that holds one: empty, unless the texts are borrowed from another language. */
  marks: Marks;
  /** The text of `key`. Values of the other direction come isolated. */
  t: (key: TextKey, values?: Record<string, string | number>) => string;
};

// Pages of fifty items ask for them often.
const formats = new Map<string, IntlMessageFormat>();
const localesOf = new Map<string, string | undefined>();

/** The texts for readers of `language`; without its own, those of the newsroom's first language that has some. */
export function texts(language: string, { languages }: Pick<Newsroom, 'languages'>): Texts {
  const own = localeOf(language);
  const found = own ?? languages.map(localeOf).find(Boolean) ?? 'en';
  return {
    language: found,
    marks: marksWithin(language, own === undefined ? found : language),
    t: (key, values = {}) => String(format(found, key).format(isolateAll(values, found))),
  };
}

/** Attributes for text in `inner` within text in `outer`: empty where both are the same. */
export const marksWithin = (outer: string, inner: string): Marks =>
  outer === inner ? {} : { lang: inner, dir: direction(inner) };

/** "fr-CH" reads the texts of "fr" and "zh" those of "zh-Hans"; "zh-Hant" doesn't. */
function localeOf(language: string): string | undefined {
  if (localesOf.has(language)) return localesOf.get(language);
  const [base, written] = [new Intl.Locale(language).language, script(language)];
  const found = [language, `${base}-${written}`, base].find(
    (tag) => Object.hasOwn(locales, tag) && script(tag) === written,
  );
  localesOf.set(language, found);
  return found;
}

function format(language: string, key: TextKey): IntlMessageFormat {
  const id = `${language}/${key}`;
  const made = formats.get(id) ?? message(locales[language]?.[key] ?? '', language);
  formats.set(id, made);
  return made;
}

const isolateAll = (values: Record<string, string | number>, language: string) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'string' ? isolated(value, language) : value,
    ]),
  );
