// Copies that somebody may be about to send: noted before anything of them was read, and not claimed yet.
import type { Attempt, LedgerRow } from '../core/ledger.ts';

/** Milliseconds. No sender lives longer. */
const LIFE = 10 * 60_000;

/** By subscriber, as good as claimed, and of any version before this one: nobody knows what their sender has read. */
export const expectedRows = (attempts: Attempt[], roundAt: string): Map<string, LedgerRow> =>
  new Map(
    attempts
      .filter(({ at }) => Date.parse(roundAt) - Date.parse(at) < LIFE)
      .flatMap(({ attempt, at, language, subscriberIds }) =>
        subscriberIds.map((subscriberId) => [
          subscriberId,
          { subscriberId, language, version: 0, state: 'CLAIMED' as const, attempt, at },
        ]),
      ),
  );

/** The rows, and what is expected of who has none, or none that ended. */
export const withExpected = (rows: Map<string, LedgerRow>, expected: Map<string, LedgerRow>): Map<string, LedgerRow> =>
  new Map([...expected, ...[...rows].filter(([id, { state }]) => state !== 'FREE' || !expected.has(id))]);
