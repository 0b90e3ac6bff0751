import { strToU8, type Zippable, zipSync } from 'fflate';
import { toHtml } from 'hast-util-to-html';
import { describe, expect, test } from 'vitest';
import { PermanentError } from '../../../functions/core/errors.ts';
import { opened } from '../../../functions/ingest/open.ts';
import { processorTime } from '../../processor-time.ts';

const namespaces =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" ' +
  'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" ' +
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" ' +
  'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" ' +
  'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"';
const types =
  '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">' +
  '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>' +
  '<Default Extension="png" ContentType="image/png"/>' +
  '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>';
const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const relations = (inner: string) =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`;
const style = (id: string, name: string) =>
  `<w:style w:type="paragraph" w:styleId="${id}"><w:name w:val="${name}"/></w:style>`;

const p = (text: string, styled = '', run = '') =>
  `<w:p><w:pPr>${styled && `<w:pStyle w:val="${styled}"/>`}</w:pPr><w:r><w:rPr>${run}</w:rPr><w:t>${text}</w:t></w:r></w:p>`;
const picture =
  '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="x"/><a:graphic><a:graphicData><pic:pic><pic:blipFill>' +
  '<a:blip r:embed="rId8"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>';

const parts = (body: string, more: Zippable = {}): Zippable => ({
  '[Content_Types].xml': strToU8(types),
  '_rels/.rels': strToU8(
    relations(`<Relationship Id="r1" Type="${relation}/officeDocument" Target="word/document.xml"/>`),
  ),
  'word/document.xml': strToU8(`<w:document ${namespaces}><w:body>${body}</w:body></w:document>`),
  'word/styles.xml': strToU8(
    `<w:styles ${namespaces}>${style('T', 'Title')}${style('H1', 'heading 1')}${style('H2', 'heading 2')}${style('Q', 'Quote')}</w:styles>`,
  ),
  'word/_rels/document.xml.rels': strToU8(
    relations(
      `<Relationship Id="rId7" Type="${relation}/hyperlink" Target="https://x.example/a" TargetMode="External"/>` +
        `<Relationship Id="rId9" Type="${relation}/hyperlink" Target="javascript:alert(1)" TargetMode="External"/>` +
        `<Relationship Id="rId8" Type="${relation}/image" Target="media/a.png"/>` +
        `<Relationship Id="rId1" Type="${relation}/styles" Target="styles.xml"/>`,
    ),
  ),
  'word/media/a.png': new Uint8Array(100),
  ...more,
});

const read = (zip: Uint8Array, key = 'a.docx') => opened({ key, bytes: zip }, ['en', 'ar']);
const html = async (body: string) => (await read(zipSync(parts(body)))).blocks.map(({ node }) => toHtml(node)).join('');

async function refusal(zip: Uint8Array, key?: string): Promise<PermanentError> {
  const start = processorTime();
  const error = await read(zip, key).catch((thrown: unknown) => thrown);
  expect(processorTime() - start).toBeLessThan(1500);
  if (error instanceof PermanentError) return error;
  throw new Error(`Nothing was refused: ${error}`);
}

describe('a Word document', () => {
  test('is its headings, paragraphs, quotes and links, and "line" counts them', async () => {
    const link = (id: string) => `<w:p><w:hyperlink r:id="${id}"><w:r><w:t>there</w:t></w:r></w:hyperlink></w:p>`;
    const { blocks, frontMatter, problems } = await read(
      zipSync(
        parts(
          p('News &amp; more', 'T') +
            p('Part', 'H1') +
            p('Lead', '', '<w:b/>') +
            p('Said', 'Q') +
            link('rId7') +
            link('rId9'),
        ),
      ),
    );

    expect(blocks.map(({ line, node }) => [line, toHtml(node)])).toEqual([
      [1, '<h1>News &#x26; more</h1>'],
      [2, '<h2>Part</h2>'],
      [3, '<p><strong>Lead</strong></p>'],
      [4, '<blockquote><p>Said</p></blockquote>'],
      [5, '<p><a href="https://x.example/a">there</a></p>'],
      [6, '<p>there</p>'],
    ]);
    expect(frontMatter).toEqual({});
    expect(problems).toEqual([]);
  });

  test('without a title has its first heading as the headline', async () => {
    expect(await html(p('News', 'H1') + p('Part', 'H2') + p('Text'))).toBe('<h1>News</h1><h2>Part</h2><p>Text</p>');
  });

  test('may be in any script, and text that looks like markup is text', async () => {
    expect(await html(p('خبر') + p('&lt;script&gt;alert(1)&lt;/script&gt;'))).toBe(
      '<p>خبر</p><p>&#x3C;script>alert(1)&#x3C;/script></p>',
    );
  });

  test('loses its pictures, with a warning', async () => {
    const { blocks, problems } = await read(zipSync(parts(p('A') + picture)));

    expect(blocks).toHaveLength(1);
    expect(problems).toMatchObject([{ level: 'warning', code: 'images-dropped' }]);
  });
});

describe('a file is refused that', () => {
  const entity = (declaration: string) => ({
    'word/document.xml': strToU8(
      `${declaration}<w:document ${namespaces}><w:body>${p('&lol9;')}</w:body></w:document>`,
    ),
  });
  const laughs = Array.from(
    { length: 9 },
    (_, index) => `<!ENTITY lol${index + 1} "${`&lol${index};`.repeat(10)}">`,
  ).join('');
  const nested = `<w:p>${'<w:ins>'.repeat(40_000)}${'</w:ins>'.repeat(40_000)}</w:p>`;

  test.each([
    [
      'expands entities',
      zipSync(parts('', entity(`<!DOCTYPE x [<!ENTITY lol0 "lol">${laughs}]>`))),
      'docx',
      /document type/,
    ],
    [
      'reads other files',
      zipSync(parts('', entity('<!DOCTYPE x SYSTEM "file:///etc/passwd">'))),
      'docx',
      /document type/,
    ],
    [
      'declares in a part that nobody reads',
      zipSync(parts('', { 'word/y.xml': strToU8('<!ENTITY>') })),
      'docx',
      /word\/y\.xml/,
    ],
    [
      'hides a declaration in UTF-16',
      zipSync(parts('', { 'word/x.xml': Buffer.from('<!DOCTYPE x>', 'utf16le') })),
      'docx',
      /not UTF-8/,
    ],
    [
      'is XML too large',
      zipSync(parts('', { 'word/x.xml': Buffer.alloc(6e6, 'ab<>c'.repeat(99) + Math.random()) }), { level: 0 }),
      'docx',
      /5\.7 MB; the limit is 1 MB/,
    ],
    [
      'has too much markup',
      zipSync(parts('<w:p/>'.repeat(100_000)), { level: 0 }),
      'docx',
      /has 100\d{3} tags of markup; the limit is 25000/,
    ],
    ['is no document', zipSync({ 'a.txt': strToU8('a') }), 'docx', /holds no Word document/],
    ['is a broken document', zipSync(parts('<w:p>')), 'docx', /can't be read/],
    ['nests without end', zipSync(parts(nested), { level: 0 }), 'docx', /can't be read|tags of markup/],
    [
      'is the old format by another name',
      Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1),
      'file-type',
      /old Word format.*\.docx/,
    ],
    ['is no zip', strToU8('Hello, this is text'), 'zip', /no zip/],
    ['is empty', new Uint8Array(), 'zip', /no zip/],
  ])('%s', async (_, zip, code, sentence) => {
    const error = await refusal(zip);

    expect(error.code).toBe(code);
    expect(error.message).toMatch(sentence);
    expect(error.message).toContain('"a.docx"');
  });

  test('has the name of the old format', async () => {
    expect((await refusal(new Uint8Array(), 'a.doc')).message).toMatch(/old Word format/);
  });
});
