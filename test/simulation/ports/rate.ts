import type { Rate } from '../../../functions/io/rate.ts';
import type { Wire } from './wire.ts';

export type RateStore = { nextAt: number | undefined };

export const newRate = (): RateStore => ({ nextAt: undefined });

export const rate = (store: RateStore, { write }: Wire): Rate => ({
  reserve: (milliseconds, now) =>
    write('rate.reserve', () => {
      const begins = Math.max(now, store.nextAt ?? now);
      store.nextAt = begins + milliseconds;
      return begins;
    }),
});
