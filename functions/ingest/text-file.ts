// A file that holds a text → its blocks, and what it says of itself.
import { sha256 } from '../core/digest.ts';
import type { Problem } from '../core/release.ts';
import { type Block, plainBlocks } from './blocks.ts';
import { docxHtml } from './docx.ts';
import { checkSize, fileText, fileType, type ReleaseFile } from './file.ts';
import type { Opened } from './front-matter.ts';
import { type Lookup, leftOut, noPictures, placed } from './references.ts';
import type { FrontMatter } from './settings.ts';

export type TextFile = { frontMatter: FrontMatter; blocks: Block[]; problems: Problem[] };

/** `languages` are the newsroom's. Throws PermanentError where nothing can be read. */
export async function textFile(
  file: ReleaseFile,
  languages: readonly string[],
  lookup: Lookup = noPictures,
): Promise<TextFile> {
  const type = fileType(file.key);
  if (type === '.docx') return document(file, languages);
  if (type === '.html' || type === '.htm') return page(file, languages, lookup);
  const { text: whole, problems: doubts } = fileText(file, languages);
  if (type === '.yaml') return settingsAlone(file.key, whole, doubts);
  const { frontMatter, text: rest, firstLine, problems } = await opened(whole);
  if (type !== '.md') return { frontMatter, blocks: plainBlocks(rest, firstLine), problems: [...doubts, ...problems] };
  const { markdownBlocks } = await import('./markdown.ts');
  const { blocks, dropped } = placed(markdownBlocks(rest, firstLine), lookup);
  return { frontMatter, blocks, problems: [...doubts, ...problems, ...leftOut(dropped)] };
}

/** YAML's parser is loaded where there is some: most plain texts have none. */
async function opened(file: string): Promise<Opened> {
  if (!/^\uFEFF?---/.test(file)) return { frontMatter: {}, text: file, firstLine: 1, problems: [] };
  return (await import('./front-matter.ts')).openFrontMatter(file);
}

async function page(file: ReleaseFile, languages: readonly string[], lookup: Lookup): Promise<TextFile> {
  const { declaredEncoding, htmlBlocks } = await import('./html.ts');
  const { text: whole, problems: doubts } = fileText(file, languages, declaredEncoding(file.bytes));
  // RFC 2606 §2: no host is ever of this name.
  const marker = `https://${sha256(whole).slice(0, 40)}.invalid/`;
  const { blocks, problems } = htmlBlocks(
    file.key,
    whole,
    languages,
    lookup === noPictures ? undefined : { marker, lookup },
  );
  return { frontMatter: {}, blocks: placed(blocks, lookup, marker).blocks, problems: [...doubts, ...problems] };
}

/** Where a text has lines, a Word document has paragraphs. */
async function document(file: ReleaseFile, languages: readonly string[]): Promise<TextFile> {
  checkSize(file.key, file.bytes.length);
  const { htmlBlocks } = await import('./html.ts');
  const { blocks, problems } = htmlBlocks(file.key, await docxHtml(file), languages);
  const numbered = blocks.map((block, index) => ({ ...block, line: index + 1 }));
  return { frontMatter: {}, blocks: numbered, problems };
}

/** A release by settings alone can only be taken back. */
async function settingsAlone(key: string, yaml: string, doubts: Problem[]): Promise<TextFile> {
  const { settings } = await import('./front-matter.ts');
  const { frontMatter, problems } = settings(yaml, { name: `"${key}"`, above: 0 });
  const message = `"${key}" holds settings only. It can take the release of this name back, as "status: withdrawn".`;
  const alone: Problem[] =
    frontMatter.status === 'withdrawn' || problems.length > 0
      ? []
      : [{ level: 'error', code: 'no-text', message, line: null }];
  return { frontMatter, blocks: [], problems: [...doubts, ...problems, ...alone] };
}
