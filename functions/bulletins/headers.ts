// The headers that make a mail a list's mail. SES takes printable ASCII of at most 995 characters as a value.
import { organisationIn } from '../../templates/named.ts';
import type { Newsroom } from '../core/newsroom.ts';
import { phrase } from '../core/sender.ts';

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

/**
 * One recipient's own. RFC 8058 §3.1; `unsubscribe` is the address that a POST unsubscribes by. Whose program only
 * writes mails leaves by one with the token for its subject (RFC 2369 §3.2), which `polywire subscribers leave` reads.
 */
export const recipientHeaders = (unsubscribe: string, token: string, sender: string) => ({
  'List-Unsubscribe': `<${unsubscribe}>, <mailto:${sender}?subject=unsubscribe%20${token}>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
});
