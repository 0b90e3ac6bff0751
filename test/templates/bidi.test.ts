import { expect, test } from 'vitest';
import { isolated, marked } from '../../templates/bidi.ts';

test('a text of the other direction, or of both, is isolated', () => {
  expect(isolated('UNOCT', 'ar')).toBe('\u2068UNOCT\u2069');
  expect(isolated('مجلس HWC', 'ar')).toBe('\u2068مجلس HWC\u2069');
  expect(isolated('مجلس 2026', 'he')).toBe('مجلس 2026');
  expect(isolated('Council', 'fr')).toBe('Council');
});

test('a plain-text paragraph that begins with the other direction gets a mark of its own', () => {
  expect(marked('“HWC” توقع', 'ar')).toBe('\u200F“HWC” توقع');
  expect(marked('مجلس is the name', 'en')).toBe('\u200Eمجلس is the name');
  expect(marked('14 مترا', 'ar')).toBe('14 مترا');
});
