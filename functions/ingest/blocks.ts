// A text as blocks, what a writer sets apart by an empty line, each with the line it stands on.
import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import { safeLine } from '../core/safe-text.ts';

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
