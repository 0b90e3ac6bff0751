// The last look at every text before it is written: what came from the archive was made safe when it came in, names
// from newsroom.yaml were not, and one character that XML can't carry breaks the feed for all its readers.

// XML 1.0 §2.2, Char, inverted; lone surrogates are in it too. No other change: NFC over markup could change markup.
const notXml = /[^\t\n\r\u0020-\u007E\u00A0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** `text` without the characters that no feed can carry. */
export const carried = (text: string): string => text.replace(notXml, '');
