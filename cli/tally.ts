// What became of the copies of a release, counted.
import type { LedgerState } from '../functions/core/bulletin.ts';
import { SHARDS } from '../functions/core/subscriber.ts';

export type Tally = Record<LedgerState | 'delivered' | 'bounced', number>;

type Ledger = ReturnType<typeof import('../functions/io/ledger.ts').ledger>;

export async function tally(id: string, ledger: Ledger): Promise<Tally> {
  const counts: Tally = {
    CLAIMED: 0,
    UNKNOWN: 0,
    FREE: 0,
    SENT: 0,
    FAILED: 0,
    SUPPRESSED: 0,
    UNSUBSCRIBED: 0,
    delivered: 0,
    bounced: 0,
  };
  const shards = Array.from({ length: SHARDS }, async (_, shard) => {
    for await (const rows of ledger.rows({ releaseId: id, occasion: 'publication' }, shard)) {
      for (const { state, delivery } of rows) {
        counts[state]++;
        if (delivery === 'delivered' || delivery === 'complained') counts.delivered++;
        if (delivery === 'bounced') counts.bounced++;
      }
    }
  });
  await Promise.all(shards);
  return counts;
}
