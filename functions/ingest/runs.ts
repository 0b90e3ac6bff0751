// The languages of a text: its blocks, gathered by language in order of first appearance.
import type { Problem } from '../core/release.ts';
import { type Block, placeOf } from './blocks.ts';
import { cueOf, isContact, isRunOn } from './cues.ts';
import { languageOf } from './language-of.ts';
import { datelineLanguages, type Judged, settle } from './settle.ts';

export type Run = { language: string; blocks: Block[] };

/**
 * Release lines and end marks are in no run. A line that announces an embargo is an error, unless the release is
 * `embargoed` by its front matter: what only people can read would be published at once.
 */
export function runs(
  blocks: Block[],
  languages: readonly string[],
  { embargoed = false }: { embargoed?: boolean | ((block: Block) => boolean) } = {},
): { runs: Run[]; problems: Problem[] } {
  const isKept = typeof embargoed === 'boolean' ? () => embargoed : embargoed;
  const embargoes = blocks.filter((block) => cueOf(block.text) === 'embargo' && !isKept(block)).map(embargoLine);
  const text = blocks.filter((block) => !isMarker(block));
  const [only] = languages;
  if (only && languages.length === 1) {
    return {
      runs: gathered(
        text,
        text.map(({ language }) => language ?? only),
      ),
      problems: embargoes,
    };
  }
  const judged = text.map((block) => judge(block, languages));
  // What the other texts of a bundle are tells nothing of a text without a language in its name.
  const open = judged.filter((_, index) => !text[index]?.isNamed);
  const isGuess = !open.some(({ language }) => language);
  if (isGuess) guessAll(open);
  if (open.length === 0 ? text.length === 0 : !open.some(({ language }) => language))
    return { runs: [], problems: [...embargoes, noLanguage(languages)] };
  if (open.length > 0) settle(open);
  const doubts = text.filter((_, index) => isDoubtful(judged[index], isGuess)).map(doubt);
  return {
    runs: gathered(
      text,
      judged.map(({ language }) => language),
    ),
    problems: [...embargoes, ...doubts],
  };
}

/** An embargo line goes with its error or its setting, but not together with text that has run into it. */
function isMarker({ text, node }: Block): boolean {
  if (text === '') return /^h\d$/.test(node.tagName);
  const cue = cueOf(text);
  return cue === 'release' || cue === 'end' || (cue === 'embargo' && !isRunOn(text));
}

function judge({ text, node, language }: Block, languages: readonly string[]): Judged {
  const isHeading = node.tagName === 'h1';
  if (language !== undefined) return { text, isHeading, verdict: null, language };
  const tellsNothing = isContact(text) || cueOf(text) === 'closing' || datelineLanguages(text, languages).length > 0;
  const verdict = tellsNothing ? null : languageOf(text, languages);
  return { text, isHeading, verdict, language: verdict?.sure ? verdict.language : undefined };
}

/** Where no block is sure of its language, the best guesses stand. */
function guessAll(judged: Judged[]): void {
  for (const block of judged) block.language = block.verdict?.language;
}

const isDoubtful = (judged: Judged | undefined, isGuess: boolean): boolean =>
  judged?.verdict?.sure === false && (isGuess || judged.verdict.language !== judged.language);

function gathered(blocks: Block[], languages: (string | undefined)[]): Run[] {
  const byLanguage = new Map<string, Block[]>();
  for (const [index, block] of blocks.entries()) {
    const language = languages[index];
    if (language === undefined) continue;
    const own = byLanguage.get(language) ?? [];
    own.push(block);
    byLanguage.set(language, own);
  }
  return [...byLanguage].map(([language, own]) => ({ language, blocks: withoutRules(own) }));
}

/** A rule parts the languages of a text; at the edge of one it parts nothing. */
function withoutRules(blocks: Block[]): Block[] {
  const isRule = ({ node }: Block) => node.tagName === 'hr';
  const first = blocks.findIndex((block) => !isRule(block));
  return first < 0 ? [] : blocks.slice(first, blocks.findLastIndex((block) => !isRule(block)) + 1);
}

const embargoLine = (block: Block): Problem => ({
  level: 'error',
  code: 'embargo-line',
  message: `${capital(placeOf(block))} announces an embargo that no program can keep. Write it into the front matter, as "embargo: 2026-12-01 09:00 Europe/Paris", so that nothing goes out before.`,
  line: block.line,
});

const doubt = (block: Block): Problem => ({
  level: 'warning',
  code: 'language-uncertain',
  message: `The language of ${placeOf(block)} can't be told for sure; it was taken with the lines around it. Say "languages:" in the front matter if it is wrong.`,
  line: block.line,
});

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const noLanguage = (languages: readonly string[]): Problem => ({
  level: 'error',
  code: 'language',
  message: `The text is in none of the newsroom's languages (${languages.join(', ')}). Add the language to newsroom.yaml, or name it in the front matter.`,
  line: null,
});
