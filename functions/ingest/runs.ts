// The languages of a text: its blocks, gathered by language in order of first appearance.
import type { Problem } from '../core/release.ts';
import type { Block } from './blocks.ts';
import { languageOf, type Verdict } from './language-of.ts';

export type Run = { language: string; blocks: Block[] };

/** A block too short to judge (a dateline, a marker) goes with the one it leads to, the last one with its forerunner. */
export function runs(blocks: Block[], languages: readonly string[]): { runs: Run[]; problems: Problem[] } {
  const [only] = languages;
  if (only && languages.length === 1) return { runs: [{ language: only, blocks }], problems: [] };
  const verdicts = blocks.map(({ text }) => languageOf(text, languages));
  const gathered = new Map<string, Block[]>();
  for (const [index, block] of blocks.entries()) {
    const language = settled(verdicts, index);
    if (language) gathered.set(language, [...(gathered.get(language) ?? []), block]);
  }
  if (gathered.size === 0) return { runs: [], problems: [noLanguage(languages)] };
  const doubts = blocks.filter((_, index) => verdicts[index]?.sure === false).map(doubt);
  return { runs: [...gathered].map(([language, own]) => ({ language, blocks: own })), problems: doubts };
}

function settled(verdicts: Verdict[], index: number): string | undefined {
  const following = verdicts.slice(index).find((verdict) => verdict?.sure);
  return (following ?? verdicts.slice(0, index).findLast((verdict) => verdict?.sure) ?? verdicts.find(Boolean))
    ?.language;
}

const doubt = ({ line }: Block): Problem => ({
  level: 'warning',
  code: 'language-uncertain',
  message: `The language of line ${line} can't be told for sure; it was taken with the lines around it. Say "languages:" in the front matter if it is wrong.`,
  line,
});

const noLanguage = (languages: readonly string[]): Problem => ({
  level: 'error',
  code: 'language',
  message: `The text is in none of the newsroom's languages (${languages.join(', ')}). Add the language to newsroom.yaml, or name it in the front matter.`,
  line: null,
});
