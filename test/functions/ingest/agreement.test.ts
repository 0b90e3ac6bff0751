import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Edition } from '../../../functions/core/release.ts';
import { disagreements } from '../../../functions/ingest/agreement.ts';
import { plainBlocks } from '../../../functions/ingest/blocks.ts';
import { edition } from '../../../functions/ingest/edition.ts';
import { markdownBlocks } from '../../../functions/ingest/markdown.ts';
import { runs } from '../../../functions/ingest/runs.ts';
import { handedOver } from '../../handed-over.ts';
import { highlands } from '../../templates/samples.ts';
import { harvest } from './harvest.ts';
import { layouts } from './layouts.ts';

type Placed = { edition: Edition; line: number };

const placed = (language: string, text: string, line = 1): Placed => {
  const understood = edition({ language, blocks: markdownBlocks(text, line) });
  if (!understood.edition) throw new Error(understood.problems[0]?.message ?? 'No edition.');
  return { edition: understood.edition, line: understood.line };
};

const all = (texts: Record<string, string>): Placed[] =>
  Object.entries(texts).map(([language, text], index) => placed(language, `# Title\n\n${text}`, 1 + 10 * index));

const messages = (texts: Record<string, string>): string[] => disagreements(all(texts)).map(({ message }) => message);

const inFile = (text: string): Placed[] =>
  runs(plainBlocks(text, 1), highlands.languages)
    .runs.map(edition)
    .flatMap(({ edition: one, line }) => (one ? [{ edition: one, line }] : []));

describe('figures that differ', () => {
  test('are named with both sides, at the language that is alone with its own', () => {
    const texts = { en: 'They sent 15 ships.', fr: 'Ils ont envoyé 15 navires.', ar: 'أرسلوا ٥١ سفينة.' };

    expect(disagreements(all(texts))).toEqual([
      {
        level: 'warning',
        code: 'figures-differ',
        message: 'The figures differ: ar has 51 where en and fr have 15.',
        line: 21,
      },
    ]);
  });

  test.each([
    ['two languages', { en: '15 ships', fr: '51 navires' }, 'fr has 51 where en has 15'],
    ['the language in the middle', { en: '15 ships', fr: '51 navires', de: '15 Schiffe' }, 'fr has 51 where en and de'],
    ['several figures', { en: '15 of 200', fr: '51 sur 300' }, 'fr has 51 and 300 where en has 15 and 200'],
    ['Persian digits', { en: '15 ships', fa: '۵۱ کشتی' }, 'fa has 51 where en has 15'],
    ['Devanagari digits', { en: '15 villages', hi: '५१ गाँव' }, 'hi has 51 where en has 15'],
    ['Chinese signs of scale', { en: '15,000 people', 'zh-Hans': '15万人' }, 'has 15万 where en has 15,000'],
    [
      'a million for a milliard',
      { de: '3 Milliarden', fr: '3 millions' },
      'fr has 3 millions where de has 3 Milliarden',
    ],
    ['French spaces', { en: '12,500 tons', fr: '15 200 tonnes' }, 'fr has 15 200 where en has 12,500'],
    ['Indian groups', { en: '150,000 people', hi: '1,05,000 लोग' }, 'hi has 1,05,000 where en has 150,000'],
    ['decimals', { en: '2.5 metres', de: '5,2 Meter' }, 'de has 5,2 where en has 2.5'],
    ['one digit with a percent sign', { en: '5%', fr: '6 %', es: '5 %' }, 'fr has 6 where en and es have 5'],
  ])('are found: %s', (_, texts, message) => {
    expect(messages(texts)).toEqual([expect.stringContaining(message)]);
  });

  test('are found in headline and subheadline too', () => {
    const one = placed('en', '# 15 ships sail\n\nMore than ever\n\n9 March 2026, Glenmore\n\nThey left today.');
    const other = placed('fr', '# 51 navires partent\n\nIls ont quitté le port aujourd’hui.', 20);

    expect(disagreements([one, other])).toMatchObject([{ code: 'figures-differ', line: 20 }]);
  });

  test.each([
    ['a word in one language', { en: 'Twelve ships', fr: '12 navires' }],
    ['words on either side', { en: 'Twelve ships of 11 towns', de: '12 Schiffe aus elf Städten' }],
    ['a figure that one of two others has', { en: '15 of 200 ships', fr: '15 navires', es: '15 y 51 barcos' }],
    ['a shorter text', { en: '15 ships and 200 boats', fr: '15 navires' }],
    ['other separators', { en: '12,500.5', de: '12.500,5', fr: '12\u202f500,5', hi: '१२,५००.५' }],
    ['a word of scale', { en: '1,500,000', de: '1,5 Mio.', hi: '15 लाख', 'zh-Hans': '150万', ko: '150만' }],
    ['a currency before and after', { en: '€15m and 37', fr: '15 millions d’euros et 37', id: 'EUR15 juta dan 37' }],
    ['hours of two clocks', { en: 'At 11.30 pm 37 left', fr: 'À 23h30, 37 sont partis', de: 'Um 23.30 Uhr gingen 37' }],
    ['a name without its number', { en: 'COVID-19 in 2021', 'zh-Hans': '2021年12月的新冠肺炎' }],
    ['days of another calendar', { en: 'On 15 March 2026', fa: 'در ۲۴ اسفند ۱۴۰۴' }],
    ['years of an era', { en: 'In 2026', ja: '令和8年', 'zh-Hant': '民國115年' }],
    ['decades', { en: 'the 1990s', fr: 'les années 90', 'zh-Hans': '20世纪90年代' }],
    ['a season', { en: '2025/26', fr: '2025-2026', de: '2025–26' }],
    ['a percentage in words', { en: '5 percent of 15', fr: '5 % de 15', tr: '15’in %5’i' }],
    ['another telephone', { en: 'Call +44 20 7946 0018', fr: 'Appelez le +33 1 99 00 12 34' }],
    ['digits across two blocks', { en: '15\n\n200', fr: '15, 200' }],
  ])('are not: %s', (_, texts) => {
    expect(messages(texts)).toEqual([]);
  });

  test('are not in the dateline', () => {
    const one = placed('en', '# Title\n\n15 March 2026, Glenmore\n\nText.');
    const other = placed('fr', '# Titre\n\nTexte.');

    expect(disagreements([one, other])).toEqual([]);
  });

  test('are not looked for in a language whose words of scale are not known', () => {
    expect(messages({ en: '1.5 million', fi: '1,5 miljoonaa' })).toEqual([]);
  });
});

describe('a paragraph of figures in every language of the newsroom', () => {
  const told = (language: string, text = harvest[language]) => `Text.\n\n${text}`;
  const languages = Object.keys(harvest);
  const together = Object.fromEntries(languages.map((language) => [language, told(language)]));

  test('agrees with all the others together, and with each alone', () => {
    expect(messages(together)).toEqual([]);
    for (const one of languages) {
      for (const other of languages.filter((language) => language !== one)) {
        expect(messages({ [one]: told(one), [other]: told(other) })).toEqual([]);
      }
    }
  });

  test.each(Object.entries(harvest))('is noticed where 37 has become 73 in %s', (language, text) => {
    const wrong = told(language, text.replace(/37|٣٧|۳۷/u, '73'));

    expect(messages({ ...together, [language]: wrong })).toEqual([
      expect.stringMatching(new RegExp(`^The figures differ: ${language} has 73 where .* have 37\\.$`)),
    ]);
  });
});

describe('languages that are dated differently', () => {
  const dated = (date: string) => `${date}, Glenmore\n\nText.`;

  test('are all named, at the one that differs from the majority', () => {
    const texts = { en: dated('10 March 2026'), fr: dated('9 mars 2026'), es: dated('9 de marzo de 2026') };

    expect(disagreements(all(texts))).toEqual([
      {
        level: 'warning',
        code: 'dates-differ',
        message: 'The languages are dated differently: en 2026-03-10, fr 2026-03-09, es 2026-03-09.',
        line: 1,
      },
    ]);
  });

  test('are named at the second where there are two', () => {
    expect(disagreements(all({ en: dated('10 March 2026'), fr: dated('9 mars 2026') }))).toMatchObject([{ line: 11 }]);
  });

  test('are not those without a date', () => {
    expect(messages({ en: dated('10 March 2026'), fr: 'Texte.' })).toEqual([]);
  });
});

describe('a language with far fewer paragraphs', () => {
  const long = (count: number) => 'Text.\n\n'.repeat(count);

  test('is named with both counts', () => {
    expect(disagreements(all({ en: long(2), fr: long(5), de: long(4) }))).toEqual([
      {
        level: 'warning',
        code: 'paragraphs-differ',
        message: 'The text in en is far shorter: it has 2 paragraphs where fr has 5.',
        line: 1,
      },
    ]);
    expect(messages({ en: long(4), fr: 'Texte.' })).toEqual([expect.stringContaining('1 paragraph where en has 4')]);
  });

  test.each([
    ['half as many', 6, 3],
    ['two fewer', 3, 1],
    ['a headline alone, which is said otherwise', 9, 0],
  ])('is none with %s', (_, many, few) => {
    expect(messages({ en: long(many), fr: long(few) })).toEqual([]);
  });
});

test.each(layouts)('$name: its languages agree', ({ text }) => {
  expect(disagreements(inFile(text))).toEqual([]);
});

test('the release of three languages that was handed over agrees', ({ skip }) => {
  const path = handedOver('releases/trilingual.txt') ?? skip();

  const editions = inFile(readFileSync(path, 'utf8'));

  expect(editions).toHaveLength(3);
  expect(disagreements(editions)).toEqual([]);
});
