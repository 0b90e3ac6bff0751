// The figures of a text, to be compared with its translations: only what every language would write in digits.
import { monthNames } from '../core/language.ts';
import { ERAS } from './calendar.ts';
import data from './figures.json' with { type: 'json' };
import { numerals, plainDigits } from './numerals.ts';

export type Figures = {
  /** By value; as written. */
  sure: Map<number, string>;
  /** Whether the text may say the number, in another reading or as an hour, a date, a part of a name. */
  mayHave(value: number): boolean;
};

/** What is below is a word in many texts. */
const SMALLEST = 10;

export function figures(text: string, language: string): Figures {
  const plain = plainDigits(text);
  const noise = noiseOf(language);
  const maybe = new Set<number>();
  const sure = new Map<number, string>();
  const note = (values: number[]) => {
    for (const value of values) maybe.add(value);
  };
  const told = noise.reduce(
    (left, pattern) =>
      left.replace(pattern, (found) => {
        note(numerals(found, language).flatMap(({ readings }) => readings.map(rounded)));
        note((found.match(/\d+/gu) ?? []).map(Number));
        return '¤'.padEnd(found.length, ' ');
      }),
    plain,
  );
  const isOtherwise = otherDays(language)?.some((pattern) => plain.search(pattern) >= 0) ?? false;
  for (const { written, readings, isSure, isPercent } of numerals(told, language)) {
    const [value, ...others] = readings.map(rounded);
    if (value === undefined) continue;
    note(others);
    const counts = isSure && (value >= SMALLEST || !Number.isInteger(value) || isPercent);
    if (counts) sure.set(value, written);
    else maybe.add(value);
  }
  return {
    sure,
    mayHave: (value) => sure.has(value) || maybe.has(value) || (isOtherwise && isOfDate(value)),
  };
}

/** 1.1 times a million is a little more than 1,100,000 to a computer. */
const rounded = (value: number): number => Number(value.toPrecision(12));

/** A day or a year, which a text with days of another calendar may count otherwise. */
const isOfDate = (value: number): boolean =>
  Number.isInteger(value) && (value <= 31 || (value >= 1900 && value <= 2199));

const anyOf = (words: string[]): string => words.map((word) => RegExp.escape(word.normalize('NFC'))).join('|');
const end = '(?![\\p{L}\\p{M}\\p{N}])';
const start = '(?<![\\p{L}\\p{M}\\p{N}])';
/** Not the last digits of a longer number. */
const whole = "(?<!\\d[.,٬'’ \\u00A0\\u2009\\u202F]?)";
const hour = '\\d{1,2}(?:[.:٫]\\d{2}){0,2}';
const hourAfter = anyOf(data.hourAfter.filter((word) => !eastAsian(word)));
const oClock = `(?:${anyOf(data.hourAfter.filter(eastAsian))})(?!间|間|간)(?:\\s?\\d{1,2}\\s?[分분])?`;

const usual: RegExp[] = [
  // Addresses to open, write to and call.
  /\b(?:https?:\/\/|www\.)\S+|[^\s@]{1,64}@[^\s@]{1,250}/giu,
  /(?:\+|(?<![\d.,])0(?=\d))\d[\d ().\u00A0\u202F/\u2011-]{5,}\d|\(\d{2,5}\) ?\d[\d -]{4,}\d|(?<!\d)\d{1,9}(?:[-\u2011]\d{1,9}){2,}|(?<!\d)\d{3}-\d{4}(?!\d)/gu,
  // Days in digits, fractions, seasons ("2025/26", "2025–26"), versions.
  /(?<!\d)\d{1,9}(?:\/\d{1,9})+|(?<!\d)\d{4}[–-]\d{2}(?!\d)|(?<![\d.])(?!\d{1,3}(?:\.\d{3})+(?!\d))\d{1,9}(?:\.\d{1,9}){2,}/gu,
  /(?<!\d)\d{1,2} ?[月월]/gu,
  // Hours, on a clock of 12 or 24.
  new RegExp(`${start}(?:${anyOf(data.hourBefore)})\\s?${hour}(?:\\s?${oClock})?`, 'giu'),
  new RegExp(`${start}(?:${anyOf(data.clockBefore)})\\s\\d{1,2}\\.\\d{2}${end}`, 'giu'),
  /(?<!\d)\d{1,2}:\d{2}(?::\d{2})?|(?<!\d)\d{1,2} ?h ?\d{2}(?!\d)/giu,
  new RegExp(`${whole}${hour}\\s?(?:(?:${hourAfter})${end}|${oClock})`, 'giu'),
  // Decades, and centuries, which many languages count in Roman numerals.
  /(?<!\d)\d{2,4}(?:['’]?s|['’]?er(?:ne|-Jahren?)?|-?х|-an|-talet|-tallet)(?!\p{L})/giu,
  new RegExp(`${start}(?:${anyOf(data.decadeBefore)})[\\s-]?\\d{2,4}(?!\\d)`, 'giu'),
  new RegExp(`${whole}\\d{2,4}[.\\p{L}\\p{M}-]{0,5}\\s?(?:${anyOf(data.centuryAfter)})`, 'giu'),
  // Names: A320, COVID-19, G20.
  new RegExp(
    `(?<=[\\p{Script=Latin}\\p{Script=Cyrillic}][-\\u2011]?)(?<!${start}(?:${anyOf(data.currencies)}))\\d[\\d.,-]*`,
    'gu',
  ),
];

function eastAsian(word: string): boolean {
  return /[\p{Script=Han}\p{Script=Hangul}]/u.test(word);
}

const solarMonths = [...new Set(['fa', 'fa-AF'].flatMap((locale) => monthNames(locale, 'persian').flat()))];

// Days and years of the solar and the lunar Hijri calendar, and years of an era in Japan and Taiwan.
const hijri = [
  /(?<!\d)\d{1,2}\s+(?:من\s+)?\p{L}{2,12}(?:[\s\u200C]\p{L}{2,12}){0,2}[,،]?\s+1[34]\d{2}(?!\d)/gu,
  new RegExp(`(?<!\\d)\\d{1,2}\\s{1,3}(?:${anyOf(solarMonths)})${end}`, 'gu'),
  /(?<![\d.,٬٫])1[34]\d{2}(?![\d.,٬٫])/gu,
];
const eras = [new RegExp(`(?:${ERAS})\\s?(?:\\d{1,3}|元)`, 'gu')];
const italianHours = /(?<!\p{L})ore \d{1,2}(?:[.,:]\d{2})?/giu;

function otherDays(language: string): RegExp[] | undefined {
  const [primary] = language.split('-');
  if (primary === 'fa' || primary === 'ar' || primary === 'ur') return hijri;
  return primary === 'ja' || primary === 'zh' ? eras : undefined;
}

const noiseOf = (language: string): RegExp[] => [
  ...(otherDays(language) ?? []),
  ...(language === 'it' ? [italianHours] : []),
  ...usual,
];
