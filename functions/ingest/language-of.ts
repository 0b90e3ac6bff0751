// Which language a block is written in: its script first, its letters, and a detector among what is left.
import { eld } from 'eld/extrasmall';
import { possible, TELLING, weight } from './letters.ts';

/** Fewer letters than this tell no language of an alphabet that several share: acronyms, dates, "###". */
const ENOUGH = 20;

/** A script that only one of the languages is written in tells it sooner. Acronyms are Latin in every language. */
const ENOUGH_ALONE = 4;

/** Below this lead of the best language over the second, the detector guesses: names of people make as much. */
const MARGIN = 0.07;

export type Verdict = { language: string; sure: boolean } | null;

/** Judges among `languages` only; null where the text is too short to tell or in none of their scripts. */
export function languageOf(whole: string, languages: readonly string[]): Verdict {
  const text = whole.slice(0, TELLING);
  const candidates = possible(text, languages);
  const [only] = candidates;
  if (only === undefined) return null;
  const latin = /\p{Script=Latn}/u.test(text) && possible(text, ['en']).length > 0;
  if (candidates.length === 1 && !latin) {
    return weight(text) >= ENOUGH_ALONE ? { language: only, sure: true } : null;
  }
  if (weight(text) < ENOUGH) return null;
  return candidates.length === 1 ? { language: only, sure: true } : detect(text, candidates, MARGIN);
}

/** The likeliest of `languages` for a short text; undefined where nothing speaks for any. */
export function guess(whole: string, languages: readonly string[], margin = 0): string | undefined {
  const text = whole.slice(0, TELLING);
  const candidates = possible(text, languages);
  if (candidates.length < 2) return candidates[0];
  // Chinese characters that these languages share: the detector would only count them.
  if (candidates.includes('ja') || candidates.some((language) => language.startsWith('zh'))) return undefined;
  const verdict = detect(text, candidates, margin);
  return verdict && (verdict.sure || margin === 0) ? verdict.language : undefined;
}

// Indonesian is missing in the detector's data, and Malay is written nearly alike; Norwegian is there as "no".
const detectedAs: Record<string, string> = { id: 'ms', nb: 'no', nn: 'no' };

function codeOf(tag: string): string {
  const { language } = new Intl.Locale(tag);
  return detectedAs[language] ?? language;
}

let subset = '';

function detect(text: string, candidates: readonly string[], margin: number): Verdict {
  const codes = [...new Set(candidates.map(codeOf))];
  // The detector's setting is global, and the next block mostly asks the same.
  if (codes.join() !== subset) eld.setLanguageSubset(codes);
  subset = codes.join();
  const scores = Object.entries(eld.detect(text).getScores()).sort(([, one], [, other]) => other - one);
  const [best, second] = scores;
  if (!best) return null;
  const named = candidates.filter((candidate) => codeOf(candidate) === best[0]);
  const [language] = named;
  return language ? { language, sure: named.length === 1 && best[1] - (second?.[1] ?? 0) >= margin } : null;
}
