// What a text may hold of what costs memory to read: more than any release needs, and less than 256 MB can't take.
import { extname } from 'node:path/posix';
import { PermanentError } from '../core/errors.ts';
import { slices } from './slices.ts';

/** Characters. */
const LONG = 250_000;

type Bound = { what: string; pattern: RegExp; limit: number };

const words: Bound = { what: 'words', pattern: /\s\S/g, limit: 300_000 };

const ofOthers: Bound[] = [
  words,
  // A megabyte has some fifteen thousand.
  { what: 'lines of text', pattern: /^[^\S\n]*\S/gm, limit: 30_000 },
];

const ofSettings: Bound[] = [
  // YAML's tree takes a thousand times its text, and brackets within brackets the stack.
  { what: 'characters of front matter', pattern: /[\s\S]/g, limit: 8192 },
  { what: 'brackets and hyphens in its front matter', pattern: /[[{]|-\s/g, limit: 400 },
];

const signs = /[*_`[\]<>&\\!#|~\t]|(?<![^\s>])[-+]\s|\d[.)]\s| {2}$/gm;

const ofMarkdown: Bound[] = [
  words,
  // Two columns are a level of lists; what walks the tree goes down as far.
  { what: 'lines that begin 64 columns in', pattern: /^(?:[ >*+]|-(?!-)|\d+[.)]){64,}(?=\S)/gm, limit: 0 },
  { what: 'lines of text', pattern: /^[^\S\n]*\S/gm, limit: 14_000 },
  { what: 'signs of Markdown', pattern: signs, limit: 16_000 },
];

/** Of what is read at once. Each sign and block may become a piece of the tree. */
const ofSlice: Bound[] = [
  { what: 'signs of Markdown in one part', pattern: signs, limit: 3000 },
  { what: 'blocks of Markdown in one part', pattern: /\n[^\S\n]*\n(?=[^\n]*\S)/g, limit: 2000 },
  { what: 'items of lists in one part', pattern: /(?:^|[ >\t])(?:[-+*]|\d{1,9}[.)])(?=\s)/gm, limit: 1200 },
  // The reader goes through all it has read for each.
  { what: 'underlined lines in one part', pattern: /\S[^\S\n]*\n[ >]*(?:=+|-+) *$/gm, limit: 500 },
];

/** Throws PermanentError "text-bounds" where reading on would cost more memory than there is. */
export function checkText(key: string, text: string): void {
  const type = extname(key).toLowerCase();
  const settings = type === '.yaml' ? text : (/^\uFEFF?---[ \t]*\n([\s\S]*?)\n---[ \t]*(?:\n|$)/.exec(text)?.[1] ?? '');
  for (const bound of ofSettings) check(key, settings, bound);
  for (const bound of type === '.md' ? ofMarkdown : ofOthers) check(key, text, bound);
  if (type !== '.md') return;
  for (const slice of slices(text, 1)) {
    // A part without end takes so much memory by itself that half must do.
    const share = slice.text.length > LONG ? 2 : 1;
    for (const bound of ofSlice) check(key, slice.text, { ...bound, limit: bound.limit / share });
  }
}

function check(key: string, text: string, { what, pattern, limit }: Bound): void {
  // Counted one by one: a list of all would be what is to be spared.
  let count = 0;
  for (const _ of text.matchAll(pattern)) count++;
  if (count <= limit) return;
  const message = `"${key}" has ${count} ${what}; the limit is ${limit}. Send the text of the release alone.`;
  throw new PermanentError('text-bounds', message);
}
