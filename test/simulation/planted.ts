// Bugs that are planted to see whether the simulation finds them. Each is one mistake that somebody might make, in the
// wiring of the functions: production code has none of them.

import { channelId } from '../../functions/core/channel.ts';
import type { Publication } from '../../functions/core/publication.ts';
import type { ReleaseHead } from '../../functions/core/release-head.ts';
import { onMessage } from '../../functions/io/on-message.ts';
import { etagOf } from '../../functions/io/replace.ts';
import { ledgerRow } from './ports/ledger.ts';
import { outletRow } from './ports/outlets.ts';
import type { Run } from './scheduler.ts';
import { type Ports, portsOf, type Wiring, wiring } from './wiring.ts';
import type { World } from './world.ts';

/** The usual wiring, with some ports of a function made otherwise. */
const rewired = (change: (ports: Ports, world: World, run: Run) => Partial<Ports>): Wiring => ({
  ...wiring,
  ports: (world, run) => {
    const ports = portsOf(world, run);
    return { ...ports, ...change(ports, world, run) };
  },
});

/** A claim is written whatever is there. */
const dropACondition = rewired(({ ledger }, { stores }, { wire }) => ({
  ledger: {
    ...ledger,
    claim: async (key, made, attempt, at) => {
      if (await ledger.claim(key, made, attempt, at)) return true;
      return wire.write('ledger.claim', () => {
        const row = ledgerRow(stores.ledger, key);
        if (row) Object.assign(row, { ...made, state: 'CLAIMED', attempt, at });
        return true;
      });
    },
  },
}));

/** SES is asked first, and the ledger is written after its answer. */
const sendBeforeClaim = rewired(({ ledger, sendBulk }) => {
  const claims: (() => Promise<unknown>)[] = [];
  return {
    ledger: {
      ...ledger,
      claim: async (...claim) => {
        const [row] = await ledger.many(claim[0], [claim[0].subscriberId]);
        if (row && row.state !== 'FREE') return false;
        claims.push(() => ledger.claim(...claim));
        return true;
      },
    },
    sendBulk: async (bulk) => {
      const answers = await sendBulk(bulk);
      for (const claim of claims.splice(0)) await claim();
      return answers;
    },
  };
});

/** The rows are read before the ETag that the put depends on. */
const etagAfterTheRead = rewired(({ public: bucket }, { stores, schedule, history }, { wire }) => ({
  public: {
    ...bucket,
    replace: async (_, build) => {
      for (const [key, content] of Object.entries(await build())) {
        const found = await wire.read('objects.etag', () => stores.public.get(key)?.etag);
        await wire.write('objects.put', () => {
          if (stores.public.get(key)?.etag !== found) throw new Error('412');
          stores.public.set(key, { content, etag: etagOf(content), modified: schedule.date() });
          if (typeof content.body === 'string') history.put.push({ key, body: content.body, at: schedule.now() });
        });
      }
    },
  },
}));

/** The rows of a channel are read from an index, which is a little behind. */
const readOfAnIndex = rewired(({ listings }, { stores, random, schedule }) => {
  type Copy = { at: number; rows: Map<string, Publication> };
  const copies = copiesOf(stores) as Map<string, Copy[]>;
  return {
    listings: {
      ...listings,
      list: async (channel, publication) => {
        const before = new Map(stores.listings.channels.get(channelId(channel)));
        await listings.list(channel, publication);
        const known = copies.get(channelId(channel)) ?? [];
        copies.set(channelId(channel), [...known, { at: schedule.now(), rows: before }]);
      },
      newest: async (channel, limit) => {
        const lag = random.pick([0, 0, 500, 2000]);
        const behind = copies.get(channelId(channel))?.find(({ at }) => at > schedule.now() - lag);
        const newest = await listings.newest(channel, limit);
        if (!behind) return newest;
        const found = [...behind.rows].sort(([one], [other]) => (one < other ? 1 : -1)).map(([, row]) => row);
        return found.filter(({ topics }) => channel.topic === null || topics.includes(channel.topic));
      },
    },
  };
});

const kept = new WeakMap<object, Map<string, unknown>>();
const copiesOf = (stores: World['stores']): Map<string, unknown> => {
  const found = kept.get(stores) ?? new Map();
  kept.set(stores, found);
  return found;
};

/** The SDK asks SES again where no answer came. */
const sdkRetries = rewired(({ sendBulk }) => ({
  sendBulk: async (bulk) => {
    const answers = await sendBulk(bulk);
    return answers.some(({ definite }) => !definite) ? sendBulk(bulk) : answers;
  },
}));

/** Who comes to publish takes it that the hour has come. */
const noEmbargoCheck = rewired(({ releases }, _, { name }) => ({
  releases: {
    ...releases,
    head: async (id): Promise<ReleaseHead | undefined> => {
      const head = await releases.head(id);
      if (name !== 'publish' || !head) return head;
      const editions = Object.entries(head.editions).map(([language, one]) => [language, { ...one, embargo: null }]);
      return { ...head, editions: Object.fromEntries(editions) };
    },
  },
}));

/** Of a batch, one record that failed is told as done. */
const lostPartialFailure: Wiring = {
  ...wiring,
  onMessage: (...made) => {
    const handler = onMessage(...made);
    return async (...called) => {
      const { batchItemFailures = [] } = (await handler(...called)) ?? {};
      return { batchItemFailures: batchItemFailures.slice(1) };
    };
  },
};

/** A message is done with before its effects stand. */
const ackBeforeWrite: Wiring = { ...wiring, acknowledgesFirst: true };

/** A confirmation is written whatever was confirmed, and left, before. */
const confirmAgain = rewired(({ subscribers }, { stores }, { wire }) => ({
  subscribers: {
    ...subscribers,
    confirm: async (subscriber) => {
      if (await subscribers.confirm(subscriber)) return true;
      return wire.write('subscribers.confirm', () => {
        stores.subscribers.members.set(subscriber.id, subscriber);
        stores.subscribers.onChange?.(subscriber.id);
        return true;
      });
    },
  },
}));

/** Who reads a list in doesn't ask who must not be written to. */
const importAnybody = rewired(({ subscribers }, _, { name }) => ({
  subscribers: {
    ...subscribers,
    suppression: async (id) => (name === 'import' ? undefined : subscribers.suppression(id)),
  },
}));

/** A letter is claimed when SES has it. */
const letterBeforeClaim = rewired(({ signUps, sendTemplated }, { stores }, { wire }) => {
  const claims: (() => Promise<unknown>)[] = [];
  return {
    signUps: {
      ...signUps,
      claimLetter: async (claim) => {
        const row = await wire.read('signUps.get', () => stores.signUps.rows.get(claim.id));
        if (row?.signUp.askedAt !== claim.askedAt || row.letters[claim.letter]) return false;
        claims.push(() => signUps.claimLetter(claim));
        return true;
      },
    },
    sendTemplated: async (letter) => {
      const answer = await sendTemplated(letter);
      for (const claim of claims.splice(0)) await claim();
      return answer;
    },
  };
});

/** A suppression ends by a confirmation of what was asked for before it. */
const liftAnything = rewired(({ subscribers }, { stores }, { wire }) => ({
  subscribers: {
    ...subscribers,
    suppression: async (id) => {
      const found = await subscribers.suppression(id);
      return found && { ...found, at: '' };
    },
    lift: (id) =>
      wire.write('subscribers.lift', () => {
        const isLifted = stores.subscribers.suppressed.delete(id);
        stores.subscribers.onChange?.(id);
        return isLifted;
      }),
  },
}));

/** Who comes to deliver doesn't ask whether somebody else is at it. */
const noTurns = rewired(({ outlets }, { stores }, { wire }) => ({
  outlets: {
    ...outlets,
    claim: async (key, attempt, now) => {
      const claimed = await outlets.claim(key, attempt, now);
      return claimed ?? wire.write('outlets.claim', () => outletRow(stores.outlets, key));
    },
  },
}));

/** What is delivered is read before there is a turn. */
const readBeforeTheTurn = rewired(({ outlets, public: bucket }, _, { name }) => {
  const early = new Map<string, ReturnType<typeof bucket.read>>();
  if (!name.startsWith('deliver')) return {};
  return {
    outlets: {
      ...outlets,
      get: async (key) => {
        const found = await bucket.read(key.feed);
        early.set(key.feed, Promise.resolve(found));
        return outlets.get(key);
      },
    },
    public: { ...bucket, read: (key) => early.get(key) ?? bucket.read(key) },
  };
});

/** Who is gone is no other than who has it. */
const neverGone = rewired(({ outlets }) => ({
  outlets: { ...outlets, gone: (key, attempt) => outlets.failed(key, attempt, 0) },
}));

/** What was sent is noted as taken, whatever the outlet said. */
const takenWhenSent = rewired(({ outlets, now }, { stores }) => ({
  outlets: {
    ...outlets,
    failed: (key, attempt) => {
      const etag = stores.public.get(key.feed)?.etag ?? '';
      return outlets.took(key, attempt, { etag, takenAt: now().toISOString() });
    },
  },
}));

/** Who asks is subscribed, whatever the callback says to it. */
const unverified = rewired(({ call }) => ({
  call: async (address, how) => {
    const found = await call(address, how);
    const body = new URL(address).searchParams.get('hub.challenge');
    return how.method === 'GET' && body !== null ? { ...found, status: 200, body } : found;
  },
}));

export const planted: Record<string, Wiring> = {
  'a condition is dropped': dropACondition,
  'a mail is sent before it is claimed': sendBeforeClaim,
  'the ETag is read after the rows': etagAfterTheRead,
  'rows are read from an index': readOfAnIndex,
  'the SDK asks SES again': sdkRetries,
  'an embargo is not checked again': noEmbargoCheck,
  'a record that failed is told as done': lostPartialFailure,
  'a message is acknowledged before its effects': ackBeforeWrite,
  'a confirmation counts again after a leaving': confirmAgain,
  'an import asks for no suppression': importAnybody,
  'a letter is sent before it is claimed': letterBeforeClaim,
  'a suppression ends by whatever was confirmed': liftAnything,
};

/** Those of the hub, which histories of outlets find. */
export const plantedInTheHub: Record<string, Wiring> = {
  'a feed is delivered without a turn': noTurns,
  'a feed is read before the turn': readBeforeTheTurn,
  'an outlet that is gone is kept': neverGone,
  'a feed that was sent is noted as taken': takenWhenSent,
  'an outlet is not asked whether it meant it': unverified,
};
