import { type Consent, consentName } from '../../../functions/core/consent.ts';
import type { Consents } from '../../../functions/io/consents.ts';
import { made, putIf, sorted } from './rows.ts';
import type { Wire } from './wire.ts';

export type ConsentStore = {
  /** By subscriber, then by name. */
  rows: Map<string, Map<string, Consent>>;
  /** Hears of each that is added. */
  onAdd?: (consent: Consent) => void;
};

export const newConsents = (): ConsentStore => ({ rows: new Map() });

export const consents = (store: ConsentStore, { read, write }: Wire): Consents => {
  const of = (subscriberId: string) => read('consents.of', () => sorted(store.rows.get(subscriberId)));
  return {
    add: (consent) =>
      write('consents.add', () => {
        const own = made(store.rows, consent.subscriberId, () => new Map<string, Consent>());
        const isNew = putIf(own, consentName(consent), consent, (there) => there === undefined);
        if (isNew) store.onAdd?.(consent);
        return isNew;
      }),

    of,

    async erase(subscriberId) {
      for (const consent of await of(subscriberId)) {
        await write('consents.erase', () => void store.rows.get(subscriberId)?.delete(consentName(consent)));
      }
    },
  };
};
