// Text of one direction within text of the other. Unicode's isolates (UAX #9 §3.1) work where markup can't be:
// titles, plain text, and mail, whose readers often don't know <bdi>.
import { type Direction, direction } from '../functions/core/language.ts';

const LEFT_TO_RIGHT_ISOLATE = '\u2066';
const RIGHT_TO_LEFT_ISOLATE = '\u2067';
const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';
const LEFT_TO_RIGHT_MARK = '\u200E';
const RIGHT_TO_LEFT_MARK = '\u200F';

const oneIsolate = /^[\u2066-\u2068][^\u2066-\u2069]*\u2069$/u;

const rightToLeftLetter =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

const letterDirection = (letter: string): Direction => (rightToLeftLetter.test(letter) ? 'rtl' : 'ltr');

const directionsIn = (text: string): Set<Direction> => new Set((text.match(/\p{L}/gu) ?? []).map(letterDirection));

const opposite = (language: string): Direction => (direction(language) === 'rtl' ? 'ltr' : 'rtl');

/** `text` as it may stand within a sentence in `language`: isolated where it has letters of the other direction. */
export function isolated(text: string, language: string): string {
  if (oneIsolate.test(text) || !directionsIn(text).has(opposite(language))) return text;
  return `${FIRST_STRONG_ISOLATE}${text}${POP_ISOLATE}`;
}

/** The same for a text of which the language is known: in Arabic it reads from the right though it begin with "WHO". */
export function isolatedAs(own: string, text: string, language: string): string {
  if (direction(own) === direction(language) && !directionsIn(text).has(opposite(language))) return text;
  return `${direction(own) === 'rtl' ? RIGHT_TO_LEFT_ISOLATE : LEFT_TO_RIGHT_ISOLATE}${text}${POP_ISOLATE}`;
}

/** A paragraph of plain text in `language`. Programs guess its direction by its first letter: a mark corrects them. */
export function marked(paragraph: string, language: string): string {
  const [first] = paragraph.match(/\p{L}/u) ?? [];
  if (first === undefined || letterDirection(first) === direction(language)) return paragraph;
  return `${direction(language) === 'rtl' ? RIGHT_TO_LEFT_MARK : LEFT_TO_RIGHT_MARK}${paragraph}`;
}

/** The direction of a text for readers of `language` that may be in another: the other one if all its letters are. */
export function directionFor(language: string, text: string): Direction {
  const found = directionsIn(text);
  return found.size === 1 && found.has(opposite(language)) ? opposite(language) : direction(language);
}
