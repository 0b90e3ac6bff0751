import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  canonicalLanguage,
  direction,
  longDate,
  monthNames,
  ownName,
  script,
  weekdayNames,
} from '../../../functions/core/language.ts';

describe('a language tag', () => {
  test.each([
    ['AR', 'ar'],
    ['zh-hans', 'zh-Hans'],
    ['sr-latn-rs', 'sr-Latn-RS'],
    ['iw', 'he'],
    ['in', 'id'],
    ['mo', 'ro'],
    ['sh', 'sr-Latn'],
    ['prs', 'fa-AF'],
    ['cmn', 'zh'],
  ])('%s is canonically %s', (tag, canonical) => {
    expect(canonicalLanguage(tag)).toBe(canonical);
  });

  test.each([
    ['cn', 'zh-Hans'],
    ['cz', 'cs'],
    ['dk', 'da'],
    ['GR', 'el'],
    ['il', 'he'],
    ['jp', 'ja'],
    ['kr', 'ko'],
    ['se', 'sv'],
    ['ua', 'uk'],
  ])('that is the country %s, as press kits have it, means %s', (tag, canonical) => {
    expect(canonicalLanguage(tag)).toBe(canonical);
  });

  test.each(['', 'e', 'x', 'en_US', 'français', '1', 'klingon-x', '../en'])('"%s" is none', (tag) => {
    expect(canonicalLanguage(tag)).toBeUndefined();
  });

  test('in canonical form stays as it is', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z]{2,3}-[A-Za-z]{4}(-[A-Za-z]{2})?$/), (tag) => {
        const canonical = canonicalLanguage(tag) ?? '';

        expect(canonicalLanguage(canonical)).toBe(canonical);
      }),
    );
  });
});

describe('the direction', () => {
  test.each([
    ...['ar', 'he', 'fa', 'ur', 'yi', 'ps', 'ckb', 'sd', 'ug', 'syr', 'nqo'].map((tag) => [tag, 'rtl']),
    ...['dv', 'ku-Arab', 'az-Arab', 'pa-Arab', 'ff-Adlm'].map((tag) => [tag, 'rtl']),
    ...['en', 'fr', 'ru', 'ja', 'ku', 'az', 'pa', 'ar-Latn', 'zh-Hant'].map((tag) => [tag, 'ltr']),
  ])('of %s is %s', (language, expected) => {
    expect(direction(language)).toBe(expected);
  });

  test('comes from the likely script', () => {
    expect(['ar', 'ku', 'zh', 'zh-TW', 'sr'].map(script)).toEqual(['Arab', 'Latn', 'Hans', 'Hant', 'Cyrl']);
  });
});

test.each([
  ['ar', 'العربية'],
  ['he', 'עברית'],
  ['fr', 'Français'],
  ['tr', 'Türkçe'],
  ['ru', 'Русский'],
  ['el', 'Ελληνικά'],
])('%s calls itself %s', (language, name) => {
  expect(ownName(language)).toBe(name);
});

describe('a long date', () => {
  test.each([
    ['en', 'February 15, 2021'],
    ['fr', '15 février 2021'],
    ['de', '15. Februar 2021'],
    ['ar', '15 فبراير 2021'],
    ['ja', '2021年2月15日'],
  ])('in %s is %s', (language, written) => {
    expect(longDate(language, '2021-02-15')).toBe(written);
  });

  // ICU would write 1399, 2564 and 1442, partly in other digits.
  test.each(['fa', 'ps', 'ckb', 'th', 'ar', 'ar-EG', 'ar-SA', 'hi', 'my'])(
    'in %s is of the Gregorian calendar in Latin digits',
    (language) => {
      const written = longDate(language, '2021-02-15');

      expect(written).toContain('2021');
      expect(written).toContain('15');
      expect(written).not.toMatch(/(?![0-9])\p{Nd}/u);
    },
  );

  test('in French is the first by its number, and no other', () => {
    expect(longDate('fr', '2021-03-01')).toBe('1er mars 2021');
    expect(longDate('fr-CH', '2021-03-11')).toBe('11 mars 2021');
  });

  test('of an instant is that of its day in UTC', () => {
    expect(longDate('en', '2021-02-15T23:59:59Z')).toBe('February 15, 2021');
  });
});

test('month names come alone, inflected and short', () => {
  const [january] = monthNames('ru');

  expect(january).toEqual(expect.arrayContaining(['январь', 'января']));
  expect(monthNames('ar-LB')[1]).toContain('شباط');
  expect(monthNames('fa')).toHaveLength(12);
});

test('the solar months of Iran and Afghanistan come in their order', () => {
  expect(monthNames('fa', 'persian').map(([name]) => name)).toEqual(
    'فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند'.split(' '),
  );
  expect(monthNames('fa-AF', 'persian')[0]).toContain('حمل');
});

test('weekdays begin with Monday', () => {
  expect(weekdayNames('de').map(([name]) => name)).toEqual(
    'Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag'.split(' '),
  );
});
