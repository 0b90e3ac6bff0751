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
    ['en', '15 March 2026, 21:30 CET, Oldbridge', '2026-03-15', 'Oldbridge'],
    ['he', '15 במרץ 2026 בשעה 21:30, ירושלים', '2026-03-15', 'ירושלים'],
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
    ['fa', 'تهران، ۱۵ اسفند ۱۴۰۴', '2026-03-06', 'تهران'],
    ['fa', 'تهران، ۱۵ اسفند ۱۴۰۴ (۶ مارس ۲۰۲۶)', '2026-03-06', 'تهران'],
    ['fa', 'تهران – ۱۴۰۴/۱۲/۱۵', '2026-03-06', 'تهران'],
    ['fa', 'کابل، ۱۵ حوت ۱۴۰۴', '2026-03-06', 'کابل'],
    ['fa', 'جمعه ۱۵ اسفند ۱۴۰۴، تهران', '2026-03-06', 'تهران'],
    ['fa', 'تهران، ۳۰ اسفند ۱۴۰۳', '2025-03-20', 'تهران'],
    ['fa', 'تهران، ۱ فروردین ۱۴۰۵', '2026-03-21', 'تهران'],
    ['ar', 'الرياض، 17 رمضان 1447هـ الموافق 6 مارس 2026م', '2026-03-06', 'الرياض'],
    ['ar', 'الجمعة 6 مارس 2026، الرياض', '2026-03-06', 'الرياض'],
    ['ar', '6 مارس 2026م الموافق 17 رمضان 1447هـ، الرياض', '2026-03-06', 'الرياض'],
    ['th', 'กรุงเทพฯ, 6 มีนาคม พ.ศ. 2569', '2026-03-06', 'กรุงเทพฯ'],
    ['th', 'กรุงเทพฯ, 6 มีนาคม 2569', '2026-03-06', 'กรุงเทพฯ'],
    ['th', 'กรุงเทพฯ, ๖ มีนาคม ๒๕๖๙', '2026-03-06', 'กรุงเทพฯ'],
    ['th', 'กรุงเทพฯ, 6 มีนาคม 2026', '2026-03-06', 'กรุงเทพฯ'],
    ['ja', '東京、令和8年3月6日', '2026-03-06', '東京'],
    ['ja', '東京、令和元年5月1日', '2019-05-01', '東京'],
    ['ja', '2026年（令和8年）3月6日（金）、東京', '2026-03-06', '東京'],
    ['ja', '令和8年（2026年）3月6日 東京', '2026-03-06', '東京'],
    ['zh-Hans', '北京，二〇二六年三月六日', '2026-03-06', '北京'],
    ['zh-Hans', '2026年3月6日星期五，北京', '2026-03-06', '北京'],
    ['zh-Hant', '臺北，民國115年3月6日', '2026-03-06', '臺北'],
    ['zh-Hant', '臺北，二〇二六年十二月三十一日', '2026-12-31', '臺北'],
    ['ko', '서울, 2026년 3월 6일 금요일', '2026-03-06', '서울'],
    ['ko', '서울, 2026년 3월 6일(금)', '2026-03-06', '서울'],
    ['ko', '2026. 3. 6. 서울', '2026-03-06', '서울'],
    ['he', 'ירושלים, יום שישי, 6 במרץ 2026', '2026-03-06', 'ירושלים'],
    ['he', 'ירושלים, י״ז באדר תשפ״ו, 6 במרץ 2026', '2026-03-06', 'ירושלים'],
    ['he', 'תל אביב, ב-6 במרץ 2026', '2026-03-06', 'תל אביב'],
    ['hi', 'नई दिल्ली, ६ मार्च २०२६', '2026-03-06', 'नई दिल्ली'],
    ['hi', 'नई दिल्ली, शुक्रवार, 6 मार्च, 2026', '2026-03-06', 'नई दिल्ली'],
    ['hi', '6 मार्च 2026, नई दिल्ली', '2026-03-06', 'नई दिल्ली'],
    ['tr', 'Ankara, 6 Mart 2026 Cuma', '2026-03-06', 'Ankara'],
    ['tr', 'İSTANBUL, 6 ŞUBAT 2026', '2026-02-06', 'İSTANBUL'],
    ['id', 'Jakarta, Jumat, 6 Maret 2026', '2026-03-06', 'Jakarta'],
    ['id', 'JAKARTA, Jumat (6 Maret 2026)', '2026-03-06', 'JAKARTA'],
    ['pt', 'Lisboa, sexta-feira, 6 de março de 2026', '2026-03-06', 'Lisboa'],
    ['pt', 'Lisboa, 1.º de março de 2026', '2026-03-01', 'Lisboa'],
    ['pt', 'Aos 6 de março de 2026, Lisboa', '2026-03-06', 'Lisboa'],
    ['es', 'Madrid, viernes 6 de marzo de 2026', '2026-03-06', 'Madrid'],
    ['fr', 'Paris, le vendredi 6 mars 2026', '2026-03-06', 'Paris'],
    ['de', 'Berlin, Freitag, den 6. März 2026', '2026-03-06', 'Berlin'],
    ['de', 'Berlin, 06.03.2026', '2026-03-06', 'Berlin'],
    ['en', 'London, Friday 6 March 2026', '2026-03-06', 'London'],
    ['en', 'Friday, March 6, 2026, Boston', '2026-03-06', 'Boston'],
    ['en', 'GENEVA (6 March 2026)', '2026-03-06', 'GENEVA'],
    ['en', 'Bangkok, 6 March B.E. 2569', '2026-03-06', 'Bangkok'],
    ['sv', 'Stockholm, fredagen den 6 mars 2026', '2026-03-06', 'Stockholm'],
    ['da', 'København, d. 6. marts 2026', '2026-03-06', 'København'],
    ['da', 'Fredag den 6. marts 2026, København', '2026-03-06', 'København'],
    ['nl', 'Utrecht, vrijdag 6 maart 2026', '2026-03-06', 'Utrecht'],
    ['uk', 'Київ, 6 березня 2026 р.', '2026-03-06', 'Київ'],
    ['uk', 'Київ, п’ятниця, 6 березня 2026 року', '2026-03-06', 'Київ'],
    ['ru', '6 марта 2026 г., Москва', '2026-03-06', 'Москва'],
    ['ur', 'اسلام آباد، ۶ مارچ ۲۰۲۶ء', '2026-03-06', 'اسلام آباد'],
    ['ur', 'اسلام آباد، جمعہ 6 مارچ 2026', '2026-03-06', 'اسلام آباد'],
    ['it', 'Roma, venerdì 6 marzo 2026', '2026-03-06', 'Roma'],
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
    ['30 Esfand of a common solar year', 'fa', 'تهران، ۳۰ اسفند ۱۴۰۴'],
    ['a lunar date without a Gregorian one', 'ar', 'الرياض، 17 رمضان 1447 هـ'],
    ['a year that is no release’s', 'ar', '15 آذار/مارس 1026، دمشق'],
    ['a number that looks like a solar year', 'en', 'The 1405 roof tiles of 6 March 2026'],
    ['30 February in Chinese', 'zh-Hans', '北京，2026年2月30日'],
    ['29 February of a common year of an era', 'ja', '東京、令和8年2月29日'],
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
    ['en', 'Paris, 15 February 2021, 21:30 – ', '2021-02-15', 'Paris'],
    ['en', 'OSLO, 15 February 2021 /PRNewswire/ -- ', '2021-02-15', 'OSLO'],
    ['ar', '15 شباط / فبراير 2021 ، نيويورك / نابولي – ', '2021-02-15', 'نيويورك / نابولي'],
    ['de', 'Berlin, 15. Februar 2021 – ', '2021-02-15', 'Berlin'],
    ['ru', 'Москва, 15 февраля 2021 г. – ', '2021-02-15', 'Москва'],
    ['zh', '北京，2021年2月15日——', '2021-02-15', '北京'],
    ['hi', 'नई दिल्ली, 15 फ़रवरी 2021: ', '2021-02-15', 'नई दिल्ली'],
    ['id', 'JAKARTA, Senin (15 Februari 2021) – ', '2021-02-15', 'JAKARTA'],
    ['fa', 'تهران، ۲۷ بهمن ۱۳۹۹ برابر با ۱۵ فوریه ۲۰۲۱ – ', '2021-02-15', 'تهران'],
  ])('%s: "%s" is parted from it', (language, opening, date, place) => {
    const rest = 'The council - at last – decided — and published.';
    const text = opening.replace(/\s*(?:[–—:]+|-{1,2})\s*$/u, '');

    expect(runInDateline(`${opening}${rest}`, language)).toEqual({ dateline: { text, date, place }, rest });
  });

  test.each([['（北京，2021年2月15日）'], ['【北京、2021年2月15日】']])('may stand in brackets: %s', (opening) => {
    const rest = '理事会は本日発表しました。';

    expect(runInDateline(`${opening}${rest}`, 'ja')).toMatchObject({
      dateline: { date: '2021-02-15', place: '北京' },
      rest,
    });
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
