import type { Rhythm } from '../../../functions/core/digest-hour.ts';
import { type Member, type Subscriber, shardOf } from '../../../functions/core/subscriber.ts';
import type { Subscribers } from '../../../functions/io/subscribers.ts';
import type { Suppression } from '../../../functions/io/suppressions.ts';
import { pagesOf, sorted } from './rows.ts';
import type { Wire } from './wire.ts';

export type SubscriberStore = {
  members: Map<string, Subscriber>;
  suppressed: Map<string, Suppression>;
  /** By the keyed hash of an address: whom it stands for. */
  aliases: Map<string, string>;
  rhythms: Map<string, Rhythm>;
  shards: Map<string, number>;
  /** Hears of each change of somebody's rows, as it happens. */
  onChange?: (id: string) => void;
};

export const newSubscribers = (): SubscriberStore => ({
  members: new Map(),
  suppressed: new Map(),
  aliases: new Map(),
  rhythms: new Map(),
  shards: new Map(),
});

const isMissing = (there: unknown): boolean => there === undefined;

const memberOf = ({ address: _, confirmed: __, moved: ___, unsubscribedAt: ____, ...member }: Subscriber): Member =>
  member;

export function subscribers(store: SubscriberStore, { read, write }: Wire, page = 250): Subscribers {
  const noteWhere = async (
    { id }: Pick<Subscriber, 'id'>,
    { frequency, hour, timezone }: Pick<Subscriber, 'frequency' | 'hour' | 'timezone'>,
  ) => {
    const shard = shardOf(id);
    await write('subscribers.noteShard', () => void store.shards.set(String(shard).padStart(2, '0'), shard));
    if (frequency !== 'immediate') {
      const name = `${frequency}#${String(hour).padStart(2, '0')}#${timezone}`;
      await write('subscribers.noteRhythm', () => void store.rhythms.set(name, { frequency, hour, timezone }));
    }
  };

  /** A conditional write of somebody's row; what it is then, or undefined where the condition doesn't hold. */
  const put = (
    call: string,
    id: string,
    condition: (there: Subscriber | undefined) => boolean,
    row: (there: Subscriber | undefined) => Subscriber | undefined,
  ) =>
    write(`subscribers.${call}`, () => {
      const there = store.members.get(id);
      const next = condition(there) ? row(there) : undefined;
      if (!next) return undefined;
      store.members.set(id, next);
      store.onChange?.(id);
      return next;
    });

  const change = async (
    call: string,
    id: string,
    condition: (there: Subscriber) => boolean,
    row: (there: Subscriber) => Subscriber,
  ) =>
    (await put(
      call,
      id,
      (there) => there !== undefined && condition(there),
      (there) => there && row(there),
    )) !== undefined;

  return {
    async add(subscriber) {
      await noteWhere(subscriber, subscriber);
      return (await put('add', subscriber.id, isMissing, () => subscriber)) !== undefined;
    },

    async confirm(subscriber) {
      await noteWhere(subscriber, subscriber);
      const isNewer = (there: Subscriber | undefined) =>
        (there?.confirmed === undefined || there.confirmed < subscriber.confirmed) &&
        (there?.moved === undefined || there.moved === subscriber.moved);
      return (await put('confirm', subscriber.id, isNewer, () => subscriber)) !== undefined;
    },

    async change(id, wishes, formerRhythm) {
      await noteWhere({ id }, wishes);
      const isActive = ({ state }: Subscriber) => state === 'active';
      return change('change', id, isActive, (there) => ({ ...there, ...wishes, formerRhythm }));
    },

    comeBack: (id, unsubscribedAt) =>
      change(
        'comeBack',
        id,
        (there) => there.state === 'unsubscribed' && there.unsubscribedAt === unsubscribedAt,
        ({ unsubscribedAt: _, ...there }) => ({ ...there, state: 'active' }),
      ),

    move: (id, address, askedAt) =>
      change(
        'move',
        id,
        ({ moved = '', confirmed = '' }) => moved <= askedAt && confirmed < askedAt,
        (there) => ({ ...there, address, moved: askedAt }),
      ),

    remove: (id) =>
      write('subscribers.remove', () => {
        store.members.delete(id);
        store.onChange?.(id);
      }),

    idOf: (hash) => read('subscribers.idOf', () => store.aliases.get(hash) ?? hash),

    alias: (hash, id) =>
      write(
        'subscribers.alias',
        () => void (id === undefined ? store.aliases.delete(hash) : store.aliases.set(hash, id)),
      ),

    rhythms: () => read('subscribers.rhythms', () => sorted(store.rhythms)),

    shards: () => read('subscribers.shards', () => sorted(store.shards)),

    get: (id) => read('subscribers.get', () => store.members.get(id)),

    many: (ids) => read('subscribers.many', () => ids.flatMap((id) => store.members.get(id) ?? [])),

    async *shard(shard) {
      const all = () => sorted(store.members).filter(({ id }) => shardOf(id) === shard);
      yield* await read('subscribers.shard', () => pagesOf(all().map(memberOf), page));
    },

    unsubscribe: (id, at) =>
      put(
        'unsubscribe',
        id,
        (there) => there !== undefined,
        (there) => there && { ...there, state: 'unsubscribed', unsubscribedAt: there.unsubscribedAt ?? at },
      ),

    suppressed: (ids) => read('subscribers.suppressed', () => new Set(ids.filter((id) => store.suppressed.has(id)))),

    suppress: (id, reason, at) =>
      write('subscribers.suppress', () => {
        const there = store.suppressed.get(id) ?? { reason, at };
        store.suppressed.set(id, there.at < at ? { ...there, reason, at } : there);
        store.onChange?.(id);
      }),

    suppression: (id) => read('subscribers.suppression', () => store.suppressed.get(id)),

    invite: (id, at, after) =>
      write('subscribers.invite', () => {
        const there = store.suppressed.get(id);
        if (!there) return false;
        const { invitedAt } = there;
        if (invitedAt !== undefined && invitedAt >= after && invitedAt !== at) return false;
        store.suppressed.set(id, { ...there, invitedAt: at });
        return true;
      }),

    lift: (id, askedAt) =>
      write('subscribers.lift', () => {
        const there = store.suppressed.get(id);
        if (!there || there.at >= askedAt) return false;
        store.suppressed.delete(id);
        store.onChange?.(id);
        return true;
      }),
  };
}
