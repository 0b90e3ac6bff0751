// An article's elements → the blocks that a release can hold: paragraphs, headings, lists, quotes.
import type { Element, ElementContent, Root } from 'hast';
import { h } from 'hastscript';
import { languageOf } from './furniture.ts';
import { hasContent, inlineParts, literal, phrasing } from './inline.ts';

type Parent = Root | Element;

/** A block, and the language that the elements around it say. */
export type Flow = { node: Element; language: string | undefined; line: number };
type Place = Omit<Flow, 'node'>;

const headings: Record<string, string> = { h1: 'h1', h2: 'h2', h3: 'h3', h4: 'h4', h5: 'h4', h6: 'h4' };

export function flow(article: Parent): Flow[] {
  const place = { language: undefined, line: 1 };
  return blocksOf(article, article.type === 'element' ? placeOf(article, place) : place);
}

function blocksOf(parent: Parent, place: Place): Flow[] {
  const blocks: Flow[][] = [];
  let inline: ElementContent[] = [];
  const close = (): void => {
    blocks.push(paragraphs(inline, place));
    inline = [];
  };
  for (const child of parent.children) {
    if (child.type === 'text' || (child.type === 'element' && isInline(child))) inline.push(child);
    else if (child.type === 'element') {
      close();
      blocks.push(blockOf(child, placeOf(child, place)));
    }
  }
  close();
  return blocks.flat();
}

/** Old pages put paragraphs into formatting: a <font> around them is no part of a paragraph. */
const isInline = (node: Element): boolean =>
  phrasing.has(node.tagName) && node.children.every((child) => child.type !== 'element' || isInline(child));

function blockOf(node: Element, place: Place): Flow[] {
  const tag = node.tagName;
  const heading = headings[tag];
  if (heading) return paragraphs([node], place, heading);
  if (tag === 'pre') return [{ ...place, node: h('pre', literal(node)) }];
  if (tag === 'ul' || tag === 'ol' || tag === 'menu' || tag === 'dir') return list(node, place);
  if (tag === 'blockquote') return wrapped('blockquote', blocksOf(node, place), place);
  if (tag === 'tr') return row(node, place);
  if (tag === 'dt') return paragraphs([h('strong', node.children)], place);
  return blocksOf(node, place);
}

function list(node: Element, place: Place): Flow[] {
  const items = node.children.flatMap((child) => {
    if (child.type !== 'element') return [];
    const [first, ...rest] = (child.tagName === 'li' ? blocksOf(child, place) : blockOf(child, place)).map(
      (block) => block.node,
    );
    if (!first) return [];
    const content = first.tagName === 'p' ? first.children : [first];
    return [h('li', rest.every(({ tagName }) => tagName !== 'p') ? [...content, ...rest] : [first, ...rest])];
  });
  const start = node.tagName === 'ol' && Number.isInteger(node.properties.start) ? node.properties.start : undefined;
  return items.length === 0 ? [] : [{ ...place, node: h(node.tagName === 'ol' ? 'ol' : 'ul', { start }, items) }];
}

const wrapped = (tag: string, blocks: Flow[], place: Place): Flow[] =>
  blocks.length === 0
    ? []
    : [
        {
          ...place,
          ...sharedLanguage(blocks, place),
          node: h(
            tag,
            blocks.map(({ node }) => node),
          ),
        },
      ];

const sharedLanguage = ([first, ...rest]: Flow[], { language }: Place): Pick<Place, 'language'> => ({
  language: rest.every((one) => one.language === first?.language) ? (first?.language ?? language) : language,
});

// A table of figures becomes a line per row; a table that lays out the page becomes what is in it.
function row(node: Element, place: Place): Flow[] {
  const cells = node.children.filter((child) => child.type === 'element');
  const contents = cells.map((cell) => blocksOf(cell, placeOf(cell, place)));
  const isFigures = contents.every(
    (blocks) => blocks.length <= 1 && blocks.every((block) => block.node.tagName === 'p'),
  );
  if (!isFigures || contents.flat().length < 2) return contents.flat();
  const children = contents
    .flat()
    .flatMap((block, index): ElementContent[] => [
      ...(index === 0 ? [] : [{ type: 'text' as const, value: ' · ' }]),
      ...block.node.children,
    ]);
  return [{ ...place, ...sharedLanguage(contents.flat(), place), node: h('p', children) }];
}

const placeOf = (node: Element, { language, line }: Place): Place => ({
  language: languageOf(node) ?? language,
  line: node.position?.start.line ?? line,
});

/** Inline content as blocks; two line breaks in a row part paragraphs. */
function paragraphs(inline: ElementContent[], place: Place, tag = 'p'): Flow[] {
  const language = onlyLanguage(inline) ?? place.language;
  const line = inline.find((node) => node.position && hasContent(node))?.position?.start.line ?? place.line;
  return inlineParts(inline).map((children) => ({ language, line, node: h(tag, children) }));
}

/** Word gives the language to the text within a paragraph: that of all its text is the paragraph's. */
function onlyLanguage(inline: ElementContent[]): string | undefined {
  const [only, ...rest] = inline.filter(hasContent);
  if (rest.length > 0 || only?.type !== 'element') return undefined;
  return onlyLanguage(only.children) ?? languageOf(only);
}
