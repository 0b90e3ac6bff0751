// The dateline: place and date, on a line of its own or run into the lead.
import type { Dateline } from '../core/release.ts';
import { type Found, findDate } from './date.ts';

/** Characters. A longer line that holds a date is prose. */
const LONGEST = 120;

/** The dateline that is the whole of `text`. */
export function ownDateline(text: string, language: string): Dateline | undefined {
  if (text.length > LONGEST) return undefined;
  const found = findDate(text, language);
  return found && dateline(text, found);
}

/** The dateline that `text` begins with, up to a dash, and the rest of the text after the dash. */
export function runInDateline(text: string, language: string): { dateline: Dateline; rest: string } | undefined {
  for (const { index, 0: dash } of text.slice(0, LONGEST + 5).matchAll(dashes)) {
    const own = ownDateline(text.slice(0, index), language);
    if (own) return { dateline: own, rest: text.slice(index + dash.length) };
  }
  return undefined;
}

/** Between the dateline and the lead: a dash, a colon, or the bracket that an East Asian dateline stands in. */
const dashes = /\s*–\s+|\s*—+\s*|\s*－\s*|\s-{1,2}\s+|\s*(?:(?<!\d)[:：]|[:：](?!\d{2}))\s*|[】）]\s*/gu;

/** Between place and date. */
const separators = '\\s,،、，:：।|·()（）【】–—-';
const atEnds = new RegExp(`^[${separators}]+|[${separators}]+$`, 'gu');

// "den 15 februari", "le 15 février": the article is the date's. "(GLOBE NEWSWIRE)", "/PRNewswire/": the carrier's name.
const article = /(?<=^|[\s,،、])(?:le|the|den|d\.|am|el|il|li|a|aos|em|op|tanggal|الموافق|مورخ|दिनांक)\s*$/iu;
const carrier = /^\s*(?:[（(][^)）]*[)）]|\/[^/]*\/)\s*$/u;
// ", 21:30 CET", " בשעה 21:30": the hour is no place.
const hour =
  /^[\s,،、]*(?:\p{L}{1,8}\.?\s+)?\d{1,2}[:：]\d{2}(?:\s*(?:UTC|GMT|CES?T|Uhr|[ap]\.?m\.?|h))?(?=[\s,،、]|$)/iu;

/** Undefined where what stands around the date is no place, but a sentence. */
function dateline(text: string, { date, start, end }: Found): Dateline | undefined {
  const before = text.slice(0, start).replace(article, '');
  const after = text.slice(end).replace(hour, '').replace(carrier, '');
  const [left, right] = [before.replace(atEnds, ''), after.replace(atEnds, '')];
  const place = left || right;
  const isApart = left ? !/[\p{L}\p{N}]\s*$/u.test(before) : !/^\s*[\p{L}\p{N}]/u.test(after);
  const isSentence = /[.!?؟。।۔](?:\s|$)/u.test(`${before}\n${after}`) || (left !== '' && right !== '');
  const words = place.split(/\s+/);
  // A place that only a space keeps from its date is a name: "Stockholm den 3 mars 2021".
  const isPlace = isApart ? words.length <= 8 : words.length <= 2 && !words.some((word) => /^\p{Ll}/u.test(word));
  if (isSentence || !isPlace) return undefined;
  return { text: text.replace(/^[\s（【]+|\s+$/gu, ''), date, place: place === '' ? null : place };
}
