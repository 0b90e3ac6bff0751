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

export type Block = {
  node: Element;
  text: string;
  line: number;
  /** What the document itself says of its language; it beats detection. */
  language?: string;
};

/** Plain text is literal: "<b>" is shown as "<b>". Lines within a block are one paragraph. */
export function plainBlocks(text: string, firstLine: number): Block[] {
  const blocks: Block[] = [];
  let open: string[] = [];
  const lines = text.split('\n');
  for (const [index, line] of [...lines, ''].entries()) {
    const content = safeLine(line.replace(/[\u200B\uFEFF]/g, ''));
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
export function markdownBlocks(text: string, firstLine: number): Block[] {
  const parsed = markdown.runSync(markdown.parse(safeText(text)));
  return parsed.children.flatMap((child) => {
    const line = firstLine + (child.position?.start.line ?? 1) - 1;
    return clean(child).map((node) => ({ node, text: textOf(node), line }));
  });
}

/** The text of a block on one line. */
export const textOf = (node: Element): string => safeLine(raw(node));

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
