// Rows of a subscribers file: email,languages,topics,frequency,timezone,consent.
import { domainToASCII } from 'node:url';
import { z } from 'zod';
import { canonicalLanguage } from '../core/language.ts';
import { canonicalAddress, DIGEST_HOUR, type Subscriber, subscriberId } from '../core/subscriber.ts';

export const COLUMNS = ['email', 'languages', 'topics', 'frequency', 'timezone', 'consent'] as const;

export type Row = Partial<Record<(typeof COLUMNS)[number], string>>;

export type Imported = { subscriber: Subscriber } | { refusal: string };

const list = (text: string | undefined): string[] =>
  (text ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter(Boolean);

const Frequency = z.enum(['immediate', 'daily', 'weekly']);

/** A subscriber, or a sentence that says what is wrong with the row. `key` names subscribers without their address. */
export function importRow(row: Row, key: string): Imported {
  const address = mailable(row.email ?? '');
  if (address === undefined) return { refusal: `"${row.email ?? ''}" is no mail address that can be written to` };
  const written = list(row.languages);
  if (written.length === 0) return { refusal: 'the row names no language; write en, or ar;fr in order of preference' };
  const wrong = written.find((tag) => canonicalLanguage(tag) === undefined);
  if (wrong !== undefined) return { refusal: `"${wrong}" is no language tag; write en, fr, ar, zh-Hans …` };
  const frequency = Frequency.safeParse(row.frequency?.trim() || 'immediate');
  if (!frequency.success) return { refusal: `the frequency "${row.frequency}" is none of immediate, daily, weekly` };
  const timezone = row.timezone?.trim() || 'UTC';
  if (!isZone(timezone)) return { refusal: `"${timezone}" is no time zone; write one as Europe/Paris` };
  return {
    subscriber: {
      id: subscriberId(key, address),
      address,
      languages: written.map((tag) => canonicalLanguage(tag) ?? tag),
      topics: list(row.topics),
      frequency: frequency.data,
      timezone,
      hour: DIGEST_HOUR,
      consent: row.consent?.trim() ?? '',
      state: 'active',
    },
  };
}

// Top-level domains have hyphens and digits too, in Punycode: xn--kgbechtv.
const host = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/** As SES takes it: an ASCII local part (it has no SMTPUTF8), the domain in Punycode. */
function mailable(text: string): string | undefined {
  const address = canonicalAddress(text);
  const at = address.lastIndexOf('@');
  const [local, domain] = [address.slice(0, Math.max(at, 0)), domainToASCII(address.slice(at + 1))];
  const isMailable = z.email().safeParse(`${local}@example.org`).success && host.test(domain);
  return isMailable ? `${local}@${domain}` : undefined;
}

function isZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}
