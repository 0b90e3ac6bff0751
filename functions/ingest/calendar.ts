// Days as calendars and numerals of the world write them, as ISO 8601 days of the Gregorian calendar.

// The zeros of the digits that releases are written with; the nine others follow each.
const zeros = [0x660, 0x6f0, 0x966, 0xe50, 0xff10];

/** With the digits 0 to 9, character for character. */
export const westernDigits = (text: string): string =>
  text.replace(/[٠-٩۰-۹०-९๐-๙０-９]/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    return String(code - (zeros.findLast((zero) => zero <= code) ?? code));
  });

/** "12", "十二", "二〇二六", and the first year of an era; NaN for what is none. */
export function eastAsianNumber(written: string): number {
  if (written === '元') return 1;
  if (!/^[〇零一二三四五六七八九十]+$/u.test(written)) return Number(written);
  const digit = (character: string) => '〇一二三四五六七八九'.indexOf(character.replace('零', '〇'));
  const [tens, ones, ...more] = written.split('十');
  if (ones === undefined) return Number([...written].map(digit).join(''));
  return more.length > 0 ? Number.NaN : (tens ? digit(tens) : 1) * 10 + (ones ? digit(ones) : 0);
}

/** The year before an era's first. */
const eras: Record<string, number> = {
  ...{ 明治: 1867, 大正: 1911, 昭和: 1925, 平成: 1988, 令和: 2018, 民國: 1911, 民国: 1911 },
};

export const ERAS = Object.keys(eras).join('|');

export const yearOfEra = (era: string, year: number): number => (eras[era] ?? Number.NaN) + year;

/** Thailand's years count from 543 BC. */
export const BUDDHIST = 543;

/** The years a release may be dated in: what is far from them was counted from another event, or is no year. */
const [EARLIEST, LATEST] = [1900, 2199];

export function isoDate(year: number, month: number | undefined, day: number): string | undefined {
  if (month === undefined || !(year >= EARLIEST && year <= LATEST)) return undefined;
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? date.toISOString().slice(0, 10) : undefined;
}

const persian = new Intl.DateTimeFormat('en-u-ca-persian-nu-latn', { dateStyle: 'short', timeZone: 'UTC' });

/** The day of a date of Iran's and Afghanistan's solar calendar. ICU only converts to it, so the day is looked for. */
export function fromSolarHijri(year: number, month: number | undefined, day: number): string | undefined {
  if (month === undefined || !(day >= 1 && day <= 31)) return undefined;
  // The year begins within three days of 21 March; its first six months have 31 days.
  const near = 20 + (month - 1) * 30 + Math.min(month - 1, 6) + day;
  for (let offset = -3; offset <= 3; offset += 1) {
    const date = new Date(Date.UTC(year + 621, 2, near + offset));
    const part = Object.fromEntries(persian.formatToParts(date).map(({ type, value }) => [type, Number(value)]));
    if (part.day === day && part.month === month && part.year === year) {
      return isoDate(date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate());
    }
  }
  return undefined;
}
