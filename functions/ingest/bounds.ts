// What a text may hold of what costs memory to read: more than any release needs, and less than 256 MB can't take.
import { extname } from 'node:path/posix';
import { PermanentError } from '../core/errors.ts';

type Bound = { what: string; pattern: RegExp; limit: number };

const ofOthers: Bound[] = [
  // A megabyte has some fifteen thousand.
  { what: 'lines of text', pattern: /^[^\S\n]*\S/gm, limit: 30_000 },
];

const ofSettings: Bound[] = [
  // YAML's tree takes a thousand times its text, and brackets within brackets the stack.
  { what: 'characters of front matter', pattern: /[^]/g, limit: 8192 },
  { what: 'brackets and hyphens in its front matter', pattern: /[[{]|-\s/g, limit: 400 },
];

const ofMarkdown: Bound[] = [
  { what: 'lines of text', pattern: /^[^\S\n]*\S/gm, limit: 16_000 },
  // Each may become a piece of the tree.
  { what: 'blocks of Markdown', pattern: /\n[^\S\n]*\n(?=[^\n]*\S)/g, limit: 7000 },
  { what: 'signs of Markdown', pattern: /[*_`[\]<>&\\!#|~\t]|(?<![^\s>])[-+]\s|\d[.)]\s| {2}$/gm, limit: 7000 },
  // The reader goes through all it has read for each.
  { what: 'underlined lines', pattern: /^[ >]*(?:=+|-+) *$/gm, limit: 500 },
  // Two columns are a level of lists; what walks the tree goes down as far.
  { what: 'lines that begin 64 columns in', pattern: /^(?:[ >*+]|-(?!-)|\d+[.)]){64,}(?=\S)/gm, limit: 0 },
];

/** Throws PermanentError "text-bounds" where reading on would cost more memory than there is. */
export function checkText(key: string, text: string): void {
  const type = extname(key).toLowerCase();
  const settings = type === '.yaml' ? text : (/^\uFEFF?---[ \t]*\n([^]*?)\n---[ \t]*(?:\n|$)/.exec(text)?.[1] ?? '');
  for (const bound of ofSettings) check(key, settings, bound);
  for (const bound of type === '.md' ? ofMarkdown : ofOthers) check(key, text, bound);
}

function check(key: string, text: string, { what, pattern, limit }: Bound): void {
  // Counted one by one: a list of all would be what is to be spared.
  let count = 0;
  for (const _ of text.matchAll(pattern)) count++;
  if (count <= limit) return;
  const message = `"${key}" has ${count} ${what}; the limit is ${limit}. Send the text of the release alone.`;
  throw new PermanentError('text-bounds', message);
}

/** UAX #15 §13: no writing needs more than 30 marks on a letter, and to order them takes the square of their number. */
export const fewMarks = (text: string): string => text.replace(/(\p{M}{30})\p{M}+/gu, '$1');
