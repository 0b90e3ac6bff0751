// How the console writes times, states, languages and foreign text.
import type { Element, ElementContent } from 'hast';
import { h } from 'hastscript';
import { canonicalLanguage, direction, ownName } from '../../../functions/core/language.ts';

export type Tone = 'good' | 'bad' | 'waiting' | 'quiet';

/** A state is told by its word; the tone adds a colour and a sign. */
export const badge = (tone: Tone, word: string): Element => h('span', { className: ['badge', tone] }, word);

/** In UTC, to the second. What is no date is shown as it is. */
export function time(at: string): Element {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return h('span', at);
  const iso = date.toISOString();
  return h('time', { dateTime: iso, title: iso }, `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`);
}

/** The language by its own name; a tag that is none is shown as it is. */
export function languageName(tag: string): Element {
  const language = canonicalLanguage(tag);
  if (language === undefined) return h('bdi', tag);
  return h('bdi', { lang: language, dir: direction(language) }, ownName(language));
}

/** Attributes of text whose direction is its own; `language` chooses the face. */
export const foreign = (language: string | undefined) => {
  const lang = language === undefined ? undefined : canonicalLanguage(language);
  return { dir: 'auto', ...(lang === undefined ? {} : { lang }) };
};

const address = /(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)])/i;

/** Plain text, its web addresses as links. */
export const linked = (text: string): ElementContent[] =>
  text
    .split(address)
    .map((part, index) =>
      index % 2 === 0
        ? { type: 'text', value: part }
        : h('a', { href: part, target: '_blank', rel: 'noopener', dir: 'ltr' }, part),
    );

/** A sentence about a file, the file's name kept from turning the words around it. */
export const aboutFile = (sentence: string, file: string): ElementContent[] =>
  sentence
    .split(file)
    .flatMap((part, index): ElementContent[] => [
      ...(index > 0 ? [h('bdi', file)] : []),
      { type: 'text', value: part },
    ]);

/** "1 mail", "1,200 mails" */
export const counted = (count: number, noun: string): string =>
  `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
