import { describe, expect, test } from 'vitest';
import { PermanentError } from '../../../functions/core/errors.ts';
import { checkSize, fileText, fileType, sizeLimit } from '../../../functions/ingest/file.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const utf16le = (text: string) => Buffer.from(text, 'utf16le');
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();
const read = (bytes: Uint8Array, languages: string[] = []) => fileText({ key: 'a.txt', bytes }, languages);

function refusal(attempt: () => unknown): PermanentError {
  try {
    attempt();
  } catch (error) {
    if (error instanceof PermanentError) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

describe('the text of a file', () => {
  const text = 'Résumé – خبر\nנוסח 😀';

  test.each([
    ['UTF-8', utf8(text)],
    ['UTF-8 with a BOM', utf8(`\uFEFF${text}`)],
    ['UTF-16, low byte first', utf16le(`\uFEFF${text}`)],
    ['UTF-16, high byte first', utf16be(`\uFEFF${text}`)],
  ])('is the same in %s', (_, bytes) => {
    expect(read(bytes)).toEqual({ text, problems: [] });
  });

  test('has the line ends of Unix, whatever it came with', () => {
    expect(read(utf8('a\r\nb\rc\nd\r\r\ne')).text).toBe('a\nb\nc\nd\n\ne');
  });
});

describe('a file is refused', () => {
  test.each([
    ['with nothing in it', new Uint8Array(), 'empty'],
    ['with a BOM only', utf8('\uFEFF'), 'empty'],
    ['with a UTF-16 BOM only', utf16le('\uFEFF'), 'empty'],
    ['with white space only', utf8(' \t\r\n\u00A0\u3000'), 'empty'],
    ['with direction marks and zero-width spaces only', utf8('\u200F\u200B\n\u2066\u2069'), 'empty'],
    ['with binary data', utf8('PK\u0003\u0004\u0000\u0000'), 'binary'],
    ['of an encoding that none of the languages need', Buffer.from('Caf\u00E9', 'latin1'), 'encoding'],
    ['cut within a character', utf8('Café').slice(0, -1), 'encoding'],
    ['of UTF-16 cut within a character', utf16le('\uFEFFab').subarray(0, -1), 'encoding'],
    ['of UTF-16 with half a character', utf16le('\uFEFFa\uD83D\nb'), 'encoding'],
  ])('%s', (_, bytes, code) => {
    const error = refusal(() => read(bytes));

    expect(error.code).toBe(code);
    expect(error.message).toContain('"a.txt"');
  });

  test.each([
    ['UTF-8', Buffer.from('one\ntwo\r\nthr\u00E9e\nfour', 'latin1'), 'UTF-8 text (line 3)'],
    ['UTF-16', utf16le('\uFEFFone\ntwo\uDE00\n'), 'UTF-16LE text (line 2)'],
  ])('naming the first line that is not %s', (_, bytes, named) => {
    expect(refusal(() => read(bytes)).message).toContain(named);
  });

  test.each([
    ['a.txt', 1],
    ['a.md', 1],
    ['a.HTML', 1],
    ['a.docx', 20],
    ['a.pdf', 1],
  ])('that is larger than a release can be, with its size and the limit: %s', (key, megabytes) => {
    const size = megabytes * 1024 * 1024;

    expect(sizeLimit(key)).toBe(size);
    expect(() => checkSize(key, size)).not.toThrow();
    expect(refusal(() => checkSize(key, size + 1024 * 1024))).toMatchObject({
      code: 'file-size',
      message: expect.stringContaining(`"${key}" has ${megabytes + 1}.0 MB; the limit is ${megabytes} MB.`),
    });
  });

  test('of which more was read than was told', () => {
    expect(refusal(() => read(new Uint8Array(6 * 1024 * 1024))).code).toBe('file-size');
  });
});

describe('the type of a file', () => {
  test.each([
    ['a.txt', '.txt'],
    ['2026/A.B.MD', '.md'],
    ['a.htm', '.htm'],
    ['a.html', '.html'],
    ['a.docx', '.docx'],
  ])('of %s is %s', (key, type) => {
    expect(fileType(key)).toBe(type);
  });

  test.each([
    ['release.pdf', /"release\.pdf" is of type \.pdf.*\.txt.*\.md.*\.html.*\.docx/],
    ['release.doc', /old Word format.*Save it as \.docx/],
    ['2026.03/release', /has no file type/],
    ['.md', /has no file type/],
  ])('of %s is none that we read', (key, sentence) => {
    const error = refusal(() => fileType(key));

    expect(error.code).toBe('file-type');
    expect(error.message).toMatch(sentence);
  });
});
