// Rows of a subscribers file: email,languages,topics,frequency,timezone,consent, and hour where there is one.
import * as z from 'zod/mini';
import { canonicalLanguage } from '../core/language.ts';
import { isZone } from '../core/newsroom.ts';
import { DIGEST_HOUR, type Wishes } from '../core/subscriber.ts';
import { isRole, mailAddress } from './mail-address.ts';

export const COLUMNS = ['email', 'languages', 'topics', 'frequency', 'timezone', 'consent'] as const;

export type Row = Partial<Record<(typeof COLUMNS)[number] | 'hour', string>>;

export type Imported = { address: string; wishes: Wishes; proof: string } | { refusal: string };

const list = (text: string | undefined): string[] =>
  (text ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter(Boolean);

const Frequency = z.enum(['immediate', 'daily', 'weekly']);

/** Who is to be a subscriber, or a sentence that says what is wrong with the row. */
export function importRow(row: Row): Imported {
  const found = mailAddress(row.email ?? '');
  if ('fault' in found) return { refusal: `"${row.email ?? ''}" is no mail address that can be written to` };
  if (isRole(found.address))
    return { refusal: `"${row.email}" is for the running of a system, not somebody's to read` };
  const written = list(row.languages);
  if (written.length === 0) return { refusal: 'the row names no language; write en, or ar;fr in order of preference' };
  const wrong = written.find((tag) => canonicalLanguage(tag) === undefined);
  if (wrong !== undefined) return { refusal: `"${wrong}" is no language tag; write en, fr, ar, zh-Hans …` };
  const frequency = Frequency.safeParse(row.frequency?.trim() || 'immediate');
  if (!frequency.success) return { refusal: `the frequency "${row.frequency}" is none of immediate, daily, weekly` };
  const timezone = row.timezone?.trim() || 'UTC';
  if (!isZone(timezone)) return { refusal: `"${timezone}" is no time zone; write one as Europe/Paris` };
  const hour = row.hour?.trim() || String(DIGEST_HOUR);
  if (!/^(?:\d|1\d|2[0-3])$/.test(hour)) return { refusal: `the hour "${hour}" is no full hour of a day, 0 to 23` };
  return {
    address: found.address,
    wishes: {
      languages: [...new Set(written.map((tag) => canonicalLanguage(tag) ?? tag))],
      ...{ standIn: false, topics: list(row.topics), frequency: frequency.data },
      ...{ timezone, hour: Number(hour), pausedUntil: null },
    },
    proof: row.consent?.trim() ?? '',
  };
}
