// A web page as a tree, as browsers build it, but bounded.
import type { Root } from 'hast';
import { fromParse5 } from 'hast-util-from-parse5';
import { type DefaultTreeAdapterMap, defaultTreeAdapter, Parser, type TreeAdapter } from 'parse5';
import { VFile } from 'vfile';
import { PermanentError } from '../core/errors.ts';

type Page = DefaultTreeAdapterMap['document'];
type PageNode = DefaultTreeAdapterMap['childNode'];

/** Elements within elements. Pages have some 30; thousands would break what walks the tree. */
const DEPTH_LIMIT = 256;
/** Elements and comments, and attributes by four. A page that shows a release has some thousands. */
const NODES_LIMIT = 6000;
/** Characters; a longer page takes so much memory by itself that half the elements must do. */
const LONG = 500_000;
/** Attributes of one element: to find those given twice takes the square of their number. */
const ATTRIBUTES_LIMIT = 500;
/** Characters that are parsed between two looks at what came of them. */
const STRETCH = 4096;

/** Throws PermanentError "html". */
export function pageTree(key: string, page: string): Root {
  const tree = parsed(key, page);
  // While formatting is mended, what is below an element moves with it, so the last word is the finished tree's.
  if (depth(tree) > DEPTH_LIMIT) throw tooDeep(key);
  const root = fromParse5(tree, { file: new VFile(page) });
  if (root.type === 'root') return root;
  throw new PermanentError('html', `"${key}" is no web page.`);
}

function parsed(key: string, page: string): Page {
  const options = {
    treeAdapter: bounded(key, page.length > LONG ? NODES_LIMIT / 2 : NODES_LIMIT),
    sourceCodeLocationInfo: true,
    scriptingEnabled: false,
  };
  const parser = new Parser<DefaultTreeAdapterMap>(options);
  for (let at = 0; at < page.length || at === 0; at += STRETCH) {
    parser.tokenizer.write(page.slice(at, at + STRETCH), at + STRETCH >= page.length);
    if (openAttributes(parser.tokenizer) > ATTRIBUTES_LIMIT) throw tooMany(key, ATTRIBUTES_LIMIT);
  }
  return parser.document;
}

/** Those of a tag that has not ended: the adapter hears of a tag when it has. */
function openAttributes(tokenizer: object): number {
  const token: unknown = Reflect.get(tokenizer, 'currentToken');
  if (typeof token !== 'object' || token === null || !('attrs' in token)) return 0;
  return Array.isArray(token.attrs) ? token.attrs.length : 0;
}

// Misnested formatting makes a parser repeat it: a few kilobytes can become gigabytes, and that while it parses.
function bounded(key: string, limit: number): TreeAdapter<DefaultTreeAdapterMap> {
  let nodes = 0;
  let open = 0;
  let words = 0;
  const count = (more: number): void => {
    nodes += more;
    if (nodes > limit) throw tooMany(key, limit);
  };
  return {
    ...defaultTreeAdapter,
    createElement: (name, namespace, attributes) => {
      count(1 + attributes.length / 4);
      return defaultTreeAdapter.createElement(name, namespace, attributes);
    },
    createCommentNode: (text) => {
      count(1);
      return defaultTreeAdapter.createCommentNode(text);
    },
    // V8 keeps a text that was put together word by word in pieces, 32 bytes each, until a character of it is asked for.
    insertText: (parent, text) => {
      defaultTreeAdapter.insertText(parent, text);
      words++;
      const last = words % 4096 === 0 ? parent.childNodes.at(-1) : undefined;
      if (last && 'value' in last) last.value.charCodeAt(0);
    },
    // Only the lines of elements are asked for.
    setNodeSourceCodeLocation: (node, location) => {
      if (location && 'attrs' in location) delete location.attrs;
      defaultTreeAdapter.setNodeSourceCodeLocation(node, location);
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

const tooMany = (key: string, limit: number): PermanentError =>
  new PermanentError(
    'html',
    `"${key}" has more than ${limit} elements and attributes. Send the release alone, not the whole page.`,
  );

const tooDeep = (key: string): PermanentError =>
  new PermanentError(
    'html',
    `"${key}" nests its elements deeper than ${DEPTH_LIMIT}. Send the release alone, not the whole page.`,
  );
