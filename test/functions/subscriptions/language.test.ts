import { expect, test } from 'vitest';
import { acceptedLanguage } from '../../../functions/subscriptions/language.ts';

const newsroom = { languages: ['en', 'fr', 'ar', 'zh-Hans', 'zh-Hant', 'pt'] };

test.each([
  ['ar', 'ar'],
  ['ar-EG,ar;q=0.9', 'ar'],
  ['de, fr;q=0.5, ar;q=0.8', 'ar'],
  ['zh-TW', 'zh-Hant'],
  ['zh-CN,en;q=0.1', 'zh-Hans'],
  ['pt-BR', 'pt'],
  ['fr;q=0, *', 'en'],
  ['tlh', 'en'],
  ['', 'en'],
  [';;;,q=1,\u0000', 'en'],
  ['x'.repeat(5000), 'en'],
])('%j is answered in %s', (header, language) => {
  expect(acceptedLanguage(header, newsroom)).toBe(language);
});
