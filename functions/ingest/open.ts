// A file of any type that is read → its blocks, and what it says of itself.
import type { Problem } from '../core/release.ts';
import { type Block, markdownBlocks, plainBlocks } from './blocks.ts';
import { docxHtml } from './docx.ts';
import { checkSize, fileText, fileType, type ReleaseFile } from './file.ts';
import { type FrontMatter, openFrontMatter } from './front-matter.ts';

export type OpenedFile = { frontMatter: FrontMatter; blocks: Block[]; problems: Problem[] };

/** `languages` are the newsroom's. Throws PermanentError where nothing can be read. */
export async function opened(file: ReleaseFile, languages: readonly string[]): Promise<OpenedFile> {
  const type = fileType(file.key);
  if (type === '.docx') return document(file, languages);
  if (type === '.html' || type === '.htm') return page(file, languages);
  const { text: whole, problems: doubts } = fileText(file, languages);
  const { frontMatter, text, firstLine, problems } = openFrontMatter(whole);
  const blocks = type === '.md' ? markdownBlocks(text, firstLine) : plainBlocks(text, firstLine);
  return { frontMatter, blocks, problems: [...doubts, ...problems] };
}

async function page(file: ReleaseFile, languages: readonly string[]): Promise<OpenedFile> {
  const { declaredEncoding, htmlBlocks } = await import('./html.ts');
  const { text, problems: doubts } = fileText(file, languages, declaredEncoding(file.bytes));
  const { blocks, problems } = htmlBlocks(file.key, text, languages);
  return { ...openFrontMatter(''), blocks, problems: [...doubts, ...problems] };
}

/** Where a text has lines, a Word document has paragraphs. */
async function document(file: ReleaseFile, languages: readonly string[]): Promise<OpenedFile> {
  checkSize(file.key, file.bytes.length);
  const { htmlBlocks } = await import('./html.ts');
  const { blocks, problems } = htmlBlocks(file.key, await docxHtml(file), languages);
  const numbered = blocks.map((block, index) => ({ ...block, line: index + 1 }));
  return { ...openFrontMatter(''), blocks: numbered, problems };
}
