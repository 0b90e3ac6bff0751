// Languages are BCP 47 tags in canonical form.

// Country codes that press offices write for languages; Intl only knows the retired language codes.
const countryForLanguage: Record<string, string> = {
  cn: 'zh-Hans',
  cz: 'cs',
  dk: 'da',
  gr: 'el',
  il: 'he',
  jp: 'ja',
  kr: 'ko',
  se: 'sv',
  ua: 'uk',
};

const rightToLeft = new Set(
  'Adlm Arab Aran Hebr Mand Mend Nbat Nkoo Ougr Phli Phnx Rohg Samr Sogd Sogo Syrc Thaa Yezi'.split(' '),
);

/** The canonical tag ("iw" → "he", "AR" → "ar"), or undefined where `tag` is no language tag. */
export function canonicalLanguage(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(countryForLanguage[tag.toLowerCase()] ?? tag)[0];
  } catch {
    return undefined;
  }
}

// Asked for each word that is shown, and dear to find out.
const scripts = new Map<string, string>();

/** ISO 15924, "Latn" say. By likely subtags: Intl's own getTextInfo is wrong for dv, ku-Arab and az-Arab. */
export function script(language: string): string {
  const found = scripts.get(language) ?? new Intl.Locale(language).maximize().script ?? 'Latn';
  scripts.set(language, found);
  return found;
}

export type Direction = 'ltr' | 'rtl';

export const direction = (language: string): Direction => (rightToLeft.has(script(language)) ? 'rtl' : 'ltr');

/** The language's name in itself: "العربية", "Français". */
export function ownName(language: string): string {
  const name = new Intl.DisplayNames([language], { type: 'language', languageDisplay: 'standard' }).of(language);
  const [first = '', ...rest] = name ?? language;
  return first.toLocaleUpperCase(language) + rest.join('');
}

// ICU's defaults bring Hijri, Buddhist and Persian years and other digits with some languages: the trade writes
// Gregorian dates, and digits as the language's own press does by default.
const calendar = (language: string): string => `${language}-u-ca-gregory-nu-latn`;

// Dear to make, and asked for each date that is shown.
const longDates = new Map<string, Intl.DateTimeFormat>();

/** A date as the language writes it, "15 février 2021"; `day` is ISO 8601, YYYY-MM-DD. */
export function longDate(language: string, day: string): string {
  const format =
    longDates.get(language) ?? new Intl.DateTimeFormat(calendar(language), { dateStyle: 'long', timeZone: 'UTC' });
  longDates.set(language, format);
  const date = format.format(new Date(`${day.slice(0, 10)}T00:00:00Z`));
  // French counts the first of a month, and no other day; CLDR doesn't.
  return new Intl.Locale(language).language === 'fr' ? date.replace(/^1(?= )/, '1er') : date;
}

/** Month names as the language writes them alone, in a date, and short; index 0 is the calendar's first month. */
export function monthNames(language: string, months: 'gregory' | 'persian' = 'gregory'): string[][] {
  const forms: Intl.DateTimeFormatOptions[] = [
    { month: 'long' },
    { month: 'long', day: 'numeric' },
    { month: 'short' },
    { month: 'short', day: 'numeric' },
  ];
  // The middle of a Gregorian month; the Persian year begins in March.
  const at = (month: number) => Date.UTC(2021, months === 'gregory' ? month : month + 3, months === 'gregory' ? 15 : 5);
  return names(
    `${language}-u-ca-${months}-nu-latn`,
    forms,
    Array.from({ length: 12 }, (_, month) => at(month)),
    'month',
  );
}

/** The seven weekdays as the language writes them, long and short; index 0 is Monday. */
export const weekdayNames = (language: string): string[][] =>
  names(
    calendar(language),
    [{ weekday: 'long' }, { weekday: 'short' }],
    Array.from({ length: 7 }, (_, day) => Date.UTC(2021, 2, 1 + day)),
    'weekday',
  );

function names(
  locale: string,
  forms: Intl.DateTimeFormatOptions[],
  days: number[],
  type: 'month' | 'weekday',
): string[][] {
  const formats = forms.map((form) => new Intl.DateTimeFormat(locale, { ...form, timeZone: 'UTC' }));
  return days.map((day) => {
    const parts = formats.flatMap((format) => format.formatToParts(day));
    return [...new Set(parts.filter((part) => part.type === type).map((part) => part.value))];
  });
}
