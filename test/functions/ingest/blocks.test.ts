import { toHtml } from 'hast-util-to-html';
import { describe, expect, test } from 'vitest';
import { plainBlocks } from '../../../functions/ingest/blocks.ts';
import { markdownBlocks } from '../../../functions/ingest/markdown.ts';

describe('plain text', () => {
  test('is one block up to an empty line, with the line it begins on', () => {
    const blocks = plainBlocks('Headline\n\n  \u00A0\nOne\ntwo \n\n\nThree', 5);

    expect(blocks.map(({ text, line }) => [line, text])).toEqual([
      [5, 'Headline'],
      [8, 'One two'],
      [12, 'Three'],
    ]);
  });

  test('is literal: markup is shown, not obeyed', () => {
    const [block] = plainBlocks('<b>Big</b> *news* & [more](https://x.example)', 1);

    expect(block?.text).toBe('<b>Big</b> *news* & [more](https://x.example)');
    expect(block && toHtml(block.node)).toBe('<p>&#x3C;b>Big&#x3C;/b> *news* &#x26; [more](https://x.example)</p>');
  });

  test.each([
    ['zero-width spaces', 'a\n\u200B\uFEFF\nb'],
    ['no-break spaces', 'a\n\u00A0\nb'],
    ['control characters', 'a\n\u0000\u000B\nb'],
  ])('takes a line of %s for an empty one', (_, text) => {
    expect(plainBlocks(text, 1).map(({ text: one }) => one)).toEqual(['a', 'b']);
  });
});

describe('Markdown', () => {
  const html = (text: string) =>
    markdownBlocks(text, 1)
      .map(({ node }) => toHtml(node))
      .join('');

  test('takes a day that ends in a full stop for what it is, and a list for a list', () => {
    const html = (text: string) => markdownBlocks(text, 1).map(({ node }) => toHtml(node));

    expect(html('9. März 2026, *Glenmore*')).toEqual(['<p>9. März 2026, <em>Glenmore</em></p>']);
    expect(html('1. marts 2026')).toEqual(['<p>1. marts 2026</p>']);
    expect(html('9. März 2026\n10. April 2026')[0]).toMatch(/^<ol/);
    expect(html('3. Wells')[0]).toMatch(/^<ol/);
  });

  test('becomes blocks with their lines', () => {
    const blocks = markdownBlocks('# Headline\n\nOne\ntwo\n\n- a\n- b\n\n> said\n', 4);

    expect(blocks.map(({ node, text, line }) => [line, node.tagName, text])).toEqual([
      [4, 'h1', 'Headline'],
      [6, 'p', 'One two'],
      [9, 'ul', 'a b'],
      [12, 'blockquote', 'said'],
    ]);
  });

  test.each([
    ['a script', 'Hello <script>alert(1)</script>world', 'script'],
    ['raw HTML', '<div onclick="x()">block</div>\n\nHello *<b onmouseover=x>world</b>*', 'on'],
    ['a comment', 'Hello <!-- secret --> world', 'secret'],
    ['a script as a link', 'Hello [world](javascript:alert(1))', 'javascript'],
    ['a script as a link, disguised', 'Hello [world](jAvAsCrIpT&colon;alert(1))', 'alert'],
    ['data as a link', 'Hello [world](data:text/html;base64,eA==)', 'data:'],
    ['a picture from nowhere', 'Hello ![world](file:///etc/passwd)', 'file:'],
  ])('loses %s and keeps the text', (_, text, dropped) => {
    expect(html(text)).toMatch(/Hello.*world/);
    expect(html(text).replace(/Hello|world/g, '')).not.toContain(dropped);
  });

  test('keeps links, emphasis, lists and pictures', () => {
    expect(html('**Big** [news](https://x.example/?a=1&b=2 "T") ![map](https://x.example/m.png)')).toBe(
      '<p><strong>Big</strong> <a href="https://x.example/?a=1&#x26;b=2" title="T">news</a> ' +
        '<img src="https://x.example/m.png" alt="map"></p>',
    );
  });

  test('gives the same tree wherever it stands in the file', () => {
    const [first] = markdownBlocks('One *two*', 1);
    const [, , third] = markdownBlocks('# A\n\nB\n\nOne *two*', 9);

    expect(third?.node).toEqual(first?.node);
  });
});
