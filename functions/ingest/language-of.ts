// Which language a block is written in: its script first, a detector among the newsroom's languages after.
import { eld } from 'eld/extrasmall';
import { script } from '../core/language.ts';

/** Fewer letters than this tell no language: acronyms, dates, "###". */
const ENOUGH_LETTERS = 20;

/** Below this lead of the best language over the second, the detector guesses. */
const MARGIN = 0.03;

export type Verdict = { language: string; sure: boolean } | null;

/** Judges among `languages` only; null where the text is too short to tell or in none of their scripts. */
export function languageOf(text: string, languages: readonly string[]): Verdict {
  const letters = text.replace(/\P{L}/gu, '');
  if (letters.length < ENOUGH_LETTERS) return null;
  const candidates = languages.filter((language) => countOf(letters, language) > letters.length / 2);
  const [only] = candidates;
  if (only === undefined) return null;
  return candidates.length === 1 ? { language: only, sure: true } : detect(text, candidates);
}

// Unicode property escapes know a script by its ISO 15924 code, but not the codes that stand for several.
const scriptsOf: Record<string, string> = {
  Hans: '\\p{Script=Hani}',
  Hant: '\\p{Script=Hani}',
  Jpan: '\\p{Script=Hani}\\p{Script=Hira}\\p{Script=Kana}',
  Kore: '\\p{Script=Hang}\\p{Script=Hani}',
};

function countOf(letters: string, language: string): number {
  const code = script(language);
  return letters.replace(new RegExp(`[^${scriptsOf[code] ?? `\\p{Script=${code}}`}]`, 'gu'), '').length;
}

function detect(text: string, candidates: readonly string[]): Verdict {
  eld.setLanguageSubset(candidates.map((language) => new Intl.Locale(language).language));
  const scores = Object.entries(eld.detect(text).getScores()).sort(([, one], [, other]) => other - one);
  const [best, second] = scores;
  if (!best) return null;
  const language = candidates.find((candidate) => new Intl.Locale(candidate).language === best[0]);
  return language ? { language, sure: best[1] - (second?.[1] ?? 0) >= MARGIN } : null;
}
