// Who reads the newsroom, in memory: as much of functions/io as the commands need.
import type { Consent } from '../../functions/core/consent.ts';
import { consentName } from '../../functions/core/consent.ts';
import type { SignUp } from '../../functions/core/sign-up.ts';
import { type Subscriber, subscriberId } from '../../functions/core/subscriber.ts';
import type { TokenKeys } from '../../functions/core/token.ts';
import type { Found } from '../../functions/io/copies.ts';
import type { Suppression } from '../../functions/io/suppressions.ts';

export const keys: TokenKeys = { current: 'a', keys: { a: 'the key of these tests' } };
export const idFor = (address: string): string => subscriberId('the key of these tests', address);

export const reader = (address: string, changes: Partial<Subscriber> = {}): Subscriber => ({
  ...{ id: idFor(address), address, state: 'active', formerRhythm: null },
  ...{ languages: ['en'], standIn: false, topics: [], frequency: 'immediate' },
  ...{ timezone: 'UTC', hour: 8, pausedUntil: null },
  ...changes,
});

export function newReaders(there: Subscriber[] = []) {
  const rows = new Map(there.map((one) => [one.id, one]));
  const suppressed = new Map<string, Suppression>();
  const aliased = new Map<string, string>();
  const said: Consent[] = [];
  const asked = new Map<string, SignUp>();
  const found: (Found & { id: string })[] = [];
  /** What SES was asked to forget. */
  const unsuppressed: string[] = [];

  const subscribers = {
    idOf: async (hash: string) => aliased.get(hash) ?? hash,
    async alias(hash: string, id?: string) {
      if (id === undefined) aliased.delete(hash);
      else aliased.set(hash, id);
    },
    get: async (id: string) => rows.get(id),
    many: async (ids: string[]) => ids.flatMap((id) => rows.get(id) ?? []),
    async add(subscriber: Subscriber) {
      if (rows.has(subscriber.id)) return false;
      rows.set(subscriber.id, subscriber);
      return true;
    },
    async remove(id: string) {
      rows.delete(id);
    },
    async unsubscribe(id: string, at: string) {
      const row = rows.get(id);
      if (!row) return undefined;
      const left: Subscriber = { ...row, state: 'unsubscribed', unsubscribedAt: row.unsubscribedAt ?? at };
      rows.set(id, left);
      return left;
    },
    suppressed: async (ids: string[]) => new Set(ids.filter((id) => suppressed.has(id))),
    suppression: async (id: string) => suppressed.get(id),
    async suppress(id: string, reason: Suppression['reason'], at: string) {
      suppressed.set(id, { reason: suppressed.get(id)?.reason ?? reason, at });
    },
  };
  const aliases = {
    idsOf: async (hashes: string[]) => new Map(hashes.map((hash) => [hash, aliased.get(hash) ?? hash])),
  };
  const consents = {
    async add(consent: Consent) {
      const isThere = said.some(
        (one) => one.subscriberId === consent.subscriberId && consentName(one) === consentName(consent),
      );
      if (!isThere) said.push(consent);
      return !isThere;
    },
    of: async (id: string) => said.filter(({ subscriberId }) => subscriberId === id),
    async erase(id: string) {
      said.splice(0, said.length, ...said.filter(({ subscriberId }) => subscriberId !== id));
    },
  };
  const signUps = {
    get: async (id: string) => asked.get(id),
    movesOf: async (id: string) => [...asked.values()].filter(({ moves }) => moves === id),
    async remove(id: string) {
      asked.delete(id);
    },
  };
  const copies = {
    async *of(ids: string[]) {
      yield { found: found.filter(({ id }) => ids.includes(id)), looked: found.length };
    },
    async remove(one: Found) {
      const at = found.findIndex(({ key }) => key === one.key);
      if (at >= 0) found.splice(at, 1);
    },
  };
  const unsuppress = async (address: string) => void unsuppressed.push(address);
  return {
    ports: {
      subscribers,
      aliases,
      consents,
      signUps,
      copies,
      unsuppress,
      keys: async () => keys,
      pause: async () => undefined,
    },
    ...{ rows, suppressed, aliases: aliased, said, asked, found, unsuppressed },
  };
}
