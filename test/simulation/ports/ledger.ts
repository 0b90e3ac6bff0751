import type { BulletinKey } from '../../../functions/core/bulletin.ts';
import { type Attempt, deliveries, type LedgerKey, type LedgerRow } from '../../../functions/core/ledger.ts';
import { shardOf } from '../../../functions/core/subscriber.ts';
import type { Ledger } from '../../../functions/io/ledger.ts';
import { bulletinName } from './bulletins.ts';
import { made, pagesOf, putIf, sorted } from './rows.ts';
import type { Wire } from './wire.ts';

/** A write that changed a row. */
export type LedgerWrite = { call: 'claim' | 'forgo' | 'settle' | 'told'; key: LedgerKey; row: LedgerRow };

export type LedgerStore = {
  /** By bulletin and shard, then by subscriber. */
  rows: Map<string, Map<string, LedgerRow>>;
  attempts: Map<string, Map<string, Attempt>>;
  /** Hears of each write as it happens. */
  onWrite?: (write: LedgerWrite) => void;
};

export const newLedger = (): LedgerStore => ({ rows: new Map(), attempts: new Map() });

const partition = (key: BulletinKey, shard: number): string => `${bulletinName(key)}#${shard}`;
const partitionOf = (key: LedgerKey): string => partition(key, shardOf(key.subscriberId));

export const ledgerRow = (store: LedgerStore, key: LedgerKey): LedgerRow | undefined =>
  store.rows.get(partitionOf(key))?.get(key.subscriberId);

export function ledger(store: LedgerStore, { read, write }: Wire, page = 1000): Ledger {
  const rowsOf = (key: LedgerKey) => made(store.rows, partitionOf(key), () => new Map<string, LedgerRow>());

  const put = (call: 'claim' | 'forgo', key: LedgerKey, changes: Omit<LedgerRow, 'subscriberId'>) =>
    write(`ledger.${call}`, () => {
      const row = { subscriberId: key.subscriberId, ...changes };
      // The SDK repeats a call whose answer was lost.
      const isOwn = (there: LedgerRow) =>
        call === 'claim' && there.state === 'CLAIMED' && there.attempt === row.attempt;
      const isWritten = putIf(
        rowsOf(key),
        row.subscriberId,
        row,
        (there) => !there || there.state === 'FREE' || isOwn(there),
      );
      if (isWritten) store.onWrite?.({ call, key, row });
      return isWritten;
    });

  const change = (
    call: 'settle' | 'told',
    key: LedgerKey,
    condition: (row: LedgerRow) => boolean,
    changes: Partial<LedgerRow>,
  ) =>
    write(`ledger.${call}`, () => {
      const there = ledgerRow(store, key);
      if (!there || !condition(there)) return false;
      const row = { ...there, ...changes };
      rowsOf(key).set(key.subscriberId, row);
      store.onWrite?.({ call, key, row });
      return true;
    });

  return {
    claim: (key, what, attempt, at) => put('claim', key, { ...what, state: 'CLAIMED', attempt, at }),

    forgo: (key, state, at) => put('forgo', key, { state, at }),

    settle: (key, attempt, state, at) => {
      const isOpen = (row: LedgerRow) => row.state === 'CLAIMED' || row.state === 'UNKNOWN';
      return change('settle', key, (row) => row.attempt === attempt && isOpen(row), { state, at });
    },

    told(key, attempt, { state, delivery }, at) {
      const open = ['CLAIMED', 'UNKNOWN', 'FREE', ...(state === 'FAILED' || delivery ? ['SENT'] : [])];
      const strength = (one: LedgerRow['delivery']) => (one === undefined ? -1 : deliveries.indexOf(one));
      const isWeaker = (row: LedgerRow) => delivery === undefined || strength(row.delivery) <= strength(delivery);
      const isMeant = (row: LedgerRow) => row.attempt === attempt && open.includes(row.state) && isWeaker(row);
      return change('told', key, isMeant, { state, at, ...(delivery ? { delivery } : {}) });
    },

    many: (bulletin, ids) =>
      read('ledger.many', () => ids.flatMap((subscriberId) => ledgerRow(store, { ...bulletin, subscriberId }) ?? [])),

    begin: (bulletin, attempt) =>
      write(
        'ledger.begin',
        () => void made(store.attempts, bulletinName(bulletin), () => new Map()).set(attempt.attempt, attempt),
      ),

    end: (bulletin, attempt) =>
      write('ledger.end', () => void store.attempts.get(bulletinName(bulletin))?.delete(attempt)),

    attempts: (bulletin) => read('ledger.attempts', () => sorted(store.attempts.get(bulletinName(bulletin)))),

    async *rows(bulletin, shard) {
      const query = () => sorted(store.rows.get(partition(bulletin, shard)));
      yield* await read('ledger.rows', () => pagesOf(query(), page));
    },
  };
}
