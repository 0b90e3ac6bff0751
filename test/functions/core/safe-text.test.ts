import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { safeLine, safeText } from '../../../functions/core/safe-text.ts';

// XML 1.0 §2.2: Char ::= #x9 | #xA | #xD | [#x20-#xD7FF] | [#xE000-#xFFFD] | [#x10000-#x10FFFF]
const isXmlChar = (code: number) =>
  [0x9, 0xa, 0xd].includes(code) ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  (code >= 0x10000 && code <= 0x10ffff);

const anyUtf16 = fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units));

describe('safe text', () => {
  test.each([
    ['a null', 'a\u0000b'],
    ['a vertical tab', 'a\u000Bb'],
    ['an end of text', 'a\u0003b'],
    ['the non-character U+FFFE', 'a\uFFFEb'],
    ['the non-character U+FFFF', 'a\uFFFFb'],
    ['a delete and a C1 control', 'a\u007F\u0085b'],
    ['a lone high surrogate', 'a\uD83Db'],
    ['a lone low surrogate', 'a\uDE00b'],
    ['a replacement character', 'a\uFFFDb'],
  ])('has lost %s', (_, text) => {
    expect(safeText(text)).toBe('ab');
  });

  test('keeps what readers need: markup characters, direction marks, emoji, line ends', () => {
    const text = '<b> & ]]> "\u200F\u2066x\u2069\u061C 😀\u{10FFFD}\t\n';

    expect(safeText(text)).toBe(text);
  });

  test('is in NFC, and keeps letters that only look alike', () => {
    expect(safeText('e\u0301')).toBe('é');
    expect(safeText('ﬁ')).toBe('ﬁ');
  });

  test('of whatever UTF-16 holds XML characters only, and is safe already', () => {
    fc.assert(
      fc.property(anyUtf16, (text) => {
        const safe = safeText(text);

        expect([...safe].every((char) => isXmlChar(char.codePointAt(0) ?? 0))).toBe(true);
        expect(safe.isWellFormed()).toBe(true);
        expect(safeText(safe)).toBe(safe);
      }),
    );
  });
});

test('a letter keeps the marks that a writing needs, and loses what only costs time', () => {
  expect(safeText(`a${'\u0316'.repeat(100_000)}`)).toHaveLength(31);
  expect(safeText('שָׁלֵם')).toBe('שָׁלֵם'.normalize('NFC'));
});

test('a safe line has no line ends and single spaces', () => {
  expect(safeLine(' \u00A0a\r\n b\t\u2028c\u0000 ')).toBe('a b c');
});
