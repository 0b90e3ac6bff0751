// A file of any type that is read → its blocks, and what it says of itself.
import type { Problem } from '../core/release.ts';
import { type Block, markdownBlocks, plainBlocks } from './blocks.ts';
import { docxHtml } from './docx.ts';
import { checkSize, fileText, fileType, type ReleaseFile } from './file.ts';
import { type FrontMatter, metadataSettings, openFrontMatter, settings } from './front-matter.ts';

/** A picture that came with the texts. */
export type Image = {
  /** Named by its content: "3f2a….jpg". */
  name: string;
  type: string;
  bytes: Uint8Array;
};

export type OpenedFile = { frontMatter: FrontMatter; blocks: Block[]; problems: Problem[]; images: Image[] };

type Text = Omit<OpenedFile, 'images'>;

/** `languages` are the newsroom's. Throws PermanentError where nothing can be read. */
export async function opened(file: ReleaseFile, languages: readonly string[]): Promise<OpenedFile> {
  const { frontMatter, blocks, problems } = await text(file, languages);
  const outside = metadataSettings(file.metadata ?? {});
  return {
    // What a press officer wrote into the file outweighs what a program said of it.
    frontMatter: { ...outside.frontMatter, ...frontMatter },
    blocks,
    problems: [...outside.problems, ...problems],
    images: [],
  };
}

async function text(file: ReleaseFile, languages: readonly string[]): Promise<Text> {
  const type = fileType(file.key);
  if (type === '.docx') return document(file, languages);
  if (type === '.html' || type === '.htm') return page(file, languages);
  const { text: whole, problems: doubts } = fileText(file, languages);
  if (type === '.yaml') return settingsAlone(file.key, whole, doubts);
  const { frontMatter, text: rest, firstLine, problems } = openFrontMatter(whole);
  const blocks = type === '.md' ? markdownBlocks(rest, firstLine) : plainBlocks(rest, firstLine);
  return { frontMatter, blocks, problems: [...doubts, ...problems] };
}

async function page(file: ReleaseFile, languages: readonly string[]): Promise<Text> {
  const { declaredEncoding, htmlBlocks } = await import('./html.ts');
  const { text: whole, problems: doubts } = fileText(file, languages, declaredEncoding(file.bytes));
  const { blocks, problems } = htmlBlocks(file.key, whole, languages);
  return { frontMatter: {}, blocks, problems: [...doubts, ...problems] };
}

/** Where a text has lines, a Word document has paragraphs. */
async function document(file: ReleaseFile, languages: readonly string[]): Promise<Text> {
  checkSize(file.key, file.bytes.length);
  const { htmlBlocks } = await import('./html.ts');
  const { blocks, problems } = htmlBlocks(file.key, await docxHtml(file), languages);
  const numbered = blocks.map((block, index) => ({ ...block, line: index + 1 }));
  return { frontMatter: {}, blocks: numbered, problems };
}

/** A release by settings alone can only be taken back. */
function settingsAlone(key: string, yaml: string, doubts: Problem[]): Text {
  const { frontMatter, problems } = settings(yaml, { name: `"${key}"`, above: 0 });
  const message = `"${key}" holds settings only. It can take the release of this name back, as "status: withdrawn".`;
  const alone: Problem[] =
    frontMatter.status === 'withdrawn' || problems.length > 0
      ? []
      : [{ level: 'error', code: 'no-text', message, line: null }];
  return { frontMatter, blocks: [], problems: [...doubts, ...problems, ...alone] };
}
