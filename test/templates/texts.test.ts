import { readdirSync, readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';
import en from '../../templates/locales/en.json' with { type: 'json' };
import { type TextKey, texts } from '../../templates/texts.ts';

const locales = readdirSync('templates/locales').map((file) => file.replace('.json', ''));
const messages = (language: string): Record<string, string> =>
  JSON.parse(readFileSync(`templates/locales/${language}.json`, 'utf8'));

type Part = { type: number; value?: string; options?: Record<string, { value: Part[] }> };
const ast = (message: string, language: string) => new IntlMessageFormat(message, language).getAst() as Part[];

/** "organisation:1": name and kind of every placeholder, those within plurals too. */
function placeholders(parts: Part[]): string[] {
  const found = parts
    .filter(({ type }) => type !== 0 && type !== 7)
    .flatMap(({ type, value, options = {} }) => [
      `${value}:${type}`,
      ...Object.values(options).flatMap((option) => placeholders(option.value)),
    ]);
  return [...new Set(found)].sort();
}

describe.each(locales)('the interface texts in %s', (language) => {
  test('have the keys of en.json, none missing and none more', () => {
    expect(Object.keys(messages(language)).sort()).toEqual(Object.keys(en).sort());
  });

  test.each(Object.entries(messages(language)))('%s parses and has the placeholders of en.json', (key, message) => {
    expect(message.trim()).toBe(message);
    expect(message).not.toBe('');
    expect(placeholders(ast(message, language))).toEqual(placeholders(ast(en[key as TextKey], 'en')));
  });

  test('have a form for every plural category of the language', () => {
    const needed = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    const plurals = Object.values(messages(language)).flatMap((message) =>
      ast(message, language).filter(({ type }) => type === 6),
    );

    expect(plurals.length).toBeGreaterThan(0);
    for (const { options = {} } of plurals) expect(Object.keys(options).sort()).toEqual([...needed].sort());
  });
});

describe('texts', () => {
  test('count in Arabic in all six forms, with the digits of the dates', () => {
    const { t } = texts('ar', { languages: ['ar'] });
    const counted = [0, 1, 2, 3, 11, 100].map((count) => t('newsroom.latest', { count }));

    expect(new Set(counted).size).toBe(6);
    expect(counted[3]).toBe('أحدث 3 بيانات صحفية');
    expect(counted[4]).toContain('11 بيانًا');
  });

  test('that a language lacks are borrowed from the newsroom’s first language that has some, and marked', () => {
    const { language, marks, t } = texts('fi', { languages: ['sw', 'ar', 'fr'] });

    expect(language).toBe('ar');
    expect(marks).toEqual({ lang: 'ar', dir: 'rtl' });
    expect(t('mail.unsubscribe')).toBe('إلغاء الاشتراك');
  });

  test('fall back to English when the newsroom has none either', () => {
    expect(texts('fi', { languages: ['fi'] })).toMatchObject({ language: 'en', marks: { lang: 'en', dir: 'ltr' } });
  });

  test('of a language serve its regions unmarked, but not another script of it', () => {
    expect(texts('fr-CH', { languages: ['en'] })).toMatchObject({ language: 'fr', marks: {} });
    expect(texts('ar-Latn', { languages: ['en'] }).language).toBe('en');
  });

  test('isolate values of the other direction and leave the others alone', () => {
    const { t } = texts('ar', { languages: ['ar'] });

    expect(t('newsroom.description', { organisation: 'Port (PAMH)' })).toContain('\u2068Port (PAMH)\u2069');
    expect(t('newsroom.description', { organisation: 'مجلس' })).not.toContain('\u2068');
    expect(t('release.published', { date: '9 مارس 2026' })).not.toContain('\u2068');
  });

  test('take angle brackets and braces in values as text', () => {
    const { t } = texts('en', { languages: ['en'] });
    expect(t('newsroom.description', { organisation: '<b>{x}</b>' })).toBe('Press releases from <b>{x}</b>');
  });
});
