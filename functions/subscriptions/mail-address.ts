// Addresses as people write them, and as SES takes them.
import { domainToASCII } from 'node:url';
import * as z from 'zod/mini';
import { canonicalAddress } from '../core/subscriber.ts';

export type MailAddress = { address: string } | { fault: 'malformed' | 'letters' };

// Top-level domains have hyphens and digits too, in Punycode: xn--kgbechtv.
const host = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/** RFC 5321 §4.5.3.1: octets of the local part, and of the whole path without its brackets. */
const [LOCAL, WHOLE] = [64, 254];

/** As SES takes it: an ASCII local part (it has no SMTPUTF8), the domain in Punycode. */
export function mailAddress(text: string): MailAddress {
  const canonical = canonicalAddress(text);
  const at = canonical.lastIndexOf('@');
  const [local, domain] = [canonical.slice(0, Math.max(at, 0)), domainToASCII(canonical.slice(at + 1))];
  const address = `${local}@${domain}`;
  if (!host.test(domain) || local.length > LOCAL || address.length > WHOLE) return { fault: 'malformed' };
  if (z.email().safeParse(`${local}@example.org`).success) return { address };
  return { fault: /^[^\s@"(),:;<>[\\\]]+$/u.test(local) && /\P{ASCII}/u.test(local) ? 'letters' : 'malformed' };
}

const google = new Set(['gmail.com', 'googlemail.com']);

/**
 * The mailbox behind an address: what comes after "+" leads to the same one at most providers, and Google ignores dots.
 * It only counts how often somebody is written to; mails go to the address.
 */
export function mailboxOf(address: string): string {
  const at = address.lastIndexOf('@');
  const [local, domain] = [address.slice(0, at).replace(/(?!^)\+.*$/, ''), address.slice(at + 1)];
  return google.has(domain) ? `${local.replaceAll('.', '')}@gmail.com` : `${local}@${domain}`;
}

// RFC 2142 §§3 to 5, and senders that nobody reads. "press", "info" and "newsdesk" are whom we write for.
const roles = new Set(
  [
    'abuse noc security postmaster hostmaster usenet uucp ftp www webmaster',
    'mailer-daemon root noreply no-reply donotreply do-not-reply',
  ]
    .join(' ')
    .split(' '),
);

/** Whether the address stands for the running of a system, which nobody subscribes by. */
export const isRole = (address: string): boolean => roles.has(mailboxOf(address).split('@')[0] ?? '');
