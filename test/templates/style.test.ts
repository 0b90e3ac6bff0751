import { expect, test } from 'vitest';
import { style } from '../../templates/style.css.ts';

test('the stylesheet asks for nothing from elsewhere', () => {
  expect(style).not.toMatch(/url\(|@import|@font-face|https?:\/\//);
});

test('the stylesheet names no physical side', () => {
  expect(style).not.toMatch(/(margin|padding|border)-(left|right)|(^|[\s;{])(left|right):|text-align:\s*(left|right)/m);
});

test('the stylesheet serves light, dark and paper', () => {
  expect(style).toContain('prefers-color-scheme: dark');
  expect(style).toContain('@media print');
});

test('every bracket closes', () => {
  expect(style.split('{').length).toBe(style.split('}').length);
});

test('the stylesheet is small', () => {
  expect(Buffer.byteLength(style)).toBeLessThan(16_384);
});
