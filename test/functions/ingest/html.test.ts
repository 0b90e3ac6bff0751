import { toHtml } from 'hast-util-to-html';
import { describe, expect, test } from 'vitest';
import { htmlBlocks } from '../../../functions/ingest/html.ts';
import { processorTime } from '../../processor-time.ts';

const languages = ['en', 'fr', 'ar', 'zh-Hant'];
const read = (page: string) => htmlBlocks('a.html', page, languages);
const html = (page: string) =>
  read(page)
    .blocks.map(({ node }) => toHtml(node))
    .join('');
const texts = (page: string) => read(page).blocks.map(({ text }) => text);

describe('the article of a page', () => {
  const furniture = (main: string) => `<!doctype html><html><head><title>Site</title><style>p{}</style></head><body>
    <header><h1>Our site</h1><nav><ul><li>Home</li></ul></nav></header>${main}
    <aside><h2>Related</h2></aside><form><label>Search</label><input></form>
    <div hidden>Hidden</div><p style="display: none">None</p><p aria-hidden="true">Icon</p><div role="navigation">Go</div>
    <footer><p>Imprint</p></footer><!-- comment --><script>go()</script><noscript>On!</noscript></body></html>`;

  test.each([
    ['an article', '<article><h1>A</h1><p>B</p></article><p>C</p>'],
    ['a role', '<div role="article"><h1>A</h1><p>B</p></div><p>C</p>'],
    ['main', '<main><h1>A</h1><p>B</p></main><p>C</p>'],
    [
      'an article with its headline above',
      '<main><header><h1>A</h1></header><article><p>B</p></article></main><p>C</p>',
    ],
    ['the only one of several with a headline', '<article><h1>A</h1><p>B</p></article><article><h2>C</h2></article>'],
    ['two in different languages', '<article lang=en><h1>A</h1></article><article lang=fr><h1>B</h1></article>'],
  ])('is told by %s', (_, main) => {
    expect(texts(furniture(main))).toEqual(['A', 'B']);
  });

  test('is the page without its furniture where nothing marks it', () => {
    expect(texts(furniture('<div><h1>A</h1><div>B</div></div>').replace('<h1>Our site</h1>', ''))).toEqual(['A', 'B']);
  });

  test('may have a header, and a footer that is more than links', () => {
    const page = (footer: string) =>
      `<article><header><h1>A</h1><p>9 March</p></header><p>B</p><footer>${footer}</footer></article>`;

    expect(texts(page('<p>About <a href="/">us</a> and them</p>'))).toEqual(['A', '9 March', 'B', 'About us and them']);
    expect(texts(page('<a href="/x">Share</a> <a href="/y">Post</a>'))).toEqual(['A', '9 March', 'B']);
  });

  test('may stand in a form, as the pages of some servers do', () => {
    expect(texts('<body><form><h1>A</h1><p>B</p></form></body>')).toEqual(['A', 'B']);
  });
});

describe('blocks', () => {
  test('have the lines of the file', () => {
    const { blocks } = read('<body>\n<h1>A</h1>\n\n<div>\n<p>B</p>\n<ul>\n<li>C</li></ul></div>');

    expect(blocks.map(({ line, text }) => [line, text])).toEqual([
      [2, 'A'],
      [5, 'B'],
      [6, 'C'],
    ]);
  });

  test.each([
    ['white space as shown', '<p>\n  a \n <b> b</b>  c&nbsp;\n</p>', '<p>a <strong>b</strong> c</p>'],
    ['entities decoded', '<p>&lt;b&gt; &amp; caf&eacute; &#x5d0;</p>', '<p>&#x3C;b> &#x26; café א</p>'],
    ['text without elements', 'a<div>b</div>c', '<p>a</p><p>b</p><p>c</p>'],
    ['line breaks', '<p>a<br>b<br><br>c<br></p>', '<p>a<br>\nb</p><p>c</p>'],
    ['headings', '<h1>a</h1><h2>b</h2><h6>c</h6><h3> </h3>', '<h1>a</h1><h2>b</h2><h4>c</h4>'],
    ['old formatting', '<font><p>a</p><center>b <tt>c</tt></center></font>', '<p>a</p><p>b <code>c</code></p>'],
    [
      'lists',
      '<ol start=3><li><p>a</p></li><li>b<ul><li>c</li></ul></li></ol>',
      '<ol start="3"><li>a</li><li>b<ul><li>c</li></ul></li></ol>',
    ],
    ['quotes', '<blockquote>a<p>b</p></blockquote>', '<blockquote><p>a</p><p>b</p></blockquote>'],
    [
      'a table of figures',
      '<table><tr><th>a<th>b</tr><tr><td>1<td><em>2</em></tr></table>',
      '<p>a · b</p><p>1 · <em>2</em></p>',
    ],
    [
      'a table as layout',
      '<table><tr><td><h1>a</h1><p>b</p></td><td>c</td></tr></table>',
      '<h1>a</h1><p>b</p><p>c</p>',
    ],
    ['definitions', '<dl><dt>a<dd>b</dl>', '<p><strong>a</strong></p><p>b</p>'],
    ['preformatted text', '<pre>\n a\n  b</pre>', '<pre> a\n  b</pre>'],
    [
      'captions',
      '<figure><img src="https://x.example/a.png" alt="A"><figcaption>b</figcaption></figure>',
      '<p><img src="https://x.example/a.png" alt="A"></p><p>b</p>',
    ],
    ['no text that was struck', '<p>a <del>b</del><s>c</s><ins>d</ins></p>', '<p>a d</p>'],
    ['control characters', '<p>a&#1;&#xFFFE;b\u0007</p>', '<p>ab</p>'],
    ['headings of blocks', '<h1><div>a</div><div>b</div></h1>', '<h1>a b</h1>'],
  ])('are made of %s', (_, page, expected) => {
    expect(html(page)).toBe(expected);
  });

  test('keep absolute links and pictures only', () => {
    expect(
      html(
        '<p><a href="https://x.example/a?b=1&amp;c=2">a</a> <a href="/b">b</a> <a href="#c">c</a> <a name="d">d</a> ' +
          '<a href="mailto:e@x.example">e</a> <a href="//f.example/">f</a></p>',
      ),
    ).toBe('<p><a href="https://x.example/a?b=1&#x26;c=2">a</a> b c d <a href="mailto:e@x.example">e</a> f</p>');
  });

  test('drop pictures that are nowhere on the web, with a warning, and those that count readers', () => {
    const { blocks, problems } = read(
      '<h1>A</h1><p><img src="b.png"><img src="data:image/png;base64,AA=="><img width=1 height=1 src="https://t.example/">C</p>',
    );

    expect(blocks.map(({ node }) => toHtml(node))).toEqual(['<h1>A</h1>', '<p>C</p>']);
    expect(problems).toMatchObject([{ level: 'warning', code: 'images-dropped' }]);
    expect(problems[0]?.message).toContain('2 pictures');
  });
});

describe('the language that an element says', () => {
  const found = (page: string) => read(page).blocks.map(({ language }) => language);

  test('is that of the blocks in it, as the newsroom writes it', () => {
    expect(
      found(
        '<div lang="fr-CA"><h1>A</h1><div lang="AR"><p>B</p></div></div><p lang="zh-TW">C</p><p>D</p>' +
          '<p><span lang="fr">E</span></p><p><span lang="fr">F</span> G</p><p lang="sv">H</p><p lang="?">I</p>',
      ),
    ).toEqual(['fr', 'ar', 'zh-Hant', undefined, 'fr', undefined, 'sv', undefined]);
  });

  test('is that around an article too', () => {
    expect(found('<div lang=fr><article><h1>A</h1></article></div>')).toEqual(['fr']);
  });

  test('of the page as a whole is believed where the text does not say otherwise', () => {
    const page = (text: string) => `<html lang=en><body lang=EN-US><p>${text}</p></body></html>`;

    expect(found(page('The council opened the new reservoir in the hills today.'))).toEqual(['en']);
    expect(found(page('Le conseil a ouvert aujourd’hui le nouveau réservoir dans les collines.'))).toEqual([undefined]);
  });
});

describe('a page that would cost too much', () => {
  test.each([
    ['nested too deep', '<div>'.repeat(200_000), /nests its elements deeper than 256/],
    ['deep by misnesting', `${'<b>'.repeat(3)}${'<p><i></b>'.repeat(60_000)}`, /deeper|more than/],
    ['of too many elements', '<p>a'.repeat(300_000), /more than 3000 elements/],
    [
      'whose formatting multiplies',
      `<p>${Array.from({ length: 200 }, (_, index) => `<b a${index}>`).join('')}${'<p>x'.repeat(10_000)}`,
      /more than 6000 elements/,
    ],
  ])('is refused quickly: %s', (_, page, sentence) => {
    const start = processorTime();

    expect(() => read(page)).toThrow(sentence);
    expect(processorTime() - start).toBeLessThan(3000);
  });
});
