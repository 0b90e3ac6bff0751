// Whom mails come from, as it stands in their headers.
import { type Newsroom, nameIn } from './newsroom.ts';

/** RFC 2047 §2: an encoded word has at most 75 characters; these are the bytes that base64 leaves room for. */
const WORD_BYTES = 45;
/** More than any mail program shows, and far below what fits. */
const PHRASE_CHARACTERS = 120;

/** The newsroom, by its name in the mail's language. */
export const senderIn = (language: string, newsroom: Newsroom): string =>
  `${phrase(nameIn(newsroom.organisation, language, newsroom))} <${newsroom.sender}>`;

/** A name as it may stand before an address in a header: RFC 5322 §3.2.5, RFC 2047 where it is not ASCII. */
export function phrase(text: string): string {
  const characters = [...text].slice(0, PHRASE_CHARACTERS);
  const line = characters.join('');
  if (/^[\x20-\x7E]*$/.test(line)) return /^[\w !-]*$/.test(line) ? line : `"${line.replace(/["\\]/g, '\\$&')}"`;
  return encodedWords(characters).join(' ');
}

/** RFC 2047 §5: no character may be split between two words. */
function encodedWords(characters: string[]): string[] {
  const words = [''];
  for (const character of characters) {
    const longer = `${words.at(-1)}${character}`;
    if (Buffer.byteLength(longer) <= WORD_BYTES) words[words.length - 1] = longer;
    else words.push(character);
  }
  return words.map((word) => `=?UTF-8?B?${Buffer.from(word).toString('base64')}?=`);
}
