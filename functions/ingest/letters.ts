// What the letters of a text say of its language: the script, and letters that only some languages of it have.
import { script } from '../core/language.ts';
import letters from './letters.json' with { type: 'json' };

const patterns = new Map<string, RegExp>();

function of(scripts: string): RegExp {
  const properties = scripts.split(' ').map((name) => `\\p{Script=${name}}`);
  const pattern = patterns.get(scripts) ?? new RegExp(`[${properties.join('')}]`, 'gu');
  patterns.set(scripts, pattern);
  return pattern;
}

// Unicode property escapes know a script by its ISO 15924 code, but not the codes that stand for several.
const several: Record<string, string> = {
  ...{ Hans: 'Hani', Hant: 'Hani', Jpan: 'Hani Hira Kana', Kore: 'Hang Hani' },
};

const known = new Map<string, string>();

function scriptsOf(language: string): string {
  const code = known.get(language) ?? script(language);
  known.set(language, code);
  return several[code] ?? code;
}

const east = of('Hani Hira Kana Hang');
const kana = of('Hira Kana');
const hangul = of('Hang');

/** A letter of these is about a syllable or a word: it weighs as much as this many letters of an alphabet. */
const EAST_ASIAN_LETTER = 3;

/** Above this share of its letters a text in Chinese characters is Japanese by its kana, Korean by its hangul. */
const OWN_SHARE = 0.05;

/** Letters; Japanese without kana is a headline at most. */
const LONGEST_WITHOUT_KANA = 40;

const count = (text: string, pattern: RegExp): number => text.match(pattern)?.length ?? 0;

/** How much text there is to judge, in letters of an alphabet. */
export const weight = (text: string): number => count(text, /\p{L}/gu) + (EAST_ASIAN_LETTER - 1) * count(text, east);

/** Characters; what comes after them would not change the verdict, but would cost memory in a text that is one block. */
export const TELLING = 4000;

/** Those of `languages` that the text may be in. */
export function possible(whole: string, languages: readonly string[]): string[] {
  const text = whole.slice(0, TELLING);
  const total = weight(text);
  if (total === 0) return [];
  const scripts = new Map(languages.map((language) => [language, scriptsOf(language)]));
  const own = new Map([...new Set(scripts.values())].map((all) => [all, weight(text.match(of(all))?.join('') ?? '')]));
  const written = languages.filter((language) => (own.get(scripts.get(language) ?? '') ?? 0) > total / 2);
  return written.length > 1 ? byLetters(text, eastAsian(text, written)) : written;
}

function eastAsian(text: string, languages: string[]): string[] {
  const all = count(text, east);
  if (all === 0) return languages;
  if (count(text, hangul) > all * OWN_SHARE) return languages.filter((language) => language === 'ko');
  if (count(text, kana) > all * OWN_SHARE) return languages.filter((language) => language === 'ja');
  return languages.filter((language) => language !== 'ko' && (language !== 'ja' || all < LONGEST_WITHOUT_KANA));
}

const tables = Object.entries(letters).map(([languages, characters]) => ({
  languages: languages.split(' '),
  characters: new Set(characters),
}));
const judged = new Set(tables.flatMap(({ languages }) => languages));

// Names bring letters of another language: what has few that aren't its own stays possible beside what has fewer.
const TOLERANCE = 1.5;

function byLetters(text: string, languages: string[]): string[] {
  const characters = [...typedPersian(text.toLowerCase())];
  const strange = new Map(languages.map((language) => [language, 0]));
  for (const table of tables) {
    const found = characters.filter((character) => table.characters.has(character)).length;
    for (const language of languages.filter((one) => judged.has(one) && !table.languages.includes(one))) {
      strange.set(language, (strange.get(language) ?? 0) + found);
    }
  }
  const least = Math.min(...strange.values());
  return languages.filter((language) => (strange.get(language) ?? 0) <= least * TOLERANCE);
}

// Persian from an Arabic keyboard, as in Windows-1256, has the Arabic yeh and kaf among its own letters.
function typedPersian(text: string): string {
  const own = count(text, /[پچژگ]/gu);
  return own * 100 > count(text, /\p{L}/gu) ? text.replaceAll('ي', 'ی').replaceAll('ك', 'ک') : text;
}
