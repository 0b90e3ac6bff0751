// Two lists that come page by page, both sorted by subscriber: the audience, and a ledger of it.
import type { LedgerRow } from '../core/ledger.ts';

export type Alongside = {
  /** The rows of subscribers up to this one, from where the last call ended; without one, all that are left. */
  upTo(subscriberId?: string): Promise<Map<string, LedgerRow>>;
};

/** Holds no more than a page beyond what was asked for. */
export function alongside(pages: AsyncIterable<LedgerRow[]>): Alongside {
  const iterator = pages[Symbol.asyncIterator]();
  let held: LedgerRow[] = [];
  let isOver = false;
  return {
    async upTo(subscriberId) {
      const isBeyond = (row: LedgerRow) => subscriberId !== undefined && row.subscriberId > subscriberId;
      while (!isOver && !held.some(isBeyond)) {
        const { value, done } = await iterator.next();
        if (done) isOver = true;
        else held.push(...value);
      }
      const rest = held.filter(isBeyond);
      const taken = held.filter((row) => !isBeyond(row));
      held = rest;
      return new Map(taken.map((row) => [row.subscriberId, row]));
    },
  };
}

/** For an occasion that no earlier copy matters to. */
export const nothingBefore: Alongside = { upTo: async () => new Map() };
