// Subscribers, and rows of their ledger.
import type { LedgerRow } from '../../../functions/core/ledger.ts';
import type { Subscriber } from '../../../functions/core/subscriber.ts';

export const reader = (id: string, changes: Partial<Subscriber> = {}): Subscriber => ({
  ...{ id, address: `${id}@example.org`, languages: ['en'], topics: [], frequency: 'immediate' as const },
  ...{ timezone: 'UTC', hour: 8, standIn: false, pausedUntil: null, formerRhythm: null, state: 'active' as const },
  ...changes,
});

export const row = (subscriberId: string, changes: Partial<LedgerRow> = {}): LedgerRow => ({
  ...{ subscriberId, language: 'en', version: 1, state: 'SENT', attempt: 'one', at: '2026-03-09T08:00:00.000Z' },
  ...changes,
});

export const rows = (...all: LedgerRow[]): Map<string, LedgerRow> => new Map(all.map((one) => [one.subscriberId, one]));

/** When a bulletin is planned, and by whom. */
export const now = { newsroom: { languages: ['en', 'fr', 'ar'] }, now: new Date('2026-03-10T18:00:00Z') };
