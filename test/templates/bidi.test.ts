import { expect, test } from 'vitest';
import { directionFor, isolated, isolatedAs, marked } from '../../templates/bidi.ts';

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

test('a text of a known language is isolated in its direction, whatever it begins with', () => {
  expect(isolatedAs('ar', 'WHO: مجلس', 'en')).toBe('\u2067WHO: مجلس\u2069');
  expect(isolatedAs('ar', 'WHO: مجلس', 'he')).toBe('\u2067WHO: مجلس\u2069');
  expect(isolatedAs('en', '2026', 'ar')).toBe('\u20662026\u2069');
  expect(isolatedAs('fa', 'مجلس 2026', 'ar')).toBe('مجلس 2026');
  expect(isolatedAs('fr', 'Conseil', 'en')).toBe('Conseil');
});

test('what is one isolate already gets no other around it', () => {
  expect(isolated('\u2067WHO: مجلس\u2069', 'en')).toBe('\u2067WHO: مجلس\u2069');
  expect(isolated('\u2067مجلس\u2069 and \u2067مجلس\u2069', 'en')).toMatch(/^\u2068.*\u2069$/);
});

test('a text that has no letter of its readers’ direction is of the other', () => {
  expect(directionFor('en', 'الأرقام خاطئة')).toBe('rtl');
  expect(directionFor('ar', 'The figures')).toBe('ltr');
  expect(directionFor('ar', 'WHO: الأرقام')).toBe('rtl');
  expect(directionFor('he', '14:00')).toBe('rtl');
});
