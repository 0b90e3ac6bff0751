// In which language somebody is answered.
import { canonicalLanguage } from '../core/language.ts';
import type { Newsroom } from '../core/newsroom.ts';

const MOST = 20;

/** RFC 9110 §12.5.4: the first of the newsroom's that the browser prefers, by RFC 4647's lookup; else its first. */
export function acceptedLanguage(header: string, { languages }: Pick<Newsroom, 'languages'>): string {
  const ranges = header
    .split(',')
    .slice(0, MOST)
    .flatMap((part) => {
      const [tag = '', quality = ''] = part.trim().split(/\s*;\s*q=/);
      const language = canonicalLanguage(tag);
      return language === undefined ? [] : [{ language, quality: quality === '' ? 1 : Number(quality) || 0 }];
    })
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality);
  const found = ranges.flatMap(({ language }) => languages.find((own) => matches(language, own)) ?? []);
  return found[0] ?? languages[0] ?? 'en';
}

const base = (tag: string) => new Intl.Locale(tag).maximize();

/** The same language in the same script: "zh-TW" is no "zh-Hans". */
const matches = (range: string, own: string): boolean => {
  const [one, other] = [base(range), base(own)];
  return one.language === other.language && one.script === other.script;
};

/** The first of a subscriber's languages that the newsroom has. */
export const languageOf = (wanted: readonly string[], { languages }: Pick<Newsroom, 'languages'>): string =>
  wanted.find((one) => languages.includes(one)) ?? languages[0] ?? 'en';
