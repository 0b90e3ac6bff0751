// The interface's texts, in ICU MessageFormat, by language.
import { IntlMessageFormat } from 'intl-messageformat';
import { direction, script } from '../functions/core/language.ts';
import type { Newsroom } from '../functions/core/newsroom.ts';
import { isolated } from './bidi.ts';
import ar from './locales/ar.json' with { type: 'json' };
import de from './locales/de.json' with { type: 'json' };
import en from './locales/en.json' with { type: 'json' };
import es from './locales/es.json' with { type: 'json' };
import fr from './locales/fr.json' with { type: 'json' };
import he from './locales/he.json' with { type: 'json' };

export type TextKey = keyof typeof en;

type Marks = { lang?: string; dir?: string };

export type Texts = {
  /** The language the texts are really in. */
  language: string;
  /** Attributes for an element that holds one: empty, unless the texts are borrowed from another language. */
  marks: Marks;
  /** The text of `key`. Values of the other direction come isolated. */
  t: (key: TextKey, values?: Record<string, string | number>) => string;
};

const locales: Record<string, Record<TextKey, string>> = { ar, de, en, es, fr, he };

const formats = new Map<string, IntlMessageFormat>();

/** The texts for readers of `language`; without its own, those of the newsroom's first language that has some. */
export function texts(language: string, { languages }: Pick<Newsroom, 'languages'>): Texts {
  const [own, borrowed = 'en'] = [localeOf(language), languages.map(localeOf).find(Boolean)];
  const found = own ?? borrowed;
  return {
    language: found,
    marks: marksWithin(language, own === undefined ? found : language),
    t: (key, values = {}) => String(format(found, key).format(isolateAll(values, found))),
  };
}

/** Attributes for text in `inner` within text in `outer`: empty where both are the same. */
export const marksWithin = (outer: string, inner: string): Marks =>
  outer === inner ? {} : { lang: inner, dir: direction(inner) };

/** "fr-CH" reads the texts of "fr"; "az-Arab" wouldn't those of "az". */
function localeOf(language: string): string | undefined {
  const base = new Intl.Locale(language).language;
  return [language, base].find((tag) => Object.hasOwn(locales, tag) && script(tag) === script(language));
}

function format(language: string, key: TextKey): IntlMessageFormat {
  const id = `${language}/${key}`;
  const known = formats.get(id);
  if (known) return known;
  // The same digits as in the dates of core/language. Angle brackets are text, not tags.
  const made = new IntlMessageFormat(locales[language]?.[key] ?? '', `${language}-u-nu-latn`, undefined, {
    ignoreTag: true,
  });
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
