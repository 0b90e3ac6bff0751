import type { Bulletin, BulletinKey, Plan } from '../../../functions/core/bulletin.ts';
import type { Bulletins, OpenBulletin } from '../../../functions/io/bulletins.ts';
import { made, putIf, sorted } from './rows.ts';
import type { Wire } from './wire.ts';

export type BulletinStore = {
  rows: Map<string, Bulletin>;
  open: Map<string, OpenBulletin>;
  plans: Map<string, Map<string, Plan>>;
};

export const newBulletins = (): BulletinStore => ({
  rows: new Map(),
  open: new Map(),
  plans: new Map(),
});

export const bulletinName = ({ releaseId, occasion }: BulletinKey): string => `${releaseId}#${occasion}`;

export function bulletins(store: BulletinStore, { read, write }: Wire): Bulletins {
  const change = (key: BulletinKey, condition: (row: Bulletin) => boolean, changes: (row: Bulletin) => object) => {
    const row = store.rows.get(bulletinName(key));
    if (!row || !condition(row)) return false;
    store.rows.set(bulletinName(key), { ...row, ...changes(row) });
    return true;
  };

  const get = (key: BulletinKey) => read('bulletins.get', () => store.rows.get(bulletinName(key)));

  const noteOpen = ({ releaseId, occasion, round }: OpenBulletin) =>
    write(
      'bulletins.noteOpen',
      () => void store.open.set(bulletinName({ releaseId, occasion }), { releaseId, occasion, round }),
    );

  return {
    get,

    of: (releaseId) =>
      read('bulletins.of', () => sorted(store.rows).filter((bulletin) => bulletin.releaseId === releaseId)),

    async open({ revision, shards, ...key }, at) {
      await write('bulletins.open', () => {
        const before = store.rows.get(bulletinName(key));
        if (before && before.revision >= revision) return;
        const begun = { round: (before?.round ?? 0) + 1, roundAt: at, shards, openedAt: at, closedAt: null };
        const { pause = null, quota = null, quotaRound = 0 } = before ?? {};
        const { accepted = 0, failed = 0, spared = 0, reconciled = 0 } = before ?? {};
        const kept = { pause, quota, quotaRound, accepted, failed, spared, reconciled };
        const { releaseId, occasion } = key;
        store.rows.set(bulletinName(key), { releaseId, occasion, revision, ...begun, ...kept });
      });
      const bulletin = await get(key);
      if (!bulletin) throw new Error(`Bulletin ${key.occasion} of release ${key.releaseId} was not opened.`);
      if (bulletin.closedAt === null) await noteOpen(bulletin);
      return bulletin;
    },

    async replan(bulletin, shards, at) {
      const next = { round: bulletin.round + 1, roundAt: at, shards, pause: null };
      const isBegun = await write('bulletins.replan', () =>
        change(
          bulletin,
          ({ round, closedAt }) => round === bulletin.round && closedAt === null,
          () => next,
        ),
      );
      if (!isBegun) return undefined;
      const begun = { ...bulletin, ...next };
      await noteOpen(begun);
      return begun;
    },

    close: (bulletin, at) =>
      write('bulletins.close', () =>
        change(
          bulletin,
          ({ round }) => round === bulletin.round,
          () => ({ closedAt: at }),
        ),
      ),

    opened: () => read('bulletins.opened', () => sorted(store.open)),

    forget: ({ round, ...key }) =>
      write(
        'bulletins.forget',
        () => store.open.get(bulletinName(key))?.round === round && store.open.delete(bulletinName(key)),
      ),

    pause: (key, reason, since) =>
      write('bulletins.pause', () =>
        change(
          key,
          ({ pause }) => pause === null,
          () => ({ pause: { reason, since } }),
        ),
      ),

    async count(key, counts) {
      const counted = (['accepted', 'failed', 'spared', 'reconciled'] as const).filter(
        (name) => (counts[name] ?? 0) > 0,
      );
      if (counted.length === 0) return;
      await write('bulletins.count', () => {
        change(
          key,
          () => true,
          (row) => Object.fromEntries(counted.map((name) => [name, row[name] + (counts[name] ?? 0)])),
        );
      });
    },

    expect: ({ round, ...key }, quota) =>
      write('bulletins.expect', () =>
        change(
          key,
          ({ quotaRound }) => quotaRound < round,
          () => ({ quota, quotaRound: round }),
        ),
      ),

    notePlan: (key, plan) =>
      write('bulletins.notePlan', () => {
        const plans = made(store.plans, bulletinName(key), () => new Map<string, Plan>());
        const name = String(plan.shard).padStart(2, '0');
        putIf(plans, name, plan, (there) => there === undefined || there.round <= plan.round);
      }),

    plans: (key) => read('bulletins.plans', () => sorted(store.plans.get(bulletinName(key)))),
  };
}
