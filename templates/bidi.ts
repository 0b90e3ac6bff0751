// Text of one direction within text of the other. Unicode's isolates (UAX #9 §3.1) work where markup can't be:
// titles, plain text, and mail, whose readers often don't know <bdi>.
import { type Direction, direction } from '../functions/core/language.ts';

const FIRST_STRONG_ISOLATE = '\u2068';
const POP_ISOLATE = '\u2069';
const LEFT_TO_RIGHT_MARK = '\u200E';
const RIGHT_TO_LEFT_MARK = '\u200F';

const rightToLeftLetter =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u;

const letterDirection = (letter: string): Direction => (rightToLeftLetter.test(letter) ? 'rtl' : 'ltr');

/** `text` as it may stand within a sentence in `language`: isolated where it has letters of the other direction. */
export function isolated(text: string, language: string): string {
  const foreign = (text.match(/\p{L}/gu) ?? []).some((letter) => letterDirection(letter) !== direction(language));
  return foreign ? `${FIRST_STRONG_ISOLATE}${text}${POP_ISOLATE}` : text;
}

/** A paragraph of plain text in `language`. Programs guess its direction by its first letter: a mark corrects them. */
export function marked(paragraph: string, language: string): string {
  const [first] = paragraph.match(/\p{L}/u) ?? [];
  if (first === undefined || letterDirection(first) === direction(language)) return paragraph;
  return `${direction(language) === 'rtl' ? RIGHT_TO_LEFT_MARK : LEFT_TO_RIGHT_MARK}${paragraph}`;
}
