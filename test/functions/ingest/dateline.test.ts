import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ownDateline, runInDateline } from '../../../functions/ingest/dateline.ts';

describe('a dateline on a line of its own', () => {
  test.each([
    ['en', '15 February 2021, New York/Naples', '2021-02-15', 'New York/Naples'],
    ['en', 'New York, February 15, 2021', '2021-02-15', 'New York'],
    ['en', 'NEW YORK, Feb. 15, 2021', '2021-02-15', 'NEW YORK'],
    ['en', 'London, Sept. 3, 2021', '2021-09-03', 'London'],
    ['en', 'PARIS, 15 February 2021 (GLOBE NEWSWIRE)', '2021-02-15', 'PARIS'],
    ['en', '1st of March 2021', '2021-03-01', null],
    ['en', 'Geneva | 2021-02-15', '2021-02-15', 'Geneva'],
    ['fr', 'Le 15 février 2021, New York/Naples', '2021-02-15', 'New York/Naples'],
    ['fr', 'Paris, le 1er mars 2021', '2021-03-01', 'Paris'],
    ['ar', '15 شباط / فبراير 2021 ، نيويورك / نابولي', '2021-02-15', 'نيويورك / نابولي'],
    ['ar', '١٥ شباط ٢٠٢١، بيروت', '2021-02-15', 'بيروت'],
    ['ar', 'الجزائر، 15 فيفري 2021', '2021-02-15', 'الجزائر'],
    ['de', 'Berlin, den 15. Februar 2021', '2021-02-15', 'Berlin'],
    ['de', 'Wien, am 3. Jänner 2021', '2021-01-03', 'Wien'],
    ['de', 'Bern, 15.2.2021', '2021-02-15', 'Bern'],
    ['es', 'Madrid, a 15 de febrero de 2021', '2021-02-15', 'Madrid'],
    ['es', 'Lima, 15 de febrero del 2021', '2021-02-15', 'Lima'],
    ['he', 'ירושלים, 15 בפברואר 2021', '2021-02-15', 'ירושלים'],
    ['it', 'Roma, 1° marzo 2021', '2021-03-01', 'Roma'],
    ['pt', 'Brasília, 1º de março de 2021', '2021-03-01', 'Brasília'],
    ['nl', 'Den Haag, 15 februari 2021', '2021-02-15', 'Den Haag'],
    ['sv', 'Stockholm den 15 februari 2021', '2021-02-15', 'Stockholm'],
    ['ru', 'Москва, 15 февраля 2021 г.', '2021-02-15', 'Москва'],
    ['ru', 'Москва, 15 февраля 2021 года', '2021-02-15', 'Москва'],
    ['zh', '2021年2月15日，北京', '2021-02-15', '北京'],
    ['ja', '東京、2021年2月15日', '2021-02-15', '東京'],
    ['ko', '서울, 2021년 2월 15일', '2021-02-15', '서울'],
    ['tr', 'Ankara, 15 Şubat 2021', '2021-02-15', 'Ankara'],
    ['tr', 'ANKARA, 15 KASIM 2021', '2021-11-15', 'ANKARA'],
  ])('%s: "%s" is of %s', (language, text, date, place) => {
    expect(ownDateline(text, language)).toEqual({ text, date, place });
  });

  test.each([
    ['a sentence with a date', 'en', 'We met on 15 February 2021.'],
    ['a date within a headline', 'en', 'The agreement of 3 May 2019 stays in force'],
    ['a headline that ends with a date', 'en', 'Water gets dearer from 3 May 2019'],
    ['a headline that begins with a date', 'de', '3. Mai 2019 wird als Stichtag bestätigt'],
    ['prose before a date', 'en', 'It rained. Then came 3 May 2019'],
    ['a long line with a date', 'en', `${'Marsh Haven and '.repeat(8)}, 3 May 2019`],
    ['a date without its year, which would be taken for this year', 'en', '15 February, New York'],
    ['the same in Arabic', 'ar', '15 شباط / فبراير ، نيويورك'],
    ['two months that differ', 'ar', '15 شباط / مارس 2021'],
    ['30 February', 'en', 'Paris, 30 February 2021'],
    ['29 February of a common year', 'en', 'Paris, 2021-02-29'],
    ['a 32nd day', 'en', 'Paris, 32 March 2021'],
    ['a thirteenth month', 'de', 'Bern, 15.13.2021'],
    ['a number that holds a date', 'en', 'File 115 February 20211'],
    ['the language of another', 'en', 'Paris, le 15 février 2021'],
    ['a place alone', 'en', 'New York'],
    ['a weekday', 'en', 'on Friday'],
    ['nothing', 'en', ''],
  ])('is not %s', (_, language, text) => {
    expect(ownDateline(text, language)).toBeUndefined();
  });
});

describe('a dateline run into the lead', () => {
  test.each([
    ['en', 'NEW YORK, Feb. 15, 2021 -- ', '2021-02-15', 'NEW YORK'],
    ['en', 'New York, 15 February 2021 – ', '2021-02-15', 'New York'],
    ['en', 'NEW YORK, February 15, 2021—', '2021-02-15', 'NEW YORK'],
    ['en', 'PARIS — 15 February 2021 — ', '2021-02-15', 'PARIS'],
    ['en', 'OSLO, 15 February 2021 /PRNewswire/ -- ', '2021-02-15', 'OSLO'],
    ['ar', '15 شباط / فبراير 2021 ، نيويورك / نابولي – ', '2021-02-15', 'نيويورك / نابولي'],
    ['de', 'Berlin, 15. Februar 2021 – ', '2021-02-15', 'Berlin'],
    ['ru', 'Москва, 15 февраля 2021 г. – ', '2021-02-15', 'Москва'],
    ['zh', '北京，2021年2月15日——', '2021-02-15', '北京'],
  ])('%s: "%s" is parted from it', (language, opening, date, place) => {
    const rest = 'The council - at last – decided — and published.';
    const text = opening.replace(/\s*(?:[–—]+|-{1,2})\s*$/u, '');

    expect(runInDateline(`${opening}${rest}`, language)).toEqual({ dateline: { text, date, place }, rest });
  });

  test.each([
    ['prose with a date and a dash', 'en', 'The plan of 3 May 2019 – the first – stays in force.'],
    ['a second sentence', 'en', 'It rained. On 3 May 2019 – of all days – it stopped.'],
    ['a span of days', 'en', 'Paris, 3 May 2019–4 May 2019 was warm.'],
    ['a hyphen', 'en', 'Marsh-Haven signed.'],
    ['a date after the dash', 'en', 'Paris – On 3 May 2019 the council met.'],
  ])('is not %s', (_, language, text) => {
    expect(runInDateline(text, language)).toBeUndefined();
  });
});

test('whatever the text is, a dateline has a date that exists', () => {
  const part = fc.oneof(
    fc.constantFrom('February', '15', '2021', '31', '0', '-', '–', ' ', ', ', '/', '.', '(', 'شباط', '٣'),
    fc.string({ maxLength: 4 }),
  );

  fc.assert(
    fc.property(
      fc.array(part).map((parts) => parts.join('')),
      fc.constantFrom('en', 'ar'),
      (text, language) => {
        const date = ownDateline(text, language)?.date ?? '2021-02-15';

        expect(new Date(`${date}T00:00:00Z`).toISOString().slice(0, 10)).toBe(date);
      },
    ),
  );
});
