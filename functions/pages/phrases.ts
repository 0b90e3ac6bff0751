// The difference within one paragraph: phrases that went and came, and a few words around them.
import { diffArrays } from 'diff';
import type { ElementContent } from 'hast';
import { h } from 'hastscript';

const MAX_EDITS = 1000;
const WORDS_AROUND = 12;
/** An ellipsis for fewer words would save nothing. */
const WORDS_WORTH_CUTTING = 4;

export type Segment = (text: string) => string[];

/** What went and came at one place, and what follows unchanged. */
type Step = { gone: string[]; come: string[]; kept: string[] };

export const isWord = (segment: string): boolean => /[\p{L}\p{N}]/u.test(segment);

// What stands with a number or, in Hebrew, between a prefix and its word, is read as one with it.
const binds = /^(?:[\p{Sc}%‰٪°\u05BE])$/u;

/** Cuts a text into words, spaces and signs (UAX #29 §4): by dictionary where a script writes no spaces. */
export function segmentIn(language: string): Segment {
  const segmenter = new Intl.Segmenter(language, { granularity: 'word' });
  return (text) => {
    const found: string[] = [];
    let isBound = false;
    for (const { segment } of segmenter.segment(text)) {
      const binding = binds.test(segment);
      const joins = (isBound && isWord(segment)) || (binding && isWord(found.at(-1) ?? ''));
      if (joins) found.push(`${found.pop()}${segment}`);
      else found.push(segment);
      isBound = binding;
    }
    return found;
  };
}

/** What a reader sees of a paragraph that was `before` and is `after`, either of which may be empty. */
export function phrases(before: string, after: string, segment: Segment): ElementContent[] {
  const whole = { gone: [before], come: [after], kept: [] };
  const runs = before && after ? diffArrays(segment(before), segment(after), { maxEditLength: MAX_EDITS }) : undefined;
  const steps = runs ? merged(merged(stepsOf(runs), hasNoWord), hasFewWords) : [whole];
  return steps.flatMap((step, index) => [...change(step), ...surroundings(step, index === steps.length - 1)]);
}

function stepsOf(runs: { added: boolean; removed: boolean; value: string[] }[]): Step[] {
  const steps: Step[] = [];
  let step: Step | undefined;
  for (const { added, removed, value } of runs) {
    if (!step || ((added || removed) && step.kept.length > 0)) {
      step = { gone: [], come: [], kept: [] };
      steps.push(step);
    }
    if (added) step.come.push(...value);
    else if (removed) step.gone.push(...value);
    else step.kept.push(...value);
  }
  return steps;
}

/** Changes with next to nothing between them become one: readers read phrases. */
function merged(steps: Step[], isNothing: (last: Step, next: Step) => boolean): Step[] {
  const found: Step[] = [];
  for (const step of steps) {
    const last = found.at(-1);
    if (last && isChange(last) && isNothing(last, step)) {
      last.gone.push(...last.kept, ...step.gone);
      last.come.push(...last.kept, ...step.come);
      last.kept = step.kept;
    } else found.push(step);
  }
  return found;
}

const isChange = ({ gone, come }: Step): boolean => gone.length + come.length > 0;

const hasNoWord = ({ kept }: Step): boolean => words(kept) === 0;
/** Fewer words between two changes than in either of them. */
const hasFewWords = (last: Step, next: Step): boolean =>
  words(last.kept) < Math.min(changedWords(last), changedWords(next));

const words = (segments: string[]): number => segments.filter(isWord).length;
const changedWords = ({ gone, come }: Step): number => Math.max(words(gone), words(come));

/** Spaces at the edges stay outside the marks, so that no line is drawn under or through them. */
function change({ gone, come }: Step): ElementContent[] {
  const [went, came] = [gone.join(''), come.join('')];
  if (!`${went}${came}`.trim()) return [...mark('del', went), ...mark('ins', came)];
  const marks = [mark('del', went.trim()), mark('ins', came.trim())].filter((found) => found.length > 0);
  const [first = [], second = []] = marks;
  return [
    ...text(/^\s/.test(went) || /^\s/.test(came) ? ' ' : ''),
    ...first,
    ...text(second.length > 0 ? ' ' : ''),
    ...second,
    ...text(/\s$/.test(went) || /\s$/.test(came) ? ' ' : ''),
  ];
}

const mark = (name: 'del' | 'ins', value: string): ElementContent[] => (value ? [h(name, value)] : []);
const text = (value: string): ElementContent[] => (value ? [{ type: 'text', value }] : []);

/** The unchanged words after a step, cut where they are further from a change than a reader needs. */
function surroundings(step: Step, isLast: boolean): ElementContent[] {
  const { kept } = step;
  const after = isChange(step) ? WORDS_AROUND : 0;
  const before = isLast ? 0 : WORDS_AROUND;
  const places = kept.flatMap((segment, index) => (isWord(segment) ? [index] : []));
  if (places.length < after + before + WORDS_WORTH_CUTTING) return text(kept.join(''));
  const head = kept.slice(0, after === 0 ? 0 : (places[after - 1] ?? 0) + 1).join('');
  const tail = kept.slice(before === 0 ? kept.length : places.at(-before)).join('');
  return text(`${head}${head && ' '}…${tail && ' '}${tail}`);
}
