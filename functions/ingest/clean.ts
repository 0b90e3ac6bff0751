// The one way from any markup into our trees: what the schema lets through.
import type { Element, Root } from 'hast';
import { sanitize } from 'hast-util-sanitize';
import { removePosition } from 'unist-util-remove-position';
import { markup } from './markup.ts';

/** What the schema leaves of it. */
export function clean(node: Root['children'][number]): Element[] {
  if (node.type !== 'element') return [];
  const tree = sanitize({ type: 'root', children: [node] }, markup);
  // The same text must give the same tree, wherever it stands in the file.
  removePosition(tree, { force: true });
  return tree.type === 'root' ? tree.children.filter((child) => child.type === 'element') : [];
}
