// Numbers as the press of many languages writes them: digits, groups, decimals, words of scale.
import data from './figures.json' with { type: 'json' };

/** What a number may mean; `isSure` where there is one reading. */
export type Numeral = { written: string; readings: number[]; isSure: boolean; isPercent: boolean };

/** With the digits 0 to 9 and without marks of direction. */
export const plainDigits = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\u200E\u200F\u061C\u202A-\u202E\u2066-\u2069]/gu, '')
    .replace(/\p{Nd}/gu, digit)
    .replace(/[％٪]/gu, '%')
    .replaceAll('．', '.');

/** Unicode keeps the ten digits of a script together and in order, and only those of mathematics follow each other. */
function digit(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  let zero = code;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return String((code - zero) % 10);
}

const number =
  "(?<!\\d)(?:(?<grouped>\\d{1,2}(?:,\\d{2}){1,6},\\d{3}|\\d{1,3}(?<mark>[,.٬'’ \\u00A0\\u2009\\u202F])\\d{3}(?:\\k<mark>\\d{3}){0,9})|(?<whole>\\d+))(?!\\d)(?:[.,٫،](?<fraction>\\d+))?";

/** The language whose words of scale are known; others' figures can't be told. */
export const isRead = (language: string): boolean => Object.hasOwn(data.scales, primary(language));

const primary = (language: string): string => language.split('-')[0] ?? language;

export function numerals(text: string, language: string): Numeral[] {
  const pattern = new RegExp(number, 'uy');
  const all: Numeral[] = [];
  for (let at = nextDigit(text, 0); at >= 0; at = nextDigit(text, at)) {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (!match) break;
    const first = simple(match, language);
    const scaled = eastAsian(text, pattern, first) ?? worded(text, pattern, first, language);
    const end = pattern.lastIndex;
    const isPercent =
      /^[ \u00A0\u202F]?%/u.test(text.slice(end)) || /%[ \u00A0]?$/u.test(text.slice(Math.max(0, at - 2), at));
    all.push({ ...scaled, isPercent, written: text.slice(at, end).trim() });
    at = end;
  }
  return all;
}

const nextDigit = (text: string, from: number): number => {
  const at = text.slice(from).search(/\d/);
  return at < 0 ? -1 : from + at;
};

type Reading = Pick<Numeral, 'readings' | 'isSure'>;

/** "1,500" is one and a half or fifteen hundred where the comma is the language's decimal mark. */
function simple({ groups = {} }: RegExpExecArray, language: string): Reading {
  const { grouped, mark, whole = '', fraction } = groups;
  if (grouped === undefined) return { readings: [Number(`${whole}.${fraction ?? 0}`)], isSure: true };
  const value = Number(`${grouped.replace(/\D/gu, '')}.${fraction ?? 0}`);
  const isDecimal = /^\d+[.,]\d{3}$/.test(grouped) && fraction === undefined;
  if (!isDecimal) return { readings: [value], isSure: true };
  const decimal = Number(grouped.replace(',', '.'));
  if (grouped.startsWith('0')) return { readings: [decimal], isSure: true };
  return mark === decimalMark(language)
    ? { readings: [value, decimal], isSure: false }
    : { readings: [value], isSure: true };
}

const decimalMarks = new Map<string, string | undefined>();

function decimalMark(language: string): string | undefined {
  if (!decimalMarks.has(language)) {
    const parts = new Intl.NumberFormat(`${language}-u-nu-latn`).formatToParts(0.5);
    decimalMarks.set(language, parts.find(({ type }) => type === 'decimal')?.value);
  }
  return decimalMarks.get(language);
}

const eastAsianScales = new Map(Object.entries(data.eastAsianScales));
/** 千克 is a kilogram, 兆瓦 a megawatt: the sign is the unit's. */
const unit = /^[百千兆]?(?:[克米瓦卡赫伏安帕焦]|ワット|와트)/u;

/** "1万5000", "1.5億", "5千万": undefined where no such sign follows. Moves `pattern` behind the last. */
function eastAsian(text: string, pattern: RegExp, first: Reading): Reading | undefined {
  let [total, section, current] = [0, 0, first.readings[0] ?? 0];
  let end = pattern.lastIndex;
  for (let scale = scaleAt(text, end); scale !== undefined; scale = scaleAt(text, end)) {
    if (scale < 1e4) section += current * scale;
    else [total, section] = [total + (section + current) * scale, 0];
    end += 1;
    const more = rest(text, pattern, end, scale);
    current = more.value;
    end = more.end;
  }
  pattern.lastIndex = end;
  if (total + section === 0) return undefined;
  return { readings: [total + section + current, ...first.readings], isSure: !unit.test(text.slice(end, end + 5)) };
}

/** What is less than the scale before it: the 5000 of 1万5000, also after a space, as Koreans write. */
function rest(text: string, pattern: RegExp, end: number, scale: number): { value: number; end: number } {
  pattern.lastIndex = end + (/^ \d/.test(text.slice(end, end + 2)) ? 1 : 0);
  const match = pattern.exec(text);
  const value = match ? Number(match[0].replace(/\D/gu, '')) : 0;
  return match && value < scale ? { value, end: match.index + match[0].length } : { value: 0, end };
}

const scaleAt = (text: string, at: number): number | undefined =>
  unit.test(text.slice(at, at + 5)) ? undefined : eastAsianScales.get(text.charAt(at));

type Word = { pattern: RegExp; factor: number };

const words = (scales: object): Word[] =>
  Object.entries(scales).map(([word, factor]: [string, number]) => {
    const stem = RegExp.escape(word.normalize('NFC').replace('*', ''));
    const ending = word.endsWith('*') ? '[\\p{L}\\p{M}]{0,4}' : '';
    return {
      pattern: new RegExp(`[ \\u00A0\\u2009\\u202F-]?${stem}${ending}(?![\\p{L}\\p{M}\\p{N}])\\.?`, 'iuy'),
      factor,
    };
  });

const scaleWords = new Map(Object.entries(data.scales).map(([language, scales]) => [language, words(scales)]));
const doubtful = words(data.doubtfulScales);

/** "1.5 million", "3,5 mil millones". "1.5 m" may be metres. Moves `pattern` behind the words. */
function worded(text: string, pattern: RegExp, { readings, isSure }: Reading, language: string): Reading {
  const known = scaleWords.get(primary(language)) ?? [];
  const times = (factor: number) => readings.map((one) => one * factor);
  let factor = 1;
  for (let word = wordAt(text, pattern, known); word; word = wordAt(text, pattern, known)) factor *= word.factor;
  if (factor > 1) return { readings: [...times(factor), ...readings], isSure };
  const maybe = wordAt(text, pattern, doubtful);
  return maybe ? { readings: [...readings, ...times(maybe.factor)], isSure: false } : { readings, isSure };
}

function wordAt(text: string, pattern: RegExp, among: Word[]): Word | undefined {
  const found = among.find((word) => {
    word.pattern.lastIndex = pattern.lastIndex;
    return word.pattern.test(text);
  });
  if (found) pattern.lastIndex = found.pattern.lastIndex;
  return found;
}
