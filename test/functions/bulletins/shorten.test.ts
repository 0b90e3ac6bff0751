import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shortened } from '../../../functions/bulletins/shorten.ts';

test('a text that fits stays as it is, a longer one ends with a whole word', () => {
  expect(shortened('Water rises', 11)).toBe('Water rises');
  expect(shortened('Water rises fast', 13)).toBe('Water rises…');
  expect(shortened('高地水务委员会宣布', 4)).toMatch(/^高地.{0,2}…$/);
});

test('whatever the text, it is within the limit and well-formed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.integer({ min: 1, max: 20 }), (text, limit) => {
      const short = shortened(text, limit);

      expect(short.length).toBeLessThanOrEqual(limit + 1);
      expect(short.isWellFormed()).toBe(true);
    }),
  );
});
