// Paragraphs of a mail that are not the release's own, as HTML with inline styles and as plain text.
import type { Properties } from 'hast';
import { h } from 'hastscript';
import { directionFor, marked } from '../../templates/bidi.ts';
import { serialised } from '../../templates/html.ts';
import { type Look, mailStyle, paragraphStyle } from '../../templates/mail-style.ts';
import type { Texts } from '../../templates/texts.ts';
import { type Direction, direction } from '../core/language.ts';
import { safeLine } from '../core/safe-text.ts';
import type { Block } from './body.ts';
import { shortened } from './shorten.ts';

type Marks = Texts['marks'];
type Manner = { language: string; look?: Look; marks?: Marks };

/** Longer, and it would push the release out of the mail. */
const NOTE_CHARACTERS = 2000;

const sideOf = ({ dir }: Marks, language: string): Direction => dir ?? direction(language);

const className = (look: Look): Properties => (look === 'plain' ? {} : { className: [look] });

export function paragraph(words: string, { language, look = 'plain', marks = {} }: Manner): Block {
  // A whole paragraph begins at its own side.
  const style = paragraphStyle(sideOf(marks, language), look);
  const line = safeLine(words);
  return { html: serialised(h('p', { ...marks, ...className(look), style }, line)), text: marked(line, language) };
}

/** A paragraph that is a link. */
export function linked(words: string, href: string, { language, marks = {} }: Manner): Block {
  const side = sideOf(marks, language);
  const link = h('a', { href, style: mailStyle(side, 'a') }, words);
  return {
    html: serialised(h('p', { ...marks, style: mailStyle(side, 'p') }, link)),
    text: `${marked(safeLine(words), language)}\n${href}`,
  };
}

/** What the press office says to readers of `language`; it may have said it once for all, in another. */
export function noted(note: string | null, language: string): Block[] {
  const line = shortened(safeLine(note ?? ''), NOTE_CHARACTERS);
  if (line === '') return [];
  const dir = directionFor(language, line);
  const isOwn = dir === direction(language);
  const { html } = paragraph(line, { language, marks: isOwn ? {} : { dir } });
  return [{ html, text: isOwn ? marked(line, language) : line }];
}
