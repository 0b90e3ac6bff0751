// The language that a file's name says: "fr.md", "announcement.fr.md", "announcement_fr.docx", "announcement-fr.txt".
import { basename, extname } from 'node:path/posix';
import { canonicalLanguage, script } from '../core/language.ts';

/** The name of the text itself: without its folder and its type. */
const bare = (name: string): string => basename(name, extname(name));

/** `languages` are the newsroom's; another language is told of a whole name only: "sv.md". */
export function fileLanguage(name: string, languages: readonly string[]): string | undefined {
  const text = bare(name);
  return ending(text, /[._-]/g, languages) ?? foreign(text);
}

/** That of a text in a folder, where "annual-report-it.md" may be a release of its own: after a full stop, or alone. */
export function partLanguage(name: string, languages: readonly string[]): string | undefined {
  const text = bare(name);
  return ending(text, /\./g, languages) ?? foreign(text);
}

/** The longest end of the name that is one of the languages. */
function ending(text: string, separator: RegExp, languages: readonly string[]): string | undefined {
  const starts = [0, ...[...text.matchAll(separator)].map(({ index }) => index + 1)];
  return starts.map((start) => own(text.slice(start).replaceAll('_', '-'), languages)).find((tag) => tag !== undefined);
}

/** The newsroom's own tag where it has one: "en" for "en-US", "zh-Hant" for "zh-TW". */
function own(tag: string, languages: readonly string[]): string | undefined {
  const canonical = tag === '' ? undefined : canonicalLanguage(tag);
  if (canonical === undefined || languages.includes(canonical)) return canonical;
  if (!isKnown(canonical)) return undefined;
  const base = new Intl.Locale(canonical).language;
  return languages.find(
    (language) => new Intl.Locale(language).language === base && script(language) === script(canonical),
  );
}

/** Of two letters: "new", "map" and "faq" are tags of languages too. */
function foreign(text: string): string | undefined {
  const canonical = /^[a-z]{2}(?:[-_]|$)/i.test(text) ? canonicalLanguage(text.replaceAll('_', '-')) : undefined;
  return canonical !== undefined && isKnown(canonical) ? canonical : undefined;
}

const names = (type: 'language' | 'script' | 'region') => new Intl.DisplayNames(['en'], { type, fallback: 'none' });

/** Whether it is made of a language, a script and a region that exist, and of nothing else. */
function isKnown(tag: string): boolean {
  const { language, script: writing, region, baseName } = new Intl.Locale(tag);
  const parts = [language, writing, region].filter((part) => part !== undefined);
  if (parts.join('-') !== baseName || baseName !== tag) return false;
  return (
    names('language').of(language) !== undefined &&
    (writing === undefined || names('script').of(writing) !== undefined) &&
    (region === undefined || names('region').of(region) !== undefined)
  );
}
