import type { Moment } from '../../../functions/core/receipt.ts';
import type { Receipts } from '../../../functions/io/receipts.ts';
import { made, sorted } from './rows.ts';
import type { Wire } from './wire.ts';

type Telling = { at: Date; isTold: boolean };
type Noted = { key: string } & Partial<Record<Moment, Telling>>;

export type ReceiptStore = Map<string, Map<string, Noted>>;

const LEASE = 60_000;

export function receipts(store: ReceiptStore, { read, write }: Wire): Receipts {
  const row = (releaseId: string, key: string): Noted => {
    const rows = made(store, releaseId, () => new Map<string, Noted>());
    return made(rows, key, () => ({ key }));
  };
  return {
    note: (releaseId, key) => write('receipts.note', () => void row(releaseId, key)),

    of: (releaseId) =>
      read('receipts.of', () =>
        sorted(store.get(releaseId)).map(({ key, ...tellings }) => ({
          key,
          told: (['received', 'done'] as const).filter((moment) => tellings[moment]?.isTold),
        })),
      ),

    begin: ({ releaseId, key, moment }, now) =>
      write('receipts.begin', () => {
        const noted = row(releaseId, key);
        const telling = noted[moment];
        if (telling && (telling.isTold || now.getTime() - telling.at.getTime() <= LEASE)) return false;
        noted[moment] = { at: now, isTold: false };
        return true;
      }),

    end: ({ releaseId, key, moment }, at) =>
      write('receipts.end', () => {
        row(releaseId, key)[moment] = { at, isTold: true };
      }),

    free: ({ releaseId, key, moment }) =>
      write('receipts.free', () => {
        delete row(releaseId, key)[moment];
      }),
  };
}
