// The bytes of a mail: a function of the draft, the id and the clock, and of nothing else.
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Mailbox } from './address.ts';
import type { Draft } from './draft.ts';
import type { Header } from './headers.ts';
import { writeRaw } from './raw.ts';
import type { Rendered } from './template.ts';

export function compose(draft: Draft, id: string, at: Date): Promise<Buffer> {
  const messageId = `<${id}@email.amazonses.com>`;
  // RFC 5322 §3.3: the zone is an offset; GMT is obsolete.
  const date = at.toUTCString().replace('GMT', '+0000');
  if (draft.content.kind === 'unrenderable') return Promise.reject(new Error('Nothing to compose.'));
  if (draft.content.kind === 'raw') return Promise.resolve(writeRaw(draft.content.raw, messageId, date));
  return composeBody(draft, draft.content.body, messageId, date);
}

function composeBody(
  draft: Draft,
  { subject, text, html }: Rendered,
  messageId: string,
  date: string,
): Promise<Buffer> {
  const mail = new MailComposer({
    from: mailbox(draft.from),
    to: draft.to.map(mailbox),
    cc: draft.cc.map(mailbox),
    replyTo: draft.replyTo.map(mailbox),
    subject,
    messageId,
    date,
    // Nodemailer writes no part at all for an empty string.
    text: text === undefined ? undefined : canonical(text) || '\r\n',
    html: html === undefined ? undefined : canonical(html) || '\r\n',
    headers: draft.headers.map(header),
    baseBoundary: messageId.replaceAll(/[^A-Za-z0-9]/g, '').slice(0, 40),
    newline: '\r\n',
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return mail.compile().build();
}

const mailbox = ({ name, address }: Mailbox) => ({ name, address });

// As given: no folding, no encoding. Nodemailer takes these two only as text.
const header = ({ name, value }: Header) => ({
  key: name,
  value: /^(sender|references)$/i.test(name) ? value : { prepared: true, value },
});

// RFC 2045 §6.8: text lines end in CRLF before they are encoded.
const canonical = (text: string) => text.replaceAll(/\r\n|\r|\n/g, '\r\n');
