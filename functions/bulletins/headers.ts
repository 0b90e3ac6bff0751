// The headers that make a mail a list's mail. SES takes printable ASCII of at most 995 characters as a value.
import { organisationIn } from '../../templates/named.ts';
import type { Newsroom } from '../core/newsroom.ts';

/** RFC 2047 §2: an encoded word has at most 75 characters; these are the bytes that base64 leaves room for. */
const WORD_BYTES = 45;
/** More than any mail program shows, and far below what fits. */
const PHRASE_CHARACTERS = 120;
const FEEDBACK_CHARACTERS = 100;

type Bulletin = { language: string; newsroom: Newsroom; releaseId: string; occasion: string };

/** The same for every copy in `language` of what goes out on an occasion of a release. */
export function bulletinHeaders({ language, newsroom, releaseId, occasion }: Bulletin) {
  const { name } = organisationIn(language, newsroom);
  return {
    // RFC 2919
    'List-Id': `${phrase(name)} <${language}.${newsroom.authority}>`,
    // RFC 3282
    'Content-Language': language,
    // RFC 3834 §5
    'Auto-Submitted': 'auto-generated',
    Precedence: 'bulk',
    // Google counts complaints by these: three ids of ours, and the sender's, of 5 to 15 characters.
    'Feedback-ID': [releaseId, occasion, language, senderId(newsroom)].map(feedbackPart).join(':'),
  };
}

const senderId = ({ authority }: Newsroom): string => authority.replaceAll('.', '').slice(0, 15).padEnd(5, '-');

const feedbackPart = (id: string): string => id.replace(/[^\w.-]/g, '-').slice(0, FEEDBACK_CHARACTERS);

/** One recipient's own. RFC 8058 §3.1; `unsubscribe` is the address that a POST unsubscribes by. */
export const recipientHeaders = (unsubscribe: string) => ({
  'List-Unsubscribe': `<${unsubscribe}>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
});

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
