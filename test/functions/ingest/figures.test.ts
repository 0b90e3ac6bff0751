import { describe, expect, test } from 'vitest';
import { figures } from '../../../functions/ingest/figures.ts';
import { processorTime } from '../../processor-time.ts';
import { harvest } from './harvest.ts';

const read = (text: string, language: string) => [...figures(text, language).sure.keys()];

describe('a figure is read', () => {
  test.each([
    ['with a comma', 'en', '12,500 ships', [12500]],
    ['with two commas and decimals', 'en', '1,234,567.89 dollars', [1234567.89]],
    ['as Americans write decimals', 'en', '2.5 metres', [2.5]],
    ['with German dots', 'de', '1.234.567,8 Tonnen', [1234567.8]],
    ['with one German dot', 'de', '12.500 Schiffe', [12500]],
    ['with a plain space', 'fr', '12 500 navires', [12500]],
    ['with a narrow no-break space', 'fr', '12\u202f500,5 tonnes', [12500.5]],
    ['with a no-break space', 'ru', '12\u00a0500 тонн', [12500]],
    ['with a Swiss apostrophe', 'de', '12’500 Franken', [12500]],
    ['in Indian groups', 'hi', '1,50,000 लोग', [150000]],
    ['in Indian groups of crores', 'en', '12,34,56,789 rupees', [123456789]],
    ['in Arabic-Indic digits', 'ar', '١٢٬٥٠٠ سفينة و٢٫٥٪', [12500, 2.5]],
    ['in Persian digits', 'fa', '۵۱ کشتی و ۲٫۵ درصد', [51, 2.5]],
    ['in Devanagari digits', 'hi', '५१ गाँव', [51]],
    ['in Bengali digits', 'en', '৫১', [51]],
    ['before hours that are no hour of a clock', 'ru', '1500 часов', [1500]],
    ['in groups before hours', 'fr', '1 500 heures', [1500]],
    ['in groups before an hour sign', 'ja', '12,500時', [12500]],
    ['before a kilogram', 'zh-Hans', '15千克', [15]],
    ['in full-width digits', 'ja', '５１隻', [51]],
    ['after a Hebrew prefix', 'he', 'ב-51 כפרים', [51]],
    ['before a Turkish suffix', 'tr', '51’i', [51]],
    ['beside marks of direction', 'ar', '\u200f51\u200f سفينة', [51]],
  ])('%s', (_, language, text, expected) => {
    expect(read(text, language)).toEqual(expected);
  });
});

describe('a word of scale is multiplied out', () => {
  test.each([
    ['en', '1.5 million', 1.5e6],
    ['en', '15 lakh', 1.5e6],
    ['en', '3 billion', 3e9],
    ['fr', '3 milliards', 3e9],
    ['fr', '3 billions', 3e12],
    ['es', '3,5 mil millones', 3.5e9],
    ['es', '3.500 millones', 3.5e9],
    ['pt', '3 bilhões', 3e9],
    ['it', '15mila', 15e3],
    ['de', '3,5 Mrd. Euro', 3.5e9],
    ['ru', '12,5 тыс.', 12500],
    ['uk', '2 мільйони', 2e6],
    ['ar', '٣ آلاف', 3000],
    ['fa', '۲٫۵ میلیون', 2.5e6],
    ['ur', '15 کروڑ', 15e7],
    ['hi', '1.5 करोड़', 1.5e7],
    ['he', '2.5 מיליון', 2.5e6],
    ['tr', '15 bin', 15e3],
    ['id', 'Rp1,5 triliun', 1.5e12],
    ['zh-Hans', '1.5万', 15e3],
    ['zh-Hans', '1万5000', 15e3],
    ['zh-Hant', '3億5000萬', 3.5e8],
    ['ja', '5千万', 5e7],
    ['ja', '250万', 25e5],
    ['ko', '1억 2천만', 1.2e8],
  ])('%s: %s', (language, text, value) => {
    expect(read(text, language)).toEqual([value]);
  });
});

describe('what is no figure, or none that every language writes so', () => {
  test.each([
    ['single digits', 'en', '5 ships and 9 boats'],
    ['hours', 'en', 'at 9:30, at 10.30 pm, by 11 a.m.'],
    ['French hours', 'fr', 'à 21h30, à 21 h 30, à 21 h'],
    ['German hours', 'de', 'um 21.30 Uhr'],
    ['Chinese hours', 'zh-Hans', '21时30分'],
    ['Arabic hours', 'ar', 'الساعة ٢١:٣٠'],
    ['addresses', 'en', 'https://x.example/2021/15 press15@x.example www.x.example/51'],
    ['telephones', 'en', '+39 081 123 4567, 020 7946 0018, 555-123-4567'],
    ['days in digits', 'de', '15.03.2026, 2026-03-15, 15/03/2026'],
    ['months in digits', 'ja', '12月'],
    ['names', 'en', 'COVID-19, the A320, a G20 of CO2'],
    ['decades', 'en', 'the 1990s'],
    ['decades in Chinese', 'zh-Hans', '90年代'],
    ['centuries', 'en', 'the 20th century'],
    ['centuries in Chinese', 'zh-Hans', '20世纪'],
    ['thousands of a unit', 'zh-Hans', '15万千瓦'],
    ['what may be metres or millions', 'en', '15 m'],
    ['what is a decimal or a thousand', 'de', '1,500 Tonnen'],
    ['days of the solar calendar', 'fa', '۱۸ اسفند ۱۴۰۴'],
    ['years of an era', 'zh-Hant', '民國115年'],
  ])('%s', (_, language, text) => {
    expect(read(text, language)).toEqual([]);
  });

  test('single digits count with a percent sign or decimals', () => {
    expect(read('5% and 5.5, %7', 'en')).toEqual([5, 5.5, 7]);
  });

  test('is remembered as what the text may say', () => {
    const { mayHave } = figures('15 m, 1,500 and 11 a.m.', 'de');

    expect([15, 15e6, 1.5, 1500, 11].map(mayHave)).toEqual([true, true, true, true, true]);
    expect(mayHave(51)).toBe(false);
  });
});

test.each(Object.entries(harvest))('the same paragraph has the same figures in %s', (language, text) => {
  const found = figures(text, language);

  for (const value of [37, 12500, 2.5e6, 18]) expect([...found.sure.keys()]).toContain(value);
  expect([...found.sure.keys()].filter((value) => ![37, 12500, 2.5e6, 18, 15, 2026, 90, 1990].includes(value))).toEqual(
    [],
  );
});

test.each([
  ['digits', '1'.repeat(100_000)],
  ['pairs', '00,'.repeat(33_000)],
  ['hyphens', '1-'.repeat(50_000)],
  ['at signs', 'a@'.repeat(50_000)],
  ['spaces', `1${' '.repeat(100_000)}1`],
  ['signs of scale', '1万'.repeat(50_000)],
  ['words of scale', `1${' million'.repeat(12_000)}`],
])('100 kB of %s take no second', (_, text) => {
  const start = processorTime();
  for (const language of ['en', 'fa', 'zh-Hans']) figures(text, language);

  expect(processorTime() - start).toBeLessThan(5000);
});
