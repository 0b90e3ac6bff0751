import { type Mailbox, parseMailbox } from './address.ts';
import type { Recipients } from './draft.ts';
import { badRequest } from './errors.ts';

type Destination = { ToAddresses: string[]; CcAddresses: string[]; BccAddresses: string[] };

export function parseRecipients({ ToAddresses, CcAddresses, BccAddresses }: Destination): Recipients {
  const count = ToAddresses.length + CcAddresses.length + BccAddresses.length;
  if (count > 50) throw badRequest(`A message has ${count} recipients; the limit is 50.`);
  return { to: mailboxes(ToAddresses), cc: mailboxes(CcAddresses), bcc: mailboxes(BccAddresses) };
}

export const mailboxes = (texts: readonly string[]): Mailbox[] => texts.map(parseMailbox);
