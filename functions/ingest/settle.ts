// Every block's language: what is sure stands, and the rest is settled by what stands around it.
import { closingLanguages, isContact } from './cues.ts';
import { ownDateline, runInDateline } from './dateline.ts';
import { guess, type Verdict } from './language-of.ts';
import { possible } from './letters.ts';

/** A block as it is settled. `language` is undefined until it is. */
export type Judged = { text: string; isHeading: boolean; verdict: Verdict; language: string | undefined };

/** Lead in the detector's score below which a short block between two languages is placed by its layout. */
const SHORT_MARGIN = 0.08;

/** Characters. */
const LONGEST_DATELINE = 120;
const LONGEST_HEADLINE = 400;

/** What could be a headline: no sentence that ends in a full stop, no dateline, no contact. */
export function isHeadlike({ text, isHeading }: Judged, languages: readonly string[]): boolean {
  if (isHeading) return true;
  if (text.length > LONGEST_HEADLINE || /[.。।۔:][\s"'”’»」』]*$/u.test(text) || isContact(text)) return false;
  return closingLanguages(text).length === 0 && !isDated(text, languages);
}

const isDated = (text: string, languages: readonly string[]): boolean =>
  datelineLanguages(text, languages).length > 0 ||
  possible(text, languages).some((language) => runInDateline(text, language));

/** The languages in which the whole block is a dateline. */
export const datelineLanguages = (text: string, languages: readonly string[]): string[] =>
  /\p{N}|年/u.test(text) && text.length <= LONGEST_DATELINE
    ? languages.filter((language) => ownDateline(text, language))
    : [];

/** Settles what is left between and beside the sure blocks. There is at least one. */
export function settle(blocks: Judged[]): void {
  foreignQuotations(blocks);
  headlines(blocks);
  for (const gap of gaps(blocks)) fill(blocks, gap);
}

const found = (blocks: Judged[]): string[] => [
  ...new Set(blocks.flatMap(({ language }) => (language === undefined ? [] : [language]))),
];

/** A sentence of another language amid a text stays in that text, unless its language has a headline of its own. */
function foreignQuotations(blocks: Judged[]): void {
  const all = found(blocks);
  const titled = new Set(blocks.filter((block) => isHeadlike(block, all)).map(({ language }) => language));
  const anchors = blocks.filter(({ language }) => language !== undefined);
  const quoted = anchors.filter(({ language }, index) => {
    const [before, after] = [anchors[index - 1]?.language, anchors[index + 1]?.language];
    return !titled.has(language) && before !== undefined && before === after && before !== language;
  });
  const count = (all: Judged[], language: string | undefined) => all.filter((one) => one.language === language).length;
  const only = new Set(found(quoted).filter((language) => count(quoted, language) === count(anchors, language)));
  for (const block of quoted.filter(({ language = '' }) => only.has(language))) block.language = undefined;
}

/** Headlines that are stacked above all bodies: each body without one gets one. */
function headlines(blocks: Judged[]): void {
  const all = found(blocks);
  const end = blocks.findIndex((block) => !isHeadlike(block, all));
  const stack = end < 0 ? [] : blocks.slice(0, end);
  const below = blocks.slice(stack.length);
  const wanting = found(below).filter((language) => {
    const first = below.find((block) => block.language === language);
    return first && !isHeadlike(first, all) && !stack.some((block) => block.language === language);
  });
  const open = stack.filter(({ language }) => language === undefined);
  if (stack.length < 2 || wanting.length === 0) return;
  const take = (block: Judged, language: string | undefined) => {
    if (language === undefined || !wanting.includes(language)) return;
    block.language = language;
    wanting.splice(wanting.indexOf(language), 1);
  };
  for (const margin of [SHORT_MARGIN, 0]) {
    for (const block of open.filter(({ language }) => !language)) take(block, guess(block.text, all, margin));
  }
  const left = open.filter(({ language }) => !language);
  if (left.length > wanting.length) return;
  for (const block of left) take(block, possible(block.text, wanting)[0]);
}

type Gap = { start: number; end: number };

function gaps(blocks: Judged[]): Gap[] {
  const open: Gap[] = [];
  for (const [index, { language }] of blocks.entries()) {
    const last = open.at(-1);
    if (language !== undefined) continue;
    if (last?.end === index) last.end = index + 1;
    else open.push({ start: index, end: index + 1 });
  }
  return open;
}

/** The blocks up to some point belong to the text before, those after it to the text that follows. */
function fill(blocks: Judged[], { start, end }: Gap): void {
  const [before, after] = [blocks[start - 1]?.language, blocks[end]?.language];
  const gap = blocks.slice(start, end);
  if (before === undefined || after === undefined || before === after) {
    for (const block of gap) block.language = after ?? before;
    return;
  }
  const signs = gap.map((block) => sign(block, before, after));
  const usual = usualSplit(blocks, { start, end });
  const best = bestSplit(
    signs.map((language) => (language === undefined ? undefined : language === before)),
    usual,
  );
  for (const [index, block] of gap.entries()) block.language = index < best ? before : after;
}

/** The split that the fewest signs speak against, and of these the one nearest to the usual. */
function bestSplit(isBefore: (boolean | undefined)[], usual: number): number {
  let against = isBefore.filter((sign) => sign === true).length;
  let best = { split: 0, against, distance: usual };
  for (const [index, sign] of isBefore.entries()) {
    if (sign !== undefined) against += sign ? -1 : 1;
    const distance = Math.abs(index + 1 - usual);
    if (against < best.against || (against === best.against && distance < best.distance)) {
      best = { split: index + 1, against, distance };
    }
  }
  return best.split;
}

/** Which of two languages a short block is of, as far as it tells. */
function sign({ text, verdict }: Judged, before: string, after: string): string | undefined {
  const both = [before, after];
  const dated = datelineLanguages(text, both);
  if (dated.length > 0) return dated.includes(after) ? after : before;
  const closing = closingLanguages(text).filter((language) => both.includes(language));
  if (closing.length > 0 || isContact(text)) return closing.length === 1 ? closing[0] : before;
  return guess(text, both, verdict ? 0 : SHORT_MARGIN);
}

/** Where the next text begins if nothing else tells: at its headline, if it has none yet, or at its dateline. */
function usualSplit(blocks: Judged[], { start, end }: Gap): number {
  const gap = blocks.slice(start, end);
  const [first] = blocks.slice(end);
  const after = first?.language;
  if (!first || after === undefined) return gap.length;
  const dateline = gap.findLastIndex(({ text }) => datelineLanguages(text, [after]).length > 0);
  const begin = dateline < 0 ? gap.length : dateline;
  const hasHeadline = blocks.slice(0, start).some(({ language }) => language === after) || isHeadlike(first, [after]);
  return hasHeadline ? begin : Math.max(0, begin - 1);
}
