import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkLocales } from '../../templates/check-locales.ts';
import { locales, readLocales } from '../../templates/locales.ts';

const english = {
  skip: 'Skip',
  said: 'Said by {name} on {date}',
  count: '{count, plural, one {# page} other {# pages}}',
  page: 'Page {page, number}',
};
const russian = {
  skip: 'Дальше',
  said: '{date}, {name}',
  count: '{count, plural, =0 {пусто} one {# лист} few {# листа} many {# листов} other {# листа}}',
  page: 'Лист {page, number}',
};
const told = (more: Record<string, Record<string, string>>) => {
  try {
    checkLocales({ en: english, ...more });
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

describe('the interface texts', () => {
  test('are there in the languages that were promised', () => {
    const promised = ['ar', 'de', 'en', 'es', 'fa', 'fr', 'he', 'it', 'ja', 'pt', 'ru', 'tr', 'uk', 'zh-Hans'];

    expect(Object.keys(locales)).toEqual(expect.arrayContaining(promised));
  });

  test('have no fault that fails the build', () => {
    expect(() => checkLocales(locales)).not.toThrow();
  });

  test.each(Object.entries(locales))('of %s stand in the order of en.json, with its own words', (language, own) => {
    expect(Object.keys(own)).toEqual(Object.keys(locales.en ?? {}));
    const borrowed = Object.entries(own).filter(([key, text]) => language !== 'en' && text === locales.en?.[key]);
    // Words that are the same in both.
    const same = ['Feeds', 'Temas', 'Error', '[Polywire] {outcome}: {file}'];
    expect(borrowed.map(([, text]) => text).filter((text) => !same.includes(text))).toEqual([]);
  });

  test.each(Object.entries(locales))(
    'of %s leave apostrophes, which ICU reads as quotes, to typographers',
    (_, own) => {
      expect(Object.entries(own).filter(([, text]) => /['"]/.test(text))).toEqual([]);
    },
  );
});

describe('the build', () => {
  test('takes other orders, exact numbers and the plural forms of the language', () => {
    expect(told({ ru: russian })).toBe('');
    expect(told({ ja: { ...english, count: '{count, plural, other {#枚}}' } })).toBe('');
  });

  test.each([
    ['lacks a text', ({ skip, ...rest }) => rest, 'lacks "skip".'],
    ['has an unknown one', (own) => ({ ...own, skipp: 'Вперёд' }), '"skipp" is unknown: en.json has no such text.'],
    ['has an empty one', (own) => ({ ...own, skip: '' }), '"skip" is empty or has spaces around it.'],
    ['has an open brace', (own) => ({ ...own, page: '{page, number' }), /: "page" is no ICU message \([A-Z_]+\)\.$/],
    ['has no other form', (own) => ({ ...own, count: '{count, plural, one {#}}' }), /: "count" is no ICU message \(/],
    [
      'names a value otherwise',
      (own) => ({ ...own, said: '{date}, {nom}' }),
      '"said" holds {date} {nom}, but en.json {date} {name}.',
    ],
    ['forgets a value', (own) => ({ ...own, said: '{date}' }), '"said" holds {date}, but en.json {date} {name}.'],
    [
      'takes a value as something else',
      (own) => ({ ...own, said: '{date, date}, {name}' }),
      '"said" holds {date, date} {name}, but en.json {date} {name}.',
    ],
    [
      'names a value otherwise within a plural',
      (own) => ({ ...own, count: own.count.replace('# листов', '{n} листов') }),
      '"count" holds {count, plural} {n}, but en.json {count, plural}.',
    ],
    [
      'lacks a plural form',
      (own) => ({ ...own, count: own.count.replace('few {# листа}', '') }),
      '"count" lacks the plural form "few".',
    ],
    [
      'has one too many',
      (own) => ({ ...own, count: own.count.replace('few', 'two {#} few') }),
      '"count" has a plural form that is never used, "two".',
    ],
  ] satisfies [string, (own: typeof russian) => Record<string, string>, string | RegExp][])(
    'fails where a language %s, with a sentence that names file and key',
    (_, broken, sentence) => {
      const said = told({ ru: broken(russian) });

      expect(said).toMatch(/^templates\/locales\/ru\.json/);
      expect(said.split('\n')).toHaveLength(1);
      if (typeof sentence === 'string') expect(said.endsWith(sentence)).toBe(true);
      else expect(said).toMatch(sentence);
    },
  );

  test('tells all faults, a line each', () => {
    const { skip, ...lacking } = russian;
    expect(told({ ru: lacking, uk: { ...russian, page: '{' } }).split('\n')).toHaveLength(2);
  });

  test('takes a fault of en.json for that file’s own', () => {
    expect(told({ en: { ...english, page: '{' }, ru: russian })).toMatch(/^[^\n]*en\.json: "page" is no ICU [^\n]*$/);
  });

  test.each([
    ['zh_Hans', 'templates/locales/zh_Hans.json is not named after a language: BCP 47 has no tag "zh_Hans".'],
    ['iw', 'templates/locales/iw.json must be named after the canonical tag, he.json.'],
    ['PT-br', 'templates/locales/PT-br.json must be named after the canonical tag, pt-BR.json.'],
    ['ua', 'templates/locales/ua.json must be named after the canonical tag, uk.json.'],
  ])('fails where a file is named %s', (language, sentence) => {
    expect(told({ [language]: russian })).toBe(sentence);
  });
});

describe('a folder of texts', () => {
  let directory = '';
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'polywire-locales-'));
  });
  afterEach(() => rmSync(directory, { recursive: true }));
  const read = () => Object.entries(readLocales(pathToFileURL(`${directory}/`)));

  test('gains a language with one file', () => {
    writeFileSync(join(directory, 'sw.json'), '{ "skip": "Ruka" }');
    writeFileSync(join(directory, 'cy.json'), '{ "skip": "Neidio" }');
    writeFileSync(join(directory, 'README.md'), 'Texts.');

    expect(read()).toEqual([
      ['cy', { skip: 'Neidio' }],
      ['sw', { skip: 'Ruka' }],
    ]);
  });

  test.each(['{ "skip": ', '{ "skip": 4 }', '["skip"]'])(
    'is refused with the file’s name where it holds %s',
    (text) => {
      writeFileSync(join(directory, 'sw.json'), text);
      expect(read).toThrow(/^templates\/locales\/sw\.json is no JSON object of texts: /);
    },
  );
});
