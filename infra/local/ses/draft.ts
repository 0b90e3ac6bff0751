// A message as the caller asked for it, before it is accepted.
import type { Mailbox } from './address.ts';
import type { Header } from './headers.ts';
import type { RawMessage } from './raw.ts';
import type { Tag } from './tags.ts';
import type { Rendered } from './template.ts';

export type Content =
  | { kind: 'simple' | 'templated'; body: Rendered }
  | { kind: 'raw'; raw: RawMessage }
  | { kind: 'unrenderable'; reason: string; templateName: string };

export type Recipients = { to: Mailbox[]; cc: Mailbox[]; bcc: Mailbox[] };

export type Draft = Recipients & {
  operation: 'SendEmail' | 'SendBulkEmail';
  from: Mailbox;
  replyTo: Mailbox[];
  headers: Header[];
  tags: Tag[];
  configurationSet: string | undefined;
  content: Content;
};

export const recipientsOf = ({ to, cc, bcc }: Recipients): string[] => [
  ...new Set([...to, ...cc, ...bcc].map(({ address }) => address)),
];
