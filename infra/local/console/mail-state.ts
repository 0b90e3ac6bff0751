// What is known of a mail without opening it.
import type { Element } from 'hast';
import { decodeWords } from 'postal-mime';
import type { EventType } from '../ses/mail.ts';
import type { SentMail } from '../ses/ses.ts';
import { badge, type Tone } from './shown.ts';

const words: Record<EventType, [Tone, string]> = {
  Send: ['quiet', 'sent'],
  Delivery: ['good', 'delivered'],
  Bounce: ['bad', 'bounced'],
  Complaint: ['bad', 'marked as spam'],
  Reject: ['bad', 'rejected'],
  'Rendering Failure': ['bad', 'not rendered'],
};

export const eventBadges = ({ events }: SentMail): Element[] => events.map((event) => badge(...words[event]));

export const subjectOf = ({ subject }: SentMail): string => decodeWords(subject ?? '') || '(no subject)';

export const recipientsOf = ({ to, cc, bcc }: SentMail): string[] => [...to, ...cc, ...bcc];

export const languageOf = ({ headers }: SentMail): string | undefined =>
  headers.find(({ name }) => name.toLowerCase() === 'content-language')?.value.trim();

export const pathOf = ({ id }: SentMail): string => `/mailbox/${encodeURIComponent(id)}`;
