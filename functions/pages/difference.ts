// What readers see of a correction: the passages that changed, word by word where a paragraph stayed itself.
import { diffArrays } from 'diff';
import type { Element, ElementContent, Root } from 'hast';
import { toText } from 'hast-util-to-text';
import { h } from 'hastscript';
import type { Texts } from '../../templates/texts.ts';
import type { Edition } from '../core/release.ts';
import { isWord, phrases, type Segment, segmentIn } from './phrases.ts';

// Limits on edits and sizes, never on time: the same two editions must give the same bytes on any machine.
const MAX_BLOCK_EDITS = 1000;
const MAX_PAIRS_TRIED = 2500;
/** Of changed text in one edition; a page that shows more would help nobody. */
const MAX_CHARACTERS = 100_000;
/** From which share of common words two paragraphs are one paragraph, rewritten. */
const ALIKE = 0.5;

type Block = { text: string; markup: string; addresses: string };
/** A block before and after; one of them is null where it was added or removed. */
type Pair = { before: Block | null; after: Block | null };

/** The passages of `after` that differ from `before`, for a page in their language; empty where none does. */
export function difference(
  before: Edition,
  after: Edition,
  { t, marks }: Pick<Texts, 't' | 'marks'>,
): ElementContent[] {
  const segment = segmentIn(after.language);
  const old = partsOf(before);
  const parts = partsOf(after).map((part, index) => align(old[index] ?? [], part, segment));
  const pairs = parts.flatMap((part) => part ?? []);
  const passages = pairs
    .filter(isTextChanged)
    .map(({ before, after }) => h('p', phrases(before?.text ?? '', after?.text ?? '', segment)));
  const note = (text: string) => h('p', { ...marks, className: 'note' }, text);
  return [
    ...passages,
    ...(parts.includes(null) ? [note(t('history.large'))] : []),
    ...(pairs.some(isMarkupChanged) ? [note(t('history.markup'))] : []),
  ];
}

const isTextChanged = ({ before, after }: Pair) =>
  before?.text !== after?.text && `${before?.text ?? ''}${after?.text ?? ''}` !== '';

/** A rewritten paragraph differs in its markup anyway: only where it links to is compared. */
function isMarkupChanged({ before, after }: Pair): boolean {
  if (!before || !after) return (before ?? after)?.text === '';
  return before.text === after.text ? before.markup !== after.markup : before.addresses !== after.addresses;
}

// Headline, subheadline, dateline and body: a part is compared with the same part only.
const partsOf = ({ headline, subheadline, dateline, body }: Edition): Block[][] => [
  [lineBlock(headline)],
  subheadline ? [lineBlock(subheadline)] : [],
  dateline ? [lineBlock(dateline.text)] : [],
  body.children.flatMap(blocksOf),
];

const oneLine = (text: string) => text.replace(/\s+/gu, ' ').trim();
const lineBlock = (text: string): Block => ({ text: oneLine(text), markup: '', addresses: '' });

function blocksOf(node: Root['children'][number]): Block[] {
  if (node.type !== 'element') return node.type === 'text' && node.value.trim() ? [lineBlock(node.value)] : [];
  const inner = node.children.filter((child) => child.type !== 'text' || child.value.trim() !== '');
  const isGroup = /^(?:ul|ol)$/.test(node.tagName) || (node.tagName === 'blockquote' && inner.every(isParagraph));
  if (isGroup && inner.length > 0) return inner.flatMap(blocksOf);
  const { addresses, pictures } = within(node);
  return [
    { text: oneLine(toText(node)) || pictures.join(' '), markup: markupOf(node), addresses: addresses.join(' ') },
  ];
}

const isParagraph = (node: ElementContent) =>
  node.type === 'element' && /^(?:p|ul|ol|h\d|blockquote|pre)$/.test(node.tagName);

/** Where the element's links and pictures point to, and what the pictures show. */
function within({ properties, children }: Element): { addresses: string[]; pictures: string[] } {
  const deeper = children.flatMap((child) => (child.type === 'element' ? [within(child)] : []));
  const own = (names: string[]) => names.flatMap((name) => (properties[name] ? [String(properties[name])] : []));
  return {
    addresses: [...own(['href', 'src']), ...deeper.flatMap(({ addresses }) => addresses)],
    pictures: [...own(['alt']), ...deeper.flatMap(({ pictures }) => pictures)],
  };
}

// Lines that were wrapped elsewhere, and positions in a source file, are no change.
const markupOf = (node: Element): string =>
  JSON.stringify(node, (name, value: unknown) => {
    if (name === 'position') return undefined;
    return name === 'value' && typeof value === 'string' ? value.replace(/[ \t\r\n]+/g, ' ') : value;
  });

/** The blocks of both sides in reading order, each with its counterpart; null where too much changed. */
function align(before: Block[], after: Block[], segment: Segment): Pair[] | null {
  const comparator = (one: Block, other: Block) => one.text === other.text;
  const runs = diffArrays(before, after, { comparator, maxEditLength: MAX_BLOCK_EDITS });
  const changed = runs?.filter(({ added, removed }) => added || removed).flatMap(({ value }) => value) ?? [];
  if (!runs || changed.reduce((sum, { text }) => sum + text.length, 0) > MAX_CHARACTERS) return null;
  const pairs: Pair[] = [];
  const [gone, come]: [Block[], Block[]] = [[], []];
  const settle = () => pairs.push(...pairUp(gone.splice(0), come.splice(0), segment));
  let index = 0;
  for (const { added, removed, value } of runs) {
    if (added) come.push(...value);
    else if (removed) gone.push(...value);
    else {
      settle();
      pairs.push(...value.map((block, offset) => ({ before: before[index + offset] ?? block, after: block })));
    }
    if (!added) index += value.length;
  }
  settle();
  return pairs;
}

/** The most alike become pairs first; a pair that would cross another is none, so that the order stays. */
function pairUp(gone: Block[], come: Block[], segment: Segment): Pair[] {
  const found: Alike[] = [];
  for (const next of alike(gone, come, segment)) {
    if (found.every(({ i, j }) => (next.i - i) * (next.j - j) > 0)) found.push(next);
  }
  found.sort((one, other) => one.i - other.i);
  const ends = [...found, { i: gone.length, j: come.length }];
  return ends.flatMap(({ i, j }, index) => {
    const { i: lastGone, j: lastCome } = ends[index - 1] ?? { i: -1, j: -1 };
    const [before, after] = [gone[i], come[j]];
    return [
      ...gone.slice(lastGone + 1, i).map((block) => ({ before: block, after: null })),
      ...come.slice(lastCome + 1, j).map((block) => ({ before: null, after: block })),
      ...(before && after ? [{ before, after }] : []),
    ];
  });
}

type Alike = { i: number; j: number; share: number };

function alike(gone: Block[], come: Block[], segment: Segment): Alike[] {
  if (gone.length * come.length > MAX_PAIRS_TRIED) return [];
  const [before, after] = [gone, come].map((blocks) => blocks.map(({ text }) => segment(text).filter(isWord)));
  const tried = (before ?? []).flatMap((one, i) =>
    (after ?? []).map((other, j) => ({ i, j, share: share(one, other) })),
  );
  return tried.filter(({ share }) => share >= ALIKE).sort((one, other) => other.share - one.share);
}

/** How much of their words two texts have in common (Sørensen and Dice), each word as often as it stands in both. */
function share(one: string[], other: string[]): number {
  const left = new Map<string, number>();
  for (const word of one) left.set(word, (left.get(word) ?? 0) + 1);
  const common = other.filter((word) => {
    const count = left.get(word) ?? 0;
    left.set(word, count - 1);
    return count > 0;
  });
  return (2 * common.length) / (one.length + other.length || 1);
}
