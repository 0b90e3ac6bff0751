import { describe, expect, test } from 'vitest';
import { longDate } from '../../functions/core/language.ts';
import { locales } from '../../templates/locales.ts';
import { texts } from '../../templates/texts.ts';

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

  test('in simplified Chinese are for who reads that script, whatever the tag', () => {
    const language = (tag: string) => texts(tag, { languages: ['en', 'zh-Hans'] }).language;

    expect(['zh-Hans', 'zh', 'zh-CN', 'zh-SG', 'zh-Hans-HK'].map(language)).toEqual(Array(5).fill('zh-Hans'));
    expect(['zh-Hant', 'zh-TW', 'zh-HK'].map(language)).toEqual(['en', 'en', 'en']);
  });

  test.each([
    ['ru', [1, 2, 5, 21, 22], ['1 абзац', '2 абзаца', '5 абзацев', '21 абзац', '22 абзаца']],
    ['uk', [1, 2, 5, 21, 22], ['1 абзац', '2 абзаци', '5 абзаців', '21 абзац', '22 абзаци']],
    ['ja', [1, 2], ['1段落', '2段落']],
    ['tr', [1, 2], ['1 paragraf', '2 paragraf']],
  ])('in %s count as the language does', (language, counts, written) => {
    const { t } = texts(language, { languages: [language] });
    expect(counts.map((count) => t('receipt.paragraphs', { count }))).toEqual(written);
  });

  test.each([
    ['fa', 'منتشرشده در 9 مارس 2026'],
    ['it', 'Pubblicato in data 9 marzo 2026'],
    ['ja', '2026年3月9日に公開'],
    ['pt', 'Publicado em 9 de março de 2026'],
    ['ru', 'Опубликовано 9 марта 2026 г.'],
    ['tr', 'Yayım tarihi: 9 Mart 2026'],
    ['uk', 'Опубліковано 9 березня 2026 р.'],
    ['zh-Hans', '发布于2026年3月9日'],
  ])('in %s take a date as Intl writes it', (language, written) => {
    const { t } = texts(language, { languages: [language] });
    expect(t('release.published', { date: longDate(language, '2026-03-09') })).toBe(written);
  });

  test.each(Object.keys(locales))('in %s end a sentence with one full stop, after a date too', (language) => {
    const { t } = texts(language, { languages: [language] });
    const date = longDate(language, '2026-03-09');

    expect(t('release.withdrawn.text', { date })).not.toContain('..');
    expect(t('feed.withdrawn.text', { published: date, date })).not.toContain('..');
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
