import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import { describe, expect, test } from 'vitest';
import { bulletinHeaders, recipientHeaders } from '../../../functions/bulletins/headers.ts';
import { highlands } from '../../templates/samples.ts';

test('a bulletin says that it is a list’s, automatic, and in which language', () => {
  expect(
    bulletinHeaders({ language: 'en', newsroom: highlands, releaseId: '0123456789abcdef', occasion: 'publication' }),
  ).toEqual({
    'List-Id': 'Highland Water Council <en.highlandwater.example>',
    'Content-Language': 'en',
    'Auto-Submitted': 'auto-generated',
    Precedence: 'bulk',
    'Feedback-ID': '0123456789abcdef:publication:en:highlandwaterex',
  });
});

test('complaints are counted by four ids, whatever these hold', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme', maxLength: 40 }),
      fc.string({ minLength: 300, maxLength: 999 }),
      (releaseId, occasion) => {
        const newsroom = { ...highlands, authority: 'a.io' };
        const value = bulletinHeaders({ language: 'zh-Hans', newsroom, releaseId, occasion })['Feedback-ID'];

        expect(value).toMatch(/^[\w.-]*:[\w.-]*:zh-Hans:aio--$/);
        expect(value.length).toBeLessThanOrEqual(995);
      },
    ),
  );
});

test('a recipient can leave with one click, or by a mail', () => {
  expect(recipientHeaders('https://news.example/api/unsubscribe?t=x', 'x', 'press@news.example')).toEqual({
    'List-Unsubscribe':
      '<https://news.example/api/unsubscribe?t=x>, <mailto:press@news.example?subject=unsubscribe%20x>',
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  });
});

describe('the list’s name', () => {
  const of = { releaseId: 'r1', occasion: 'publication', language: 'ar' };
  const listId = (name: string) =>
    bulletinHeaders({ ...of, newsroom: { ...highlands, organisation: { ar: name } } })['List-Id'];
  const decoded = async (value: string) => (await simpleParser(`Subject: ${value}\r\n\r\n`)).subject;

  test('is quoted where it has more than words', () => {
    expect(listId('Water, Inc. "West"')).toBe('"Water, Inc. \\"West\\"" <ar.highlandwater.example>');
  });

  test('is encoded in words of at most 75 characters that mail programs can read', async () => {
    const name = highlands.organisation.ar ?? '';

    expect(listId(name)).toMatch(/^=\?UTF-8\?B\?/);
    expect(await decoded(listId(name))).toBe(`${name} <ar.highlandwater.example>`);
  });

  test('of whatever characters is printable ASCII that SES takes, and no character is split', () => {
    const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 400, size: 'max' }), (name) => {
        const value = listId(name);
        const words = value.match(/=\?UTF-8\?B\?[^?]*\?=/g) ?? [];

        expect(value).toMatch(/^[\x20-\x7E]{1,995}$/);
        expect(words.every((word) => word.length <= 75)).toBe(true);
        const read = words.map((word) => utf8.decode(Buffer.from(word.slice(10, -2), 'base64')));
        if (words.length > 0) expect(read.join('')).toBe([...name].slice(0, 120).join(''));
      }),
    );
  });
});
