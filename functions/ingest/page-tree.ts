// A web page as a tree, as browsers build it, but bounded.
import type { Root } from 'hast';
import { fromParse5 } from 'hast-util-from-parse5';
import { type DefaultTreeAdapterMap, defaultTreeAdapter, parse, type TreeAdapter } from 'parse5';
import { VFile } from 'vfile';
import { PermanentError } from '../core/errors.ts';

type Page = DefaultTreeAdapterMap['document'];
type PageNode = DefaultTreeAdapterMap['childNode'];

/** Elements within elements. Pages have some 30; thousands would break what walks the tree. */
const DEPTH_LIMIT = 256;
/** Elements, attributes and comments. A page that shows a release has some thousands. */
const NODES_LIMIT = 50_000;

/** Throws PermanentError "html". */
export function pageTree(key: string, page: string): Root {
  const tree = parse(page, { treeAdapter: bounded(key), sourceCodeLocationInfo: true, scriptingEnabled: false });
  // While formatting is mended, what is below an element moves with it, so the last word is the finished tree's.
  if (depth(tree) > DEPTH_LIMIT) throw tooDeep(key);
  const root = fromParse5(tree, { file: new VFile(page) });
  if (root.type === 'root') return root;
  throw new PermanentError('html', `"${key}" is no web page.`);
}

// Misnested formatting makes a parser repeat it: a few kilobytes can become gigabytes, and that while it parses.
function bounded(key: string): TreeAdapter<DefaultTreeAdapterMap> {
  let nodes = 0;
  let open = 0;
  const count = (more: number): void => {
    nodes += more;
    if (nodes > NODES_LIMIT) throw tooMany(key);
  };
  return {
    ...defaultTreeAdapter,
    createElement: (name, namespace, attributes) => {
      count(1 + attributes.length);
      return defaultTreeAdapter.createElement(name, namespace, attributes);
    },
    createCommentNode: (text) => {
      count(1);
      return defaultTreeAdapter.createCommentNode(text);
    },
    onItemPush: () => {
      open++;
      if (open > DEPTH_LIMIT) throw tooDeep(key);
    },
    onItemPop: () => {
      open--;
    },
  };
}

function depth(page: Page): number {
  let level = 0;
  for (let nodes: PageNode[] = page.childNodes; nodes.length > 0; level++) {
    nodes = nodes.flatMap((node) => ('childNodes' in node ? node.childNodes : []));
  }
  return level;
}

const tooMany = (key: string): PermanentError =>
  new PermanentError(
    'html',
    `"${key}" has more than ${NODES_LIMIT} elements and attributes. Send the release alone, not the whole page.`,
  );

const tooDeep = (key: string): PermanentError =>
  new PermanentError(
    'html',
    `"${key}" nests its elements deeper than ${DEPTH_LIMIT}. Send the release alone, not the whole page.`,
  );
