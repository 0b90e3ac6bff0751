// What mail programs are known not to support, by the data of caniemail.com.
import { z } from 'zod';
import type { Judgement } from './court.ts';
import type { MailCase } from './mail-cases.ts';

const CLIENTS = ['gmail.*', 'outlook.*', 'apple-mail.*', 'yahoo.*'];

const stylesheet = 'the stylesheet only adds the dark and the narrow; what is needed is inline';
const dark = 'without it a mail is light, or darkened by the program';
const trifle = 'the mail reads the same without it';
const voice = 'screen readers then read the mail without its name';
const words = 'each of two ways to break long words; word-break and overflow-wrap cover one another but in Yahoo';

/** What may be missing somewhere, and why it doesn't matter there. */
const dispensable: Record<string, string> = {
  '<style> element': stylesheet,
  '@media': stylesheet,
  'Chaining selectors': stylesheet,
  'Class selector': stylesheet,
  'Descendant combinator': stylesheet,
  'ID selector': stylesheet,
  'Type selector': stylesheet,
  'color-scheme CSS property': dark,
  'color-scheme meta tag': dark,
  'aria-label attribute': voice,
  'role attribute': voice,
  'overflow-wrap': words,
  'word-break': words,
  'border-radius': trifle,
  cursor: trifle,
  outline: trifle,
  'target attribute': trifle,
  'word-spacing': trifle,
  'height property': 'of pictures alone, and their attribute says it too',
  '<body> element': 'the wrapper has its language, direction and colour',
  'display:none': 'what is beside the subject is then shown once more, on top',
  overflow: 'as for display:none',
  'max-height property': 'as for display:none',
};

const Issues = z.map(z.string(), z.array(z.object({ title: z.string() })));
const Result = z.object({ issues: z.object({ errors: Issues }) });

/** From the folder's own node_modules, as it asks for a newer Node than some have. */
export async function clients(mails: MailCase[]): Promise<Judgement> {
  const name: string = 'caniemail';
  const { caniemail } = await import(name);
  const lacking = new Map<string, Set<string>>();
  for (const { html } of mails) {
    const { errors } = Result.parse(caniemail({ clients: CLIENTS, html })).issues;
    for (const [client, issues] of errors) {
      for (const { title } of issues) lacking.set(title, (lacking.get(title) ?? new Set()).add(client));
    }
  }
  const faults = [...lacking].flatMap(([title, where]) =>
    Object.hasOwn(dispensable, title) ? [] : [`${title} is unknown to ${[...where].join(', ')}`],
  );
  return { looked: `${mails.length} mails`, faults: [...faults, ...needless(lacking)] };
}

/** What is allowed and not used any more would hide that it comes back. */
const needless = (lacking: Map<string, unknown>): string[] =>
  Object.keys(dispensable)
    .filter((title) => !lacking.has(title))
    .map((title) => `${title} is on the list of the dispensable, but nothing uses it`);
