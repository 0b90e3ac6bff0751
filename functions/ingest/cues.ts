// Lines that tell what they are by their words: release and embargo lines, end marks, headings of what closes a text.
import cues from './cues.json' with { type: 'json' };

export type Cue = 'release' | 'embargo' | 'end' | 'closing';

/** Characters; a longer block isn't such a line alone. */
const LONGEST = 120;

type Phrases = Record<string, string[]>;

const folded = (text: string): string =>
  text
    .normalize('NFKC')
    .replace(/[\u064B-\u0652\u0640]/gu, '')
    .replaceAll('’', "'")
    .toLowerCase()
    // Turkish capitals: İ becomes an i with a dot on it, and I an i where ı is meant.
    .replaceAll('\u0307', '')
    .replaceAll('ı', 'i')
    .replace(/\s+/gu, ' ')
    .trim();

const outside = /^[\s*#•·–—_=~<>()[\]"“”„«»-]+|[\s*#•·–—_=~<>()[\]"“”„«».:：。।-]+$/gu;
const bare = (text: string): string => folded(text).replace(outside, '');

const all = (phrases: Phrases): string[] => Object.values(phrases).flat().map(folded);
const known = {
  release: all(cues.release),
  embargo: all(cues.embargo),
  embargoWord: all(cues.embargoWord),
  embargoLast: all(cues.embargoLast),
  end: all(cues.end),
};
const closing = Object.entries(cues.closing).map(([language, phrases]) => ({
  language,
  phrases: new Set(phrases.map(folded)),
}));

/** What the block is, by its words; undefined for a text's own. */
export function cueOf(text: string): Cue | undefined {
  if (/^[\s*#_=~•–—-]+$/u.test(text) && /[*#_=~•]|[–—-]\s*[–—-]/u.test(text)) return 'end';
  const words = bare(text);
  if (isEmbargo(words)) return 'embargo';
  if (text.length > LONGEST) return undefined;
  if (known.end.includes(words) && (/\D/u.test(words) || /^\W+\d+\W+$/u.test(text.trim()))) return 'end';
  if (known.release.some((phrase) => words === phrase || isDated(words, phrase))) return 'release';
  return closingLanguages(text).length > 0 ? 'closing' : undefined;
}

// "Embargo on grain ends" is a headline: a phrase goes with a date or an hour, and the word alone says it only
// before a colon, a dash, a number or nothing.
function isEmbargo(words: string): boolean {
  if (known.embargoWord.some((word) => words.startsWith(word) && isApart(words.slice(word.length)))) return true;
  if (!/\p{N}/u.test(words)) return false;
  const begins = (phrase: string) => words.startsWith(phrase) && !/^\p{Script=Latn}/u.test(words.slice(phrase.length));
  const ends = (phrase: string) => words.length <= LONGEST && words.endsWith(phrase);
  return known.embargo.some(begins) || known.embargoLast.some(ends);
}

const isApart = (rest: string): boolean => /^\s*(?:$|[:：\p{N}([]|[–—-]\s)/u.test(rest);

/** "For release 9 March 2026": nothing but marks and a date after the phrase. */
function isDated(words: string, phrase: string): boolean {
  if (!words.startsWith(phrase)) return false;
  const rest = words.slice(phrase.length);
  return rest.length < 40 && /^\s*[:：–—|,،-]?\s*[^\s\d]*\d/u.test(rest);
}

/** The languages in which the block is a heading of contacts, notes to editors or what the organisation is. */
export function closingLanguages(text: string): string[] {
  if (text.length > LONGEST / 2 || /[.!?؟。।۔]$/u.test(text)) return [];
  const words = bare(text);
  return closing.filter(({ phrases }) => phrases.has(words)).map(({ language }) => language);
}

/** An address to write to, call or open: a line of contacts. */
export const isContact = (text: string): boolean =>
  text.length <= 2 * LONGEST && /\S@\S+\.\S|https?:\/\/|\bwww\.|\+\d[\d\s().-]{6,}/u.test(text);

/** An embargo line that has run into the text below it: what is longer than a line. */
export const isRunOn = (text: string): boolean => text.length > LONGEST;
