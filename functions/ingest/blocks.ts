// A text as blocks, what a writer sets apart by an empty line, each with the line it stands on.
import type { Element, ElementContent, Root } from 'hast';
import { sanitize } from 'hast-util-sanitize';
import { h } from 'hastscript';
import remarkParse from 'remark-parse';
import remarkRehype from 'remark-rehype';
import { unified } from 'unified';
import { removePosition } from 'unist-util-remove-position';
import { safeLine, safeText } from '../core/safe-text.ts';
import { markup } from './markup.ts';
import { type Slice, slices } from './slices.ts';

export type Block = {
  node: Element;
  text: string;
  line: number;
  /** What the document itself says of its language; it beats detection. */
  language?: string;
  /** The text of a bundle that it stands in. */
  file?: string;
  /** The file's name says the language: it is no matter of judgement. */
  isNamed?: boolean;
};

/** "line 3", in a bundle "line 3 of fr.md". */
export const placeOf = ({ line, file }: Pick<Block, 'line' | 'file'>): string =>
  file === undefined ? `line ${line}` : `line ${line} of ${file}`;

/** Plain text is literal: "<b>" is shown as "<b>". Lines within a block are one paragraph. */
export function plainBlocks(text: string, firstLine: number): Block[] {
  const blocks: Block[] = [];
  let open: string[] = [];
  const lines = text.split('\n');
  for (const [index, line] of [...lines, ''].entries()) {
    const content = shown(safeLine(line.replace(/[\u200B\uFEFF]/g, '')));
    if (content !== '') open.push(content);
    else if (open.length > 0) {
      const paragraph = open.join(' ');
      blocks.push({ node: h('p', paragraph), text: paragraph, line: firstLine + index - open.length });
      open = [];
    }
  }
  return blocks;
}

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

/** The text of a block on one line. */
export const textOf = (node: Element): string => shown(safeLine(raw(node)));

/** Nothing where it holds only what nobody can see. */
const shown = (text: string): string => (/[^\s\p{C}]/u.test(text) ? text : '');

const inline = new Set(['a', 'strong', 'em', 'code']);

function raw(node: ElementContent): string {
  if (node.type === 'text') return node.value;
  if (node.type !== 'element') return '';
  const text = node.children.map(raw).join('');
  return inline.has(node.tagName) ? text : `${text}\n`;
}

/** What the schema leaves of it. */
export function clean(node: Root['children'][number]): Element[] {
  if (node.type !== 'element') return [];
  const tree = sanitize({ type: 'root', children: [node] }, markup);
  // The same text must give the same tree, wherever it stands in the file.
  removePosition(tree, { force: true });
  return tree.type === 'root' ? tree.children.filter((child) => child.type === 'element') : [];
}
