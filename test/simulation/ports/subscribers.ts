import type { Rhythm } from '../../../functions/core/digest-hour.ts';
import { type Member, type Subscriber, shardOf } from '../../../functions/core/subscriber.ts';
import type { Subscribers } from '../../../functions/io/subscribers.ts';
import { pagesOf, putIf, sorted } from './rows.ts';
import type { Wire } from './wire.ts';

export type SubscriberStore = {
  members: Map<string, Subscriber>;
  suppressed: Map<string, { reason: 'bounce' | 'complaint'; at: string }>;
  rhythms: Map<string, Rhythm>;
  shards: Map<string, number>;
  /** Hears of who leaves or is suppressed, as it happens. */
  onLeave?: (id: string) => void;
};

export const newSubscribers = (): SubscriberStore => ({
  members: new Map(),
  suppressed: new Map(),
  rhythms: new Map(),
  shards: new Map(),
});

const isMissing = (there: unknown): boolean => there === undefined;

const memberOf = ({ address: _, consent: __, ...member }: Subscriber): Member => member;

export const subscribers = (store: SubscriberStore, { read, write }: Wire, page = 1000): Subscribers => ({
  async add(subscriber) {
    const { frequency, hour, timezone } = subscriber;
    const shard = shardOf(subscriber.id);
    await write('subscribers.noteShard', () => void store.shards.set(String(shard).padStart(2, '0'), shard));
    if (frequency !== 'immediate') {
      const name = `${frequency}#${String(hour).padStart(2, '0')}#${timezone}`;
      await write('subscribers.noteRhythm', () => void store.rhythms.set(name, { frequency, hour, timezone }));
    }
    return write('subscribers.add', () => putIf(store.members, subscriber.id, subscriber, isMissing));
  },

  rhythms: () => read('subscribers.rhythms', () => sorted(store.rhythms)),

  shards: () => read('subscribers.shards', () => sorted(store.shards)),

  get: (id) => read('subscribers.get', () => store.members.get(id)),

  many: (ids) => read('subscribers.many', () => ids.flatMap((id) => store.members.get(id) ?? [])),

  suppressed: (ids) => read('subscribers.suppressed', () => new Set(ids.filter((id) => store.suppressed.has(id)))),

  async *shard(shard) {
    const all = () => sorted(store.members).filter(({ id }) => shardOf(id) === shard);
    yield* await read('subscribers.shard', () => pagesOf(all().map(memberOf), page));
  },

  unsubscribe: (id) =>
    write('subscribers.unsubscribe', () => {
      const there = store.members.get(id);
      if (there) store.members.set(id, { ...there, state: 'unsubscribed' });
      store.onLeave?.(id);
      return there !== undefined;
    }),

  suppress: (id, reason, at) =>
    write('subscribers.suppress', () => {
      putIf(store.suppressed, id, { reason, at }, isMissing);
      store.onLeave?.(id);
    }),
});
