import { expect, test } from 'vitest';
import { type PlanEdges, planShard } from '../../../functions/bulletins/plan-handler.ts';
import { type BulletinDue, CopiesDue, ReceiptDue } from '../../../functions/core/messages.ts';
import { countsOf } from '../../../functions/receipts/mail-counts.ts';
import { bulletins } from '../../simulation/ports/bulletins.ts';
import { ledger } from '../../simulation/ports/ledger.ts';
import { queue } from '../../simulation/ports/queue.ts';
import { newStores } from '../../simulation/ports/stores.ts';
import { subscribers } from '../../simulation/ports/subscribers.ts';
import { direct, type Wire } from '../../simulation/ports/wire.ts';
import { aPublication } from '../../templates/samples.ts';
import { now, reader } from './readers.ts';

const SHARD = 5;
const READERS = 330;
const PAGE = 100;
const bulletin = { releaseId: 'r1', occasion: 'publication' } as const;
const due: BulletinDue = { ...bulletin, round: 1, shard: SHARD };
const opened = { ...bulletin, revision: 1, shards: [SHARD] };
const quota = { perSecond: 10, perDay: null, sentLastDay: 0 };

/** All of one shard, and as many in any part of it as in any other. */
const ids = Array.from({ length: READERS }, (_, at) =>
  Buffer.from([SHARD + 64 * (at % 4), Math.floor((at * 256) / READERS), at % 256, 0, 0, 0, 0, 0, 0]).toString(
    'base64url',
  ),
);

const copies = (many: { subscriberIds: string[] }[]): number =>
  many.reduce((sum, { subscriberIds }) => sum + subscriberIds.length, 0);

/** One shard, and all that was written, in order. `wire` makes calls fail. */
async function audience(readers: readonly string[], wire: Wire = direct) {
  const stores = newStores();
  await bulletins(stores.bulletins, direct).open(opened, now.now.toISOString());
  for (const id of readers) stores.subscribers.members.set(id, reader(id));
  const written: string[] = [];
  const handed: CopiesDue[] = [];
  const told: Wire = {
    ...wire,
    read: (name, effect) => wire.read(name, effect).finally(() => written.push(name)),
    write: (name, effect) => wire.write(name, effect).finally(() => written.push(name)),
  };
  const take = (bodies: string[]) => void handed.push(...bodies.map((body) => CopiesDue.parse(JSON.parse(body))));
  const read = subscribers(stores.subscribers, told, PAGE);
  const edges: PlanEdges = {
    bulletins: bulletins(stores.bulletins, told),
    releases: { publication: async () => aPublication(['en']) },
    listings: { changes: async () => [] },
    subscribers: {
      async *shard(shard) {
        for await (const page of read.shard(shard)) {
          written.push('page');
          yield page;
        }
      },
    },
    ledger: ledger(stores.ledger, told, PAGE),
    copies: queue('copies', take, CopiesDue, told),
    receipts: queue('receipts', () => undefined, ReceiptDue, told),
    quota: async () => quota,
    newsroom: now.newsroom,
    now: () => now.now,
  };
  const plans = () => bulletins(stores.bulletins, direct).plans(bulletin);
  return { stores, edges, handed, written, plans };
}

test('a small shard is noted as a whole before its first copy is handed on', async () => {
  const { edges, handed, written, plans } = await audience(ids.slice(0, PAGE));

  await planShard(due, edges);

  const writes = written.filter((name) => /notePlan|expect|send/.test(name));
  expect(writes).toEqual(['bulletins.notePlan', 'bulletins.expect', 'receipts.send', 'copies.send']);
  expect(copies(handed)).toBe(PAGE);
  expect(await plans()).toMatchObject([{ copies: PAGE, part: 1 }]);
});

test('the first copies of a large shard wait for its second page, not for its last', async () => {
  const { edges, handed, written, plans } = await audience(ids);

  await planShard(due, edges);

  const steps = written.filter((name) => /page|notePlan|send/.test(name));
  expect(steps.slice(0, 6)).toEqual(['page', 'page', 'bulletins.notePlan', 'receipts.send', 'copies.send', 'page']);
  expect(handed.flatMap(({ subscriberIds }) => subscriberIds).toSorted()).toEqual(ids.toSorted());
  expect(handed.map(({ subscriberIds }) => subscriberIds.length)).toEqual([50, 50, 50, 50, 50, 50, 30]);
  expect(await plans()).toMatchObject([{ copies: READERS, part: 1 }]);
});

test('before the first mail of a large shard the receipt reckons how many there are, and says that it does', async () => {
  const { stores, edges } = await audience(ids);
  const told: unknown[] = [];
  const receipts = {
    ...edges.receipts,
    send: async () => {
      const [plan] = await bulletins(stores.bulletins, direct).plans(bulletin);
      const current = await bulletins(stores.bulletins, direct).get(bulletin);
      if (current && plan) told.push(countsOf({ bulletin: current, plans: [plan] }));
    },
  };

  await planShard(due, { ...edges, receipts });

  expect(told).toEqual([expect.objectContaining({ isEstimate: true, quota })]);
  const [{ planned }] = told as { planned: number }[] as [{ planned: number }];
  expect(Math.abs(planned - READERS) / READERS).toBeLessThan(0.05);
});

test('whichever call is the last of a planner that dies, the next one names everybody, and the bulletin stays open', async () => {
  for (let calls = 0; ; calls++) {
    let left = calls;
    const isDead = () => left-- <= 0;
    const dying: Wire = {
      ...direct,
      write: async (_, effect) => {
        if (isDead()) throw new Error('It died.');
        return effect();
      },
    };
    const { edges, handed, plans } = await audience(ids, dying);
    const died = await planShard(due, edges).then(
      () => false,
      () => true,
    );
    expect((await plans()).every((plan) => plan.part < 1 || plan.copies === READERS)).toBe(true);

    left = Number.POSITIVE_INFINITY;
    await planShard(due, edges);

    expect(new Set(handed.flatMap(({ subscriberIds }) => subscriberIds))).toEqual(new Set(ids));
    expect(await plans()).toMatchObject([{ copies: READERS, part: 1 }]);
    if (!died) return;
  }
});

test('a copy that is claimed while the rest of its shard is planned is not counted twice', async () => {
  const { stores, edges, plans } = await audience(ids);
  const claims = ledger(stores.ledger, direct);
  const eager = {
    ...edges.copies,
    sendAll: async (messages: CopiesDue[]) => {
      for (const subscriberId of messages.flatMap(({ subscriberIds }) => subscriberIds)) {
        const key = { ...bulletin, subscriberId };
        await claims.claim(key, { language: 'en' }, 'one', now.now.toISOString());
      }
    },
  };

  await planShard(due, { ...edges, copies: eager });

  expect(await plans()).toMatchObject([{ copies: READERS, tally: { open: 0 } }]);
});
