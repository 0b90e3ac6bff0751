// Which of a text's blocks is its headline, and whether it looks like one.
import { direction, ownName } from '../core/language.ts';
import type { Problem } from '../core/release.ts';
import { type Block, placeOf } from './blocks.ts';
import { ownDateline, runInDateline } from './dateline.ts';

/** Characters. A longer block that ends as a sentence does is a paragraph; one of two sentences may be shorter. */
const LONGEST_SENTENCE = 250;
const LONGEST_SENTENCES = 200;
/** A Chinese character says as much as three of an alphabet's. */
const PER_CHARACTER = 3;

const closers = `["'”’»“「」』)）\\]\\s]*`;
const sentenceEnd = new RegExp(`[.!?…؟。।۔！？]${closers}$`, 'u');
// Not after "Mr." or "H.E.": the word before the full stop has four letters, or the script has no abbreviations.
const sentenceBreak = new RegExp(
  `(?:\\p{L}{4}[.!?؟]${closers.replace('*', '+')}\\p{L}|[\\p{L}\\p{M}]\\s?[।۔]${closers}\\p{L}|[。！？]\\p{L})`,
  'u',
);

/** Whether the block ends as a sentence does, or announces what follows. */
export const isSentence = (text: string): boolean => sentenceEnd.test(text) || text.endsWith(':');

/** Whether it may stand alone between headline and lead. */
export const isShort = (text: string): boolean => text.length <= LONGEST_SENTENCE && !isSentence(text);

/**
 * The index of the headline; undefined where the text begins with its dateline or its lead. Some press offices write
 * the day above the headline, or begin it with the day: "9 March 2026: Reservoir opens".
 */
export function headlineAt(blocks: Block[], language: string): number | undefined {
  const title = blocks.findIndex(({ node }) => node.tagName === 'h1');
  const [first, second] = blocks;
  if (title >= 0) return title;
  if (!first) return undefined;
  const lead = runInDateline(first.text, language);
  if (lead && isShort(lead.rest) && /[:：]\s*$/u.test(first.text.slice(0, -lead.rest.length))) return 0;
  if (ownDateline(first.text, language)) return blocks.length > 2 && second && isShort(second.text) ? 1 : undefined;
  return lead && !isShort(lead.rest) ? undefined : 0;
}

export function doubtfulHeadline(headline: Block, blocks: Block[], language: string): Problem[] {
  const { text, node, line } = headline;
  if (/^h\d$/.test(node.tagName) || blocks.length < 2 || !sentenceEnd.test(text)) return [];
  const length = text.length + (PER_CHARACTER - 1) * (text.match(ideographs)?.length ?? 0);
  if (length <= (sentenceBreak.test(text) ? LONGEST_SENTENCES : LONGEST_SENTENCE)) return [];
  return [
    {
      level: 'warning',
      code: 'headline-doubtful',
      message: `The text in ${named(language)} begins with what looks like a paragraph (${placeOf(headline)}); it was taken as the headline.`,
      line,
    },
  ];
}

const ideographs = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;

export function noHeadline([first]: Block[], language: string): Problem {
  const isDated = first && (ownDateline(first.text, language) || runInDateline(first.text, language));
  const fault = isDated ? `begins with its dateline (${placeOf(first)}) and has no headline` : 'has no headline';
  return {
    level: 'error',
    code: 'no-headline',
    message: `The text in ${named(language)} ${fault}. Begin it with one.`,
    line: first?.line ?? null,
  };
}

export const noBody = (block: Block, language: string): Problem => ({
  level: 'warning',
  code: 'no-body',
  message: `The text in ${named(language)} is a headline without a body (${placeOf(block)}). It goes out as a headline alone; add its text, or take the headline out.`,
  line: block.line,
});

const named = (language: string): string => `${ownName(language)} (${language}, ${direction(language)})`;
