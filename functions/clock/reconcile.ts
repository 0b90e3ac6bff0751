// What to do with calls to SES of which nobody knows how they ended.

import { BULK, type BulletinKey } from '../core/bulletin.ts';
import type { Attempt, LedgerRow } from '../core/ledger.ts';
import type { CopiesDue } from '../core/messages.ts';

/** Milliseconds. Longer than SES events take to arrive, and than a sender lives: sooner would be a second mail. */
export const GRACE = 15 * 60_000;

/** `ended`: all its mails are known of. `waits`: for its sender, or its events. `overdue`: these get their mail again. */
export type Verdict = { kind: 'ended' } | { kind: 'waits' } | { kind: 'overdue'; subscriberIds: string[] };

const isOpen = ({ state }: LedgerRow): boolean => state === 'CLAIMED' || state === 'UNKNOWN' || state === 'FREE';

/** What is left of an attempt; `rows` are the ledger's of its subscribers, whoever wrote them. */
export function verdict({ attempt, at, subscriberIds }: Attempt, rows: LedgerRow[], now: Date): Verdict {
  const settled = rows.filter((row) => !isOpen(row));
  // Nothing of it can be claimed any more.
  if (settled.length === subscriberIds.length) return { kind: 'ended' };
  if (now.getTime() - Date.parse(at) < GRACE) return { kind: 'waits' };
  const own = rows.filter((row) => row.attempt === attempt && isOpen(row)).map(({ subscriberId }) => subscriberId);
  return own.length === 0 ? { kind: 'ended' } : { kind: 'overdue', subscriberIds: own };
}

/** The messages that send these copies again. */
export const copiesAgain = (
  subscriberIds: string[],
  { releaseId, occasion }: BulletinKey,
  { language, entries }: Pick<Attempt, 'language' | 'entries'>,
): CopiesDue[] =>
  Array.from({ length: Math.ceil(subscriberIds.length / BULK) }, (_, at) => ({
    ...{ releaseId, occasion, language },
    ...(entries ? { entries } : {}),
    subscriberIds: subscriberIds.slice(at * BULK, (at + 1) * BULK),
  }));
