// One language's blocks as an edition: headline, subheadline, dateline, body.
import type { Element } from 'hast';
import { direction, ownName } from '../core/language.ts';
import type { Dateline, Edition, Problem } from '../core/release.ts';
import type { Block } from './blocks.ts';
import { ownDateline, runInDateline } from './dateline.ts';
import type { Run } from './runs.ts';

/** Characters. */
const SUMMARY = 300;
/** Characters; a longer second block is the lead. */
const SUBHEADLINE = 250;

export type Understood = { edition: Edition; line: number } | { problem: Problem };

/** The edition of a run, and its first line; or why it is none. */
export function edition({ language, blocks }: Run): Understood {
  const at = Math.max(
    0,
    blocks.findIndex(({ node }) => node.tagName === 'h1'),
  );
  const headline = blocks[at];
  if (!headline || headline.text === '') return { problem: noHeadline(language, blocks) };
  const { subheadline, dateline, body } = opening(blocks.toSpliced(at, 1), language);
  const [lead] = body.filter(({ node }) => node.tagName === 'p');
  if (!lead) return { problem: noBody(language, headline) };
  return {
    line: headline.line,
    edition: {
      language,
      headline: headline.text,
      subheadline,
      dateline,
      body: { type: 'root', children: body.map(({ node }) => lowered(node)) },
      summary: summary(lead.text, language),
    },
  };
}

type Opening = { subheadline: string | null; dateline: Dateline | null; body: Block[] };

// The dateline stands right below the headline, or below one subheadline.
function opening(blocks: Block[], language: string): Opening {
  for (const at of [0, 1]) {
    const block = blocks[at];
    const above = at === 0 ? undefined : blocks[0];
    if (!block || (above && !canBeSubheadline(above))) break;
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

const canBeSubheadline = ({ text }: Block): boolean => text.length <= SUBHEADLINE && !/[.!?؟。।۔:]$/u.test(text);

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

const named = (language: string): string => `${ownName(language)} (${language}, ${direction(language)})`;

const noHeadline = (language: string, blocks: Block[]): Problem => ({
  level: 'error',
  code: 'no-headline',
  message: `The text in ${named(language)} has no headline. Begin it with one.`,
  line: blocks[0]?.line ?? null,
});

const noBody = (language: string, { line }: Block): Problem => ({
  level: 'error',
  code: 'no-body',
  message: `The text in ${named(language)} is a headline without a body (line ${line}). Add its text, or take the headline out.`,
  line,
});
