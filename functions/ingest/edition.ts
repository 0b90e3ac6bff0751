// One language's blocks as an edition: headline, subheadline, dateline, body.
import type { Element } from 'hast';
import type { Dateline, Edition, Problem } from '../core/release.ts';
import type { Block } from './blocks.ts';
import { ownDateline, runInDateline } from './dateline.ts';
import { doubtfulHeadline, headlineAt, isShort, noBody, noHeadline } from './headline.ts';
import type { Run } from './runs.ts';

/** Characters. */
const SUMMARY = 300;

/** What is said of a text, and its edition unless it can't be published; `line` is the headline's, or the first. */
export type Understood = { edition: Edition | null; line: number; problems: Problem[] };

export function edition({ language, blocks }: Run): Understood {
  const at = headlineAt(blocks, language);
  const headline = at === undefined ? undefined : blocks[at];
  if (at === undefined || !headline || headline.text === '') {
    return { edition: null, line: blocks[0]?.line ?? 1, problems: [noHeadline(blocks, language)] };
  }
  const { subheadline, dateline, body } = opening(blocks.toSpliced(at, 1), language);
  const lead = leadOf(body);
  return {
    line: headline.line,
    problems: body.some(isTold) ? doubtfulHeadline(headline, blocks, language) : [noBody(headline, language)],
    edition: {
      language,
      headline: headline.text,
      subheadline,
      dateline,
      body: { type: 'root', children: body.map(({ node }) => lowered(node)) },
      summary: summary(lead?.text ?? subheadline ?? headline.text, language),
    },
  };
}

/** A heading or a rule with nothing below it is no body. */
const isTold = ({ node }: Block): boolean => !/^h[1-6r]$/.test(node.tagName);

/** The first paragraph, or in a text without one what comes first. */
const leadOf = (body: Block[]): Block | undefined => {
  const told = body.filter((block) => isTold(block) && block.text !== '');
  return told.find(({ node }) => node.tagName === 'p') ?? told[0];
};

type Opening = { subheadline: string | null; dateline: Dateline | null; body: Block[] };

// The dateline stands right below the headline, or below one subheadline.
function opening(blocks: Block[], language: string): Opening {
  for (const at of [0, 1]) {
    const block = blocks[at];
    const above = at === 0 ? undefined : blocks[0];
    if (!block || (above && !isShort(above.text))) break;
    const own = ownDateline(block.text, language);
    const subheadline = above?.text ?? null;
    if (own) return { subheadline, dateline: own, body: blocks.slice(at + 1) };
    const runIn = runInDateline(block.text, language);
    if (runIn) {
      const lead = {
        ...block,
        text: runIn.rest,
        node: withoutStart(folded(block.node), block.text.length - runIn.rest.length),
      };
      return { subheadline, dateline: runIn.dateline, body: [lead, ...blocks.slice(at + 1)] };
    }
  }
  return { subheadline: null, dateline: null, body: blocks };
}

/** With single spaces, so that its text is as long as the block's. */
const folded = (element: Element): Element => ({
  ...element,
  children: element.children.map((child) => {
    if (child.type === 'text') return { ...child, value: child.value.replace(/\s+/gu, ' ') };
    return child.type === 'element' ? folded(child) : child;
  }),
});

/** The element without the first `count` characters of its text. */
function withoutStart(element: Element, count: number): Element {
  let left = count;
  const children = element.children.flatMap((child) => {
    if (left <= 0 || (child.type !== 'text' && child.type !== 'element')) return [child];
    const length = textLength(child);
    const cut = Math.min(left, length);
    left -= cut;
    if (cut === length) return [];
    return child.type === 'text' ? [{ ...child, value: child.value.slice(cut) }] : [withoutStart(child, cut)];
  });
  return { ...element, children };
}

const textLength = (node: Element['children'][number]): number => {
  if (node.type === 'text') return node.value.length;
  return node.type === 'element' ? node.children.reduce((sum, child) => sum + textLength(child), 0) : 0;
};

// The headline is the page's h1; a body that has its own h1 keeps its order one level below.
const lowered = (node: Element): Element => (node.tagName === 'h1' ? { ...node, tagName: 'h2' } : node);

function summary(lead: string, language: string): string {
  if (lead.length <= SUMMARY) return lead;
  const words = [...new Intl.Segmenter(language, { granularity: 'word' }).segment(lead.slice(0, SUMMARY))];
  const last = words.at(-1);
  return `${lead.slice(0, last?.index ?? SUMMARY).trimEnd()}…`;
}
