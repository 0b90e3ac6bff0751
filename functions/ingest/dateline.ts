// The dateline: place and date, on a line of its own or run into the lead.
import { monthNames } from '../core/language.ts';
import type { Dateline } from '../core/release.ts';

/** Characters. A longer line that holds a date is prose. */
const LONGEST = 120;

// Arabic is written with two sets of month names, in many releases with both: شباط / فبراير.
// The British "Sept." is the American press's too; Austrians write Jänner.
const alsoWrittenIn: Record<string, string[]> = { ar: ['ar-LB', 'ar-DZ', 'ar-MA'], de: ['de-AT'], en: ['en-GB'] };

type Found = { date: string; start: number; end: number };

/** The dateline that is the whole of `text`. */
export function ownDateline(text: string, language: string): Dateline | undefined {
  if (text.length > LONGEST) return undefined;
  const found = findDate(text, language);
  return found && dateline(text, found);
}

/** The dateline that `text` begins with, up to a dash, and the rest of the text after the dash. */
export function runInDateline(text: string, language: string): { dateline: Dateline; rest: string } | undefined {
  for (const { index, 0: dash } of text.slice(0, LONGEST + 5).matchAll(dashes)) {
    const own = ownDateline(text.slice(0, index), language);
    if (own) return { dateline: own, rest: text.slice(index + dash.length) };
  }
  return undefined;
}

const dashes = /\s*–\s+|\s*—+\s*|\s*－\s*|\s-{1,2}\s+/gu;

/** Between place and date. */
const separators = '\\s,،、，:|·()–—-';
const atEnds = new RegExp(`^[${separators}]+|[${separators}]+$`, 'gu');

// "den 15 februari", "le 15 février": the article is the date's. "(GLOBE NEWSWIRE)", "/PRNewswire/": the carrier's name.
const article = /(?<=^|[\s,،、])(?:le|the|den|am|el|il|a|aos|الموافق)\s*$/iu;
const carrier = /^\s*(?:\([^)]*\)|\/[^/]*\/)\s*$/u;

/** Undefined where what stands around the date is no place, but a sentence. */
function dateline(text: string, { date, start, end }: Found): Dateline | undefined {
  const before = text.slice(0, start).replace(article, '');
  const after = text.slice(end).replace(carrier, '');
  const [left, right] = [before.replace(atEnds, ''), after.replace(atEnds, '')];
  const place = left || right;
  const isApart = left ? !/[\p{L}\p{N}]\s*$/u.test(before) : !/^\s*[\p{L}\p{N}]/u.test(after);
  const isSentence = /[.!?؟。](?:\s|$)/u.test(`${before}\n${after}`) || (left !== '' && right !== '');
  const words = place.split(/\s+/);
  // A place that only a space keeps from its date is a name: "Stockholm den 3 mars 2021".
  const isPlace = isApart ? words.length <= 8 : words.length <= 2 && !words.some((word) => /^\p{Ll}/u.test(word));
  if (isSentence || !isPlace) return undefined;
  return { text: text.trim(), date, place: place === '' ? null : place };
}

/** The first certain date: day, month and year. */
function findDate(text: string, language: string): Found | undefined {
  const western = text.replace(/[٠-٩۰-۹]/gu, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf));
  for (const { pattern, read } of patterns(language)) {
    const match = pattern.exec(western);
    const date = match && read(match.groups ?? {});
    if (match && date) return { date, start: match.index, end: match.index + match[0].length };
  }
  return undefined;
}

type Pattern = { pattern: RegExp; read(groups: Record<string, string | undefined>): string | undefined };

const known = new Map<string, Pattern[]>();

function patterns(language: string): Pattern[] {
  const built = known.get(language) ?? build(language);
  known.set(language, built);
  return built;
}

function build(language: string): Pattern[] {
  const months = monthsOf(language);
  // Upper case by the language's rules: the i flag doesn't know that KASIM is Kasım.
  const name = [...months.keys()]
    .flatMap((month) => [month, month.toLocaleUpperCase(language)])
    .sort((one, other) => other.length - one.length)
    .map(RegExp.escape)
    .join('|');
  const number = (month: string | undefined) => months.get(month?.toLocaleLowerCase(language) ?? '');
  const named: Pattern['read'] = ({ day, month, month2, year }) =>
    month2 !== undefined && number(month) !== number(month2) ? undefined : isoDate(year, number(month), Number(day));
  const numbered: Pattern['read'] = ({ day, month, year }) => isoDate(year, Number(month), Number(day));
  return [
    { pattern: /(?<!\d)(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})(?!\d)/u, read: numbered },
    {
      pattern: /(?<!\d)(?<year>\d{4})\s*[年년]\s*(?<month>\d{1,2})\s*[月월]\s*(?<day>\d{1,2})\s*[日일]/u,
      read: numbered,
    },
    {
      pattern: new RegExp(
        `(?<!\\d)(?<day>\\d{1,2})(?:er|st|nd|rd|th|º|°|\\.)?\\s*(?:de\\s+|of\\s+|ב)?(?<month>${name})\\.?(?:\\s*/\\s*(?<month2>${name}))?(?:\\s+del?)?,?\\s+(?<year>\\d{4})(?!\\d)(?:\\s*(?:г\\.|года|р\\.|року))?`,
        'iu',
      ),
      read: named,
    },
    {
      pattern: new RegExp(
        `(?<!\\p{L})(?<month>${name})\\.?\\s+(?<day>\\d{1,2})(?:st|nd|rd|th)?,?\\s+(?<year>\\d{4})(?!\\d)`,
        'iu',
      ),
      read: named,
    },
    { pattern: /(?<!\d)(?<day>\d{1,2})\.\s?(?<month>\d{1,2})\.\s?(?<year>\d{4})(?!\d)/u, read: numbered },
  ];
}

function monthsOf(language: string): Map<string, number> {
  const months = new Map<string, number>();
  for (const locale of [language, ...(alsoWrittenIn[language] ?? [])]) {
    for (const [index, names] of monthNames(locale).entries()) {
      for (const name of names) months.set(name.replace(/\.$/, '').toLocaleLowerCase(language), index + 1);
    }
  }
  return months;
}

function isoDate(year: string | undefined, month: number | undefined, day: number): string | undefined {
  if (year === undefined || month === undefined) return undefined;
  const date = new Date(Date.UTC(Number(year), month - 1, day));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? date.toISOString().slice(0, 10) : undefined;
}
