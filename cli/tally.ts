// What became of the copies of bulletins, counted.
import type { BulletinKey } from '../functions/core/bulletin.ts';
import type { LedgerState } from '../functions/core/ledger.ts';
import { SHARDS } from '../functions/core/subscriber.ts';
import type { Ledger } from '../functions/io/ledger.ts';

export type Tally = Record<LedgerState | 'delivered' | 'bounced', number>;

export async function tally(bulletins: BulletinKey[], ledger: Pick<Ledger, 'rows'>): Promise<Tally> {
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
  const count = async (bulletin: BulletinKey, shard: number) => {
    for await (const rows of ledger.rows(bulletin, shard)) {
      for (const { state, delivery } of rows) {
        counts[state]++;
        if (delivery === 'delivered' || delivery === 'complained') counts.delivered++;
        if (delivery === 'bounced') counts.bounced++;
      }
    }
  };
  for (const bulletin of bulletins) {
    await Promise.all(Array.from({ length: SHARDS }, (_, shard) => count(bulletin, shard)));
  }
  return counts;
}
