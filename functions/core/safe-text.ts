// Every text that comes in passes here once: what XML 1.0 can't carry would break a feed for all its readers.

// XML 1.0 §2.2, Char, inverted; lone surrogates go by toWellFormed first.
const notXml = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** Text that any XML, JSON or MIME generator can take, in NFC. */
export const safeText = (text: string): string =>
  text.toWellFormed().replaceAll('\uFFFD', '').replace(notXml, '').normalize('NFC');

/** One line of safe text, white space folded. */
export const safeLine = (text: string): string => safeText(text).replace(/\s+/gu, ' ').trim();
