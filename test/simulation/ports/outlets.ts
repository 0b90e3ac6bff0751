import type { OpenPush, Outlet, OutletRequest, Push } from '../../../functions/core/outlet.ts';
import type { Outlets } from '../../../functions/io/outlets.ts';
import { made, pagesOf, putIf, sorted } from './rows.ts';
import type { Wire } from './wire.ts';

type Key = Pick<Outlet, 'feed' | 'id'>;

export type OutletStore = {
  /** By their feed and by their id. */
  rows: Map<string, Map<string, Outlet>>;
  requests: Map<string, OutletRequest>;
  counts: Map<string, number>;
  /** By their release and by their feed. */
  pushes: Map<string, Map<string, Push>>;
  open: Map<string, OpenPush>;
  /** Hears of each outlet as it was changed; undefined where it has left. */
  onChange?: (key: Key, outlet: Outlet | undefined) => void;
};

export const newOutlets = (): OutletStore => ({
  ...{ rows: new Map(), requests: new Map(), counts: new Map(), pushes: new Map(), open: new Map() },
});

export const outletRow = ({ rows }: OutletStore, { feed, id }: Key): Outlet | undefined => rows.get(feed)?.get(id);

export const keepOutlet = (store: OutletStore, outlet: Outlet): void => {
  made(store.rows, outlet.feed, () => new Map<string, Outlet>()).set(outlet.id, outlet);
  store.onChange?.(outlet, outlet);
};

export function outlets(store: OutletStore, { read, write }: Wire, page = 1000): Outlets {
  const keep = (outlet: Outlet): void => keepOutlet(store, outlet);

  /** Deletes the row where the condition holds of what is there. */
  const drop = (call: string, key: Key, condition: (there: Outlet | undefined) => boolean): Promise<boolean> =>
    write(`outlets.${call}`, () => {
      const there = outletRow(store, key);
      if (!condition(there)) return false;
      if (there) {
        store.rows.get(key.feed)?.delete(key.id);
        store.onChange?.(key, undefined);
      }
      return true;
    });

  const end = (call: string, key: Key, attempt: string, changes: Partial<Outlet>): Promise<boolean> =>
    write(`outlets.${call}`, () => {
      const there = outletRow(store, key);
      if (there?.attempt?.id !== attempt) return false;
      const { attempt: _, ...rest } = there;
      keep({ ...rest, ...changes });
      return true;
    });

  return {
    ask: (request) => write('outlets.ask', () => void store.requests.set(request.id, request)),

    request: (id) => read('outlets.request', () => store.requests.get(id)),

    forgetRequest: (id) => write('outlets.forgetRequest', () => void store.requests.delete(id)),

    count: (what, hour) =>
      write('outlets.count', () => {
        const name = `${what}#${hour}`;
        const count = (store.counts.get(name) ?? 0) + 1;
        store.counts.set(name, count);
        return count;
      }),

    async subscribe(asked) {
      const keep = (condition: (there: Outlet | undefined) => boolean, since?: string) =>
        write('outlets.subscribe', () => {
          const there = outletRow(store, asked);
          if (!condition(there)) return false;
          keepOutlet(store, { failures: 0, ...there, ...asked, since: since ?? there?.since ?? asked.since });
          return true;
        });
      const isNewer = (there: Outlet) => there.askedAt <= asked.askedAt;
      const isLive = (there: Outlet) => there.leaseUntil > asked.since;
      if (await keep((there) => there !== undefined && isNewer(there) && isLive(there))) return true;
      return keep((there) => there === undefined || (isNewer(there) && !isLive(there)), asked.since);
    },

    leave: (key, askedAt) => drop('leave', key, (there) => !there || there.askedAt <= askedAt),

    get: (key) => read('outlets.get', () => outletRow(store, key)),

    async *of(feed) {
      yield* await read('outlets.of', () => pagesOf(sorted(store.rows.get(feed)), page));
    },

    claim: (key, attempt, now) =>
      write('outlets.claim', () => {
        const there = outletRow(store, key);
        if (!there) return undefined;
        const { attempt: other } = there;
        if (other && other.until > now && other.id !== attempt.id) return undefined;
        keep({ ...there, attempt });
        return { ...there, attempt };
      }),

    took: (key, attempt, { etag, takenAt, milliseconds }) =>
      end('took', key, attempt, { etag, takenAt, failures: 0, ...(milliseconds !== undefined && { milliseconds }) }),

    failed: (key, attempt, failures) => end('failed', key, attempt, { failures }),

    gone: (key, attempt, askedAt) =>
      drop('gone', key, (there) => there?.attempt?.id === attempt && there.askedAt === askedAt),

    push: (releaseId, push) =>
      write('outlets.push', () => {
        const pushes = made(store.pushes, releaseId, () => new Map<string, Push>());
        putIf(pushes, push.feed, push, (there) => there?.etag !== push.etag);
      }),

    pushes: (releaseId) => read('outlets.pushes', () => sorted(store.pushes.get(releaseId))),

    open: (push) => write('outlets.open', () => void store.open.set(push.releaseId, push)),

    opened: () => read('outlets.opened', () => sorted(store.open)),

    close: ({ releaseId, at }) =>
      write('outlets.close', () => {
        const there = store.open.get(releaseId);
        if (!there || there.at > at) return false;
        store.open.delete(releaseId);
        return true;
      }),
  };
}
