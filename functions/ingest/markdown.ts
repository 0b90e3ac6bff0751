// A Markdown text as blocks.
import type { Root } from 'hast';
import { h } from 'hastscript';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { safeText } from '../core/safe-text.ts';
import { type Block, textOf } from './blocks.ts';
import { clean } from './clean.ts';
import { type Slice, slices } from './slices.ts';

const markdown = unified().use(remarkParse).use(remarkRehype);

/** Markdown's blocks, sanitised; HTML in it is dropped. */
export const markdownBlocks = (text: string, firstLine: number): Block[] =>
  slices(safeText(text), firstLine).flatMap(blocksOfSlice);

function blocksOfSlice({ text, firstLine }: Slice): Block[] {
  const parsed = markdown.runSync(markdown.parse(text));
  return parsed.children.flatMap((child) => {
    const line = firstLine + (child.position?.start.line ?? 1) - 1;
    return clean(day(child)).map((node) => ({ node, text: textOf(node), line }));
  });
}

type Child = Root['children'][number];

/** "9. März 2026, Glenmore" is to Markdown a list that begins at 9 and has one item. */
function day(child: Child): Child {
  if (child.type !== 'element' || child.tagName !== 'ol') return child;
  const [item, ...more] = child.children.filter((one) => one.type === 'element');
  if (!item || more.length > 0 || !/^\p{L}+\.? \d{4}(?!\p{N})/u.test(textOf(item))) return child;
  return h('p', [`${child.properties.start ?? 1}. `, ...item.children]);
}
