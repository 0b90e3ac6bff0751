// The one certain date of a line: day, month and year, as a language's press writes them.
import { monthNames, weekdayNames } from '../core/language.ts';
import { BUDDHIST, ERAS, eastAsianNumber, fromSolarHijri, isoDate, westernDigits, yearOfEra } from './calendar.ts';

/** `start` and `end` take in the weekday and the same day in another calendar, where they stand beside the date. */
export type Found = { date: string; start: number; end: number };

export function findDate(text: string, language: string): Found | undefined {
  const western = westernDigits(text);
  // Most lines end here: a line without a year is asked of every language.
  if (!/\d{4}|[年년]/u.test(western)) return undefined;
  const folded = lowerCase(western, language);
  for (const { pattern, read } of patternsFor(folded, language)) {
    const match = pattern.exec(folded);
    const date = match && read(match.groups ?? {});
    if (!match || !date) continue;
    const { before, after } = besideIn(language);
    const [head, tail] = [folded.slice(0, match.index), folded.slice(match.index + match[0].length)];
    return {
      date,
      start: before.exec(head)?.index ?? head.length,
      end: folded.length - tail.replace(after, '').length,
    };
  }
  return undefined;
}

/**
 * By the language's rules (KASIM is Kasım), and as long as it was: İ alone would become two. Patterns for what has no
 * upper case are compiled in a tenth of the time that the flag i takes.
 */
const lowerCase = (text: string, language: string): string =>
  (/^(?:tr|az)\b/.test(language) ? text : text.replaceAll('İ', 'i')).toLocaleLowerCase(language);

/** The name in lower case, and what is left of it in capitals: Greek takes its accents off there. */
const spellings = (name: string, language: string): string[] => [
  ...new Set([lowerCase(name, language), lowerCase(name.toLocaleUpperCase(language), language)]),
];

/**
 * Dates in numbers, and those with a month's name for each calendar of which the text has a name: to compile a
 * language's patterns takes a hundred times as long as to look for its names, and most languages have none there.
 */
function* patternsFor(text: string, language: string): Generator<Pattern> {
  yield* numbered;
  const isPersian = language.split('-')[0] === 'fa';
  for (const calendar of isPersian ? calendars : [gregorian]) {
    if ([...monthsIn(language, calendar).keys()].some((name) => text.includes(name)))
      yield* namedIn(language, calendar);
  }
  if (isPersian) yield solarNumbered;
}

// Arabic is written with two sets of month names, in many releases with both: شباط / فبراير.
// The British "Sept." is the American press's too; Austrians write Jänner.
const alsoWrittenIn: Record<string, string[]> = {
  ...{ ar: ['ar-LB', 'ar-DZ', 'ar-MA'], de: ['de-AT'], en: ['en-GB'], fa: ['fa-AF'], pt: ['pt-PT'], es: ['es-MX'] },
};

type Pattern = { pattern: RegExp; read(groups: Record<string, string | undefined>): string | undefined };
type Calendar = { name: 'gregory' | 'persian'; toDay: typeof isoDate };

const gregorian: Calendar = { name: 'gregory', toDay: isoDate };
const calendars: Calendar[] = [gregorian, { name: 'persian', toDay: fromSolarHijri }];

/** What is made for a language once, when it is first asked for. */
function once<Made>(make: (language: string, calendar: Calendar) => Made) {
  const made = new Map<string, Made>();
  return (language: string, calendar = gregorian): Made => {
    const key = `${language} ${calendar.name}`;
    const found = made.get(key) ?? make(language, calendar);
    made.set(key, found);
    return found;
  };
}

const monthsIn = once(monthsOf);
const namedIn = once(named);
const besideIn = once(beside);

/** Any of the names, longest first. */
const anyOf = (names: Iterable<string>): string =>
  [...names]
    .sort((one, other) => other.length - one.length)
    .map(RegExp.escape)
    .join('|');

const numbers = ({ year, month, day }: Record<string, string | undefined>) =>
  isoDate(Number(year), Number(month), Number(day));

const cjk = '〇零一二三四五六七八九十';
const monthAndDay = `\\s*[月월]\\s*(?<day>\\d{1,2}|[${cjk}]{1,3})\\s*[日일]`;
const bracketed = '(?:\\s*[（(][^（()）]{1,9}[）)])?';

const numbered: Pattern[] = [
  { pattern: /(?<!\d)(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})(?!\d)/u, read: numbers },
  {
    pattern: new RegExp(
      `(?<!\\d)(?:(?<era>${ERAS})\\s*(?<ofEra>\\d{1,3}|元|[${cjk}]{1,3})|(?<year>\\d{4}|[${cjk}]{4}))\\s*[年년]${bracketed}\\s*(?<month>\\d{1,2}|[${cjk}]{1,2})${monthAndDay}`,
      'u',
    ),
    read: ({ era, ofEra = '', year = '', month = '', day = '' }) =>
      isoDate(
        era === undefined ? eastAsianNumber(year) : yearOfEra(era, eastAsianNumber(ofEra)),
        eastAsianNumber(month),
        eastAsianNumber(day),
      ),
  },
  { pattern: /(?<!\d)(?<day>\d{1,2})\.\s?(?<month>\d{1,2})\.\s?(?<year>\d{4})(?!\d)/u, read: numbers },
  { pattern: /(?<!\d)(?<year>\d{4})\.\s?(?<month>\d{1,2})\.\s?(?<day>\d{1,2})(?!\d)\.?/u, read: numbers },
  { pattern: /(?<![\d/])(?<year>\d{4})\/(?<month>\d{1,2})\/(?<day>\d{1,2})(?![\d/])/u, read: numbers },
];

const solarNumbered: Pattern = {
  pattern: /(?<![\d/])(?<year>1[34]\d{2})\/(?<month>\d{1,2})\/(?<day>\d{1,2})(?![\d/])/u,
  read: ({ year, month, day }) => fromSolarHijri(Number(year), Number(month), Number(day)),
};

/** Dates with the month's name, before or after the day. */
function named(language: string, calendar: Calendar): Pattern[] {
  const months = monthsIn(language, calendar);
  const name = anyOf(months.keys());
  const number = (month: string | undefined) => months.get(month ?? '');
  const isThai = language.split('-')[0] === 'th';
  const read: Pattern['read'] = ({ day, month, month2, year, buddhist }) => {
    if (month2 !== undefined && number(month) !== number(month2)) return undefined;
    const counted = Number(year);
    const isBuddhist = buddhist !== undefined || (isThai && counted > 2400);
    return calendar.toDay(isBuddhist ? counted - BUDDHIST : counted, number(month), Number(day));
  };
  return [
    {
      pattern: new RegExp(
        `(?<!\\d)(?:ב-?)?(?<day>\\d{1,2})(?:er|st|nd|rd|th|\\.?[ºª°]|\\.)?\\s*(?:de\\s+|of\\s+|ב)?(?<month>${name})\\.?(?:\\s*/\\s*(?<month2>${name}))?(?:\\s+del?)?[,،]?\\s+(?<buddhist>พ\\.\\s?ศ\\.\\s*|b\\.?e\\.?\\s*)?(?:ค\\.\\s?ศ\\.\\s*)?(?<year>\\d{4})(?!\\d)(?:\\s*(?:г\\.|г(?!\\p{L})|года|р\\.|року|[ءم](?!\\p{L})))?`,
        'u',
      ),
      read,
    },
    {
      pattern: new RegExp(
        `(?<!\\p{L})(?<month>${name})\\.?\\s+(?<day>\\d{1,2})(?:st|nd|rd|th)?,?\\s+(?<year>\\d{4})(?!\\d)`,
        'u',
      ),
      read,
    },
  ];
}

function monthsOf(language: string, calendar: Calendar): Map<string, number> {
  const months = new Map<string, number>();
  for (const locale of [language, ...(alsoWrittenIn[language] ?? [])]) {
    for (const [index, names] of monthNames(locale, calendar.name).entries()) {
      for (const name of names.flatMap((one) => spellings(one.replace(/\.$/, ''), language)))
        months.set(name, index + 1);
    }
  }
  return months;
}

// A day of the Hijri or the Hebrew calendar, whatever its month: no release is of the Gregorian years 1300 to 1499.
const otherDay =
  '\\d{1,2}\\s+(?:من\\s+)?\\p{L}+(?:[\\s\u200C]\\p{L}+){0,2}[,،]?\\s+1[34]\\d{2}|1[34]\\d{2}/\\d{1,2}/\\d{1,2}|[א-ת]{1,2}["״׳\'][א-ת]?\\s+[א-ת]+(?:\\s[א-ת]׳)?\\s+[א-ת]{2,4}["״][א-ת]';
const otherEra = '(?:\\s*(?:هـ|ه|هجری(?:\\s(?:شمسی|قمری))?|هجري|هجرية|ش|ق|ھ)(?!\\p{L})\\.?)?';
const link =
  '[\\s,،、/()（）]*(?:(?:الموافق(?:ة)?(?:\\s+ل)?|برابر با|مطابق با|مطابق|بمطابق|den|der|the|le)\\s+)?[\\s(（]*';

/** What stands right before and right after a date and says the same day once more. */
function beside(language: string): { before: RegExp; after: RegExp } {
  const names = weekdayNames(language).flat();
  // ICU's apostrophe in the Ukrainian Friday is a letter; keyboards have two others. Swedish adds its article.
  const weekday = anyOf(names.flatMap((name) => spellings(name, language))).replace(/[ʼ’']/gu, "[ʼ’']");
  const day = `(?<![\\p{L}\\p{N}])(?:(?:${weekday})(?:en)?\\.?(?!\\p{L})|(?:${otherDay})${otherEra})`;
  return {
    before: new RegExp(`(?:${day}${link}){1,2}$`, 'u'),
    after: new RegExp(`^(?:${link}${day.replace('(?<![\\p{L}\\p{N}])', '')}[)）]?){1,2}`, 'u'),
  };
}
