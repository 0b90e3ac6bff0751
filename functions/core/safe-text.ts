// Every text that comes in passes here once: what XML 1.0 can't carry would break a feed for all its readers.

// XML 1.0 §2.2, Char, inverted, and what it discourages: the C1 controls. Lone surrogates go by toWellFormed first.
const notXml = /[^\t\n\r\u0020-\u007E\u00A0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** UAX #15 §13: no writing needs more than 30 marks on a letter, and to order them takes the square of their number. */
export const fewMarks = (text: string): string => text.replace(/(\p{M}{30})\p{M}+/gu, '$1');

/** Text that any XML, JSON or MIME generator can take, in NFC. */
export const safeText = (text: string): string =>
  fewMarks(text.toWellFormed().replaceAll('\uFFFD', '').replace(notXml, '')).normalize('NFC');

/** One line of safe text, white space folded. */
export const safeLine = (text: string): string => safeText(text).replace(/\s+/gu, ' ').trim();
