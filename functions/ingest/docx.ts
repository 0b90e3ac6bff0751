// A Word document → the HTML of its text. mammoth sees a zip that was written here, of parts that were checked.
import { zipSync } from 'fflate';
import { PermanentError } from '../core/errors.ts';
import { isOldWord, oldWord, type ReleaseFile } from './file.ts';
import { unzip, type ZipEntry } from './zip.ts';

/** Bytes of all parts. Word's markup is some ten times its text. */
const PARTS_LIMIT = 1024 * 1024;
/** Tags in all parts: each costs more than a kilobyte of memory. A page of text has some hundreds. */
const TAGS_LIMIT = 25_000;

const ATTRIBUTES_LIMIT = 60_000;

/** Not the theme, settings, fonts, headers and footers: thousands of tags that hold no text of the release. */
const isRead = (name: string): boolean =>
  /(?:^\[Content_Types\]\.xml|\.rels)$/i.test(name) ||
  (/^word\/.*\.xml$/i.test(name) &&
    !/\/(?:theme\/|(?:settings|webSettings|fontTable|header|footer)\d*\.xml)/i.test(name));

// Built-in styles have these names in Word of any language.
const styles = [
  "p[style-name='Title'] => h1:fresh",
  "p[style-name='Subtitle'] => p:fresh",
  "p[style-name='Quote'] => blockquote > p:fresh",
  "p[style-name='Intense Quote'] => blockquote > p:fresh",
  ...[1, 2, 3, 4, 5].map((level) => `p[style-name='Heading ${level}'] => h${level + 1}:fresh`),
];

/** Without a title, the first headings are headlines. */
const risen = (html: string): string =>
  html.includes('<h1')
    ? html
    : html.replace(/<(\/?)h([2-6])\b/g, (_, slash, level) => `<${slash}h${Number(level) - 1}`);

/** Throws PermanentError "file-type", "zip" or "docx". */
export async function docxHtml(file: ReleaseFile): Promise<string> {
  if (isOldWord(file)) throw oldWord(file.key);
  const parts = unzip(file.key, file.bytes, isRead);
  for (const part of parts) checkPart(file.key, part);
  const size = parts.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (size > PARTS_LIMIT) {
    const megabytes = (size / 1024 / 1024).toFixed(1);
    throw refused(file.key, `holds text and markup of ${megabytes} MB; the limit is ${PARTS_LIMIT / 1024 / 1024} MB`);
  }
  const tags = count(parts, '<');
  if (tags > TAGS_LIMIT) throw refused(file.key, `has ${tags} tags of markup; the limit is ${TAGS_LIMIT}`);
  const attributes = count(parts, '=');
  if (attributes > ATTRIBUTES_LIMIT)
    throw refused(file.key, `has ${attributes} attributes in its markup; the limit is ${ATTRIBUTES_LIMIT}`);
  if (!parts.some(({ name }) => /^word\/[^/]+\.xml$/.test(name))) throw refused(file.key, 'holds no Word document');
  const clean = zipSync(Object.fromEntries(parts.map(({ name, bytes }) => [name, bytes])), { level: 0 });
  // Loaded for documents only: it is larger than everything else that reads texts.
  const { default: mammoth } = await import('mammoth');
  try {
    const { value } = await mammoth.convertToHtml(
      { buffer: Buffer.from(clean.buffer) },
      {
        styleMap: styles,
        includeEmbeddedStyleMap: false,
        externalFileAccess: false,
        convertImage: mammoth.images.imgElement(async () => ({ src: 'embedded:' })),
      },
    );
    return risen(value);
  } catch (cause) {
    // Nothing but the document can be at fault: mammoth reads nothing else.
    throw refused(file.key, "can't be read as a Word document. Save it anew as .docx", cause);
  }
}

function checkPart(key: string, { name, bytes }: ZipEntry): void {
  const content = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  // OPC, ISO/IEC 29500-2 §8.1.4: a part's XML holds no DTD. UTF-16, which could hide one, has zeros.
  if (content.includes('<!DOCTYPE') || content.includes('<!ENTITY'))
    throw refused(key, `holds a document type declaration in "${name}"`);
  if (content.includes(0)) throw refused(key, `holds "${name}", which is not UTF-8`);
}

function count(parts: ZipEntry[], sign: string): number {
  const byte = sign.charCodeAt(0);
  let found = 0;
  for (const { bytes } of parts) {
    for (let at = bytes.indexOf(byte); at !== -1; at = bytes.indexOf(byte, at + 1)) found++;
  }
  return found;
}

const refused = (key: string, fault: string, cause?: unknown): PermanentError =>
  new PermanentError('docx', `"${key}" ${fault}.`, { cause });
