// Files of bytes: texts in some encoding, Word documents and bundles of them, whole and spoilt.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { texts } from './fuzz-texts.ts';

export type Input = { key: string; bytes: Uint8Array };

const samples = ['doctors-appeal.txt', 'neue-messstation.txt', 'reservoir-agreement.txt', 'spring-flood-warning.md'];
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006';
const wordMain = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';

const escaped = (text: string) => text.replace(/[&<]/g, (sign) => (sign === '&' ? '&amp;' : '&lt;'));

const paragraph = (text: string, index: number) =>
  `<w:p><w:pPr><w:pStyle w:val="${index === 0 ? 'Title' : 'Normal'}"/></w:pPr><w:r><w:t>${text}</w:t></w:r></w:p>`;

function document(paragraphs: string[]): Uint8Array {
  const types = `<Types xmlns="${packaged}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${wordMain}"/></Types>`;
  const relations = `<Relationships xmlns="${packaged}/relationships"><Relationship Id="r1" Type="${office}/officeDocument" Target="word/document.xml"/></Relationships>`;
  const body = `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${paragraphs.map(paragraph).join('')}</w:body></w:document>`;
  const parts = { '[Content_Types].xml': types, '_rels/.rels': relations, 'word/document.xml': body };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])), { level: 1 });
}

const asPage = (text: string) =>
  `<!doctype html><html lang="en"><body><nav><a href="/">Home</a></nav><article>${text
    .split('\n\n')
    .map((block, index) => (index === 0 ? `<h1>${block}</h1>` : `<p>${block}</p>`))
    .join('\n')}</article></body></html>`;

const sampleTexts = samples.map((name) => readFileSync(`samples/${name}`, 'utf8'));
const whole: Input[] = [
  ...samples.map((name, index) => ({ key: name, bytes: strToU8(sampleTexts[index] ?? '') })),
  ...sampleTexts.map((text, index) => ({ key: `page-${index}.html`, bytes: strToU8(asPage(text)) })),
  ...sampleTexts.map((text, index) => ({ key: `word-${index}.docx`, bytes: document(escaped(text).split('\n\n')) })),
  {
    key: 'bundle.zip',
    bytes: zipSync({
      'release.yaml': strToU8('topics: [water]\n'),
      ...Object.fromEntries(
        sampleTexts.slice(0, 2).map((text, index) => [`${['en', 'fr'][index]}.txt`, strToU8(text)]),
      ),
    }),
  },
];

type Mutation = { kind: string; from: number; to: number; length: number; bytes: Uint8Array };

const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom('flip', 'insert', 'delete', 'repeat', 'splice', 'cut', 'swap'),
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  to: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 1, max: 400 }),
  bytes: fc.oneof(
    fc.uint8Array({ minLength: 1, maxLength: 8 }),
    texts.map((text) => strToU8(text.slice(0, 60))),
  ),
});

function mutated(file: Uint8Array, { kind, from, to, length, bytes }: Mutation): Uint8Array {
  const [at, other] = [Math.floor(from * file.length), Math.floor(to * file.length)];
  const before = file.subarray(0, at);
  const piece = file.subarray(at, at + length);
  const after = file.subarray(at + length);
  if (kind === 'flip')
    return Uint8Array.from(file, (byte, index) => (index === at ? byte ^ (1 << (length % 8)) : byte));
  if (kind === 'insert') return Buffer.concat([before, bytes, file.subarray(at)]);
  if (kind === 'delete') return Buffer.concat([before, after]);
  if (kind === 'repeat') return Buffer.concat([before, ...Array<Uint8Array>((length % 20) + 2).fill(piece), after]);
  if (kind === 'splice') return Buffer.concat([before, file.subarray(other, other + length), after]);
  if (kind === 'cut') return length > 300 ? before : file.subarray(Math.min(at, 40));
  return Buffer.concat([before, file.subarray(other, other + length), piece, after]);
}

const extension = fc.oneof(
  { weight: 20, arbitrary: fc.constantFrom('.txt', '.md', '.html', '.docx', '.htm', '.zip') },
  { weight: 1, arbitrary: fc.constantFrom('.yaml', '.TXT', '.doc', '.pdf', '', '.js', '.fr.txt') },
);

const encoders: ((text: string) => Uint8Array)[] = [
  (text) => Buffer.from(text, 'utf16le'),
  (text) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
  (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
  (text) => Buffer.from(text, 'latin1'),
  (text) => strToU8(`\uFEFF${text}`),
];
const encoder = fc.oneof(
  { weight: 5, arbitrary: fc.constant((text: string): Uint8Array => strToU8(text)) },
  { weight: 1, arbitrary: fc.constantFrom(...encoders) },
);

const written = fc.tuple(texts, encoder, fc.constantFrom('.txt', '.md', '.html'), fc.boolean()).map(
  ([text, encode, type, framed]): Input => ({
    key: `written${type}`,
    bytes: encode(framed && type === '.html' ? asPage(text) : text),
  }),
);

/** Markup of Word that is spoilt before it is packed: what is spoilt after it mostly ends at a checksum. */
const packed = fc.tuple(fc.array(texts, { minLength: 1, maxLength: 5 }), fc.boolean()).map(
  ([paragraphs, raw]): Input => ({
    key: 'packed.docx',
    bytes: document(raw ? paragraphs : paragraphs.map(escaped)),
  }),
);

const names = fc.constantFrom(
  'release.yaml',
  'en.txt',
  'fr.md',
  'ar.html',
  'zh-Hans.docx',
  'a/en.txt',
  '../en.txt',
  'a.png',
  'xx.txt',
);
const bundled = fc.dictionary(names, texts, { maxKeys: 4 }).map(
  (files): Input => ({
    key: 'bundled.zip',
    bytes: zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])), {
      level: 1,
    }),
  }),
);

const spoilt = fc
  .tuple(fc.constantFrom(...whole), fc.array(mutation, { maxLength: 6 }))
  .map(([{ key, bytes }, mutations]): Input => ({ key, bytes: mutations.reduce(mutated, bytes) }));

const noise = fc.uint8Array({ maxLength: 2000 }).map((bytes): Input => ({ key: 'noise.txt', bytes }));

/** Every kind of file, one in eight under the name of another. */
export const inputs: fc.Arbitrary<Input> = fc
  .tuple(
    fc.oneof(
      { weight: 8, arbitrary: written },
      { weight: 8, arbitrary: spoilt },
      { weight: 2, arbitrary: packed },
      { weight: 1, arbitrary: bundled },
      { weight: 1, arbitrary: noise },
    ),
    fc.nat(7),
    extension,
  )
  .map(([input, other, type]) => (other > 0 ? input : { ...input, key: input.key.replace(/\.\w+$/, type) }));
