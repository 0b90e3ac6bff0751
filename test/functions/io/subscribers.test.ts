// Who reads what, and who must not be written to.
import { describe, expect, test } from 'vitest';
import { SHARDS, type Subscriber, shardOf, subscriberId } from '../../../functions/core/subscriber.ts';
import * as memory from '../../simulation/ports/subscribers.ts';
import { direct } from '../../simulation/ports/wire.ts';
import { atOnce, flat, newTable, startCloud } from './cloud.ts';

const cloud = await startCloud();
const io = await import('../../../functions/io/subscribers.ts');

const at = '2026-03-09T08:00:00.000Z';
const later = '2026-03-09T09:00:00.000Z';

const subscriber = (name: string, changes: Partial<Subscriber> = {}): Subscriber => {
  const address = `${name}@example.org`;
  return {
    ...{ id: subscriberId('key', address), address, languages: ['ar', 'en'], topics: [] },
    ...{
      frequency: 'immediate' as const,
      timezone: 'UTC',
      hour: 8,
      standIn: false,
      pausedUntil: null,
      formerRhythm: null,
      state: 'active' as const,
    },
    ...changes,
  };
};

const rania = subscriber('rania');

const places = [
  ['on the local DynamoDB', async (page?: number) => io.subscribers(await newTable(cloud), page)],
  ['in memory', async (page?: number) => memory.subscribers(memory.newSubscribers(), direct, page)],
] as const;

describe.each(places)('%s', (_, open) => {
  describe('adding', () => {
    test('somebody new keeps them as they are', async () => {
      const { add, get } = await open();

      expect(await add(rania)).toBe(true);

      expect(await get(rania.id)).toEqual(rania);
      expect(await get(subscriber('nobody').id)).toBeUndefined();
    });

    test('somebody known changes nothing: what they chose themselves stands', async () => {
      const { add, get } = await open();
      await add(rania);

      expect(await add({ ...rania, languages: ['fr'] })).toBe(false);

      expect(await get(rania.id)).toEqual(rania);
    });

    test('somebody who left does not bring them back', async () => {
      const { add, get, unsubscribe } = await open();
      await add(rania);
      await unsubscribe(rania.id, at);

      expect(await add(rania)).toBe(false);

      expect((await get(rania.id))?.state).toBe('unsubscribed');
    });
  });

  describe('leaving', () => {
    test('twice is leaving once', async () => {
      const { add, get, unsubscribe } = await open();
      await add(rania);

      const left = { ...rania, state: 'unsubscribed', unsubscribedAt: at };
      expect(await unsubscribe(rania.id, at)).toEqual(left);
      expect(await unsubscribe(rania.id, '2027-01-01T00:00:00.000Z')).toEqual(left);

      expect(await get(rania.id)).toEqual(left);
    });

    test('by who is unknown makes nobody', async () => {
      const { get, unsubscribe } = await open();

      expect(await unsubscribe(rania.id, at)).toBeUndefined();

      expect(await get(rania.id)).toBeUndefined();
    });

    test('is taken back once, by who knows when it was', async () => {
      const { add, comeBack, get, unsubscribe } = await open();
      await add(rania);
      await unsubscribe(rania.id, at);

      expect(await comeBack(rania.id, later)).toBe(false);
      expect((await get(rania.id))?.state).toBe('unsubscribed');

      expect(await comeBack(rania.id, at)).toBe(true);
      expect(await comeBack(rania.id, at)).toBe(false);

      expect(await get(rania.id)).toEqual(rania);
    });

    test('once more is not undone by what took the first back', async () => {
      const { add, comeBack, get, unsubscribe } = await open();
      await add(rania);
      await unsubscribe(rania.id, at);
      await comeBack(rania.id, at);
      await unsubscribe(rania.id, later);

      expect(await comeBack(rania.id, at)).toBe(false);

      expect(await get(rania.id)).toMatchObject({ state: 'unsubscribed', unsubscribedAt: later });
    });
  });

  describe('confirming', () => {
    test('makes a subscriber of who is none, and of who left', async () => {
      const { confirm, get, unsubscribe } = await open();

      expect(await confirm({ ...rania, confirmed: at })).toBe(true);
      expect(await get(rania.id)).toEqual({ ...rania, confirmed: at });

      await unsubscribe(rania.id, at);
      expect(await confirm({ ...rania, languages: ['fr'], confirmed: later })).toBe(true);
      expect(await get(rania.id)).toEqual({ ...rania, languages: ['fr'], confirmed: later });
    });

    test('replaces what was imported, and what was chosen before', async () => {
      const { add, confirm, get } = await open();
      await add({ ...rania, topics: ['water'] });

      expect(await confirm({ ...rania, standIn: true, confirmed: at })).toBe(true);

      expect(await get(rania.id)).toEqual({ ...rania, standIn: true, confirmed: at });
    });

    test('the same or something older once more changes nothing', async () => {
      const { confirm, get, unsubscribe } = await open();
      await confirm({ ...rania, confirmed: later });
      await unsubscribe(rania.id, later);

      expect(await confirm({ ...rania, confirmed: later })).toBe(false);
      expect(await confirm({ ...rania, confirmed: at })).toBe(false);

      expect((await get(rania.id))?.state).toBe('unsubscribed');
    });

    test('an address that they changed meanwhile changes nothing', async () => {
      const { add, confirm, get, move } = await open();
      await add(rania);
      await move(rania.id, 'new@example.org', at);

      expect(await confirm({ ...rania, confirmed: later })).toBe(false);
      expect(await get(rania.id)).toMatchObject({ address: 'new@example.org' });

      const known = { ...rania, address: 'new@example.org', moved: at, confirmed: later };
      expect(await confirm(known)).toBe(true);
      expect(await get(rania.id)).toEqual(known);
    });

    test('makes their shard and their hour known', async () => {
      const { confirm, rhythms, shards } = await open();

      await confirm({ ...rania, frequency: 'daily', confirmed: at });

      expect(await shards()).toEqual([shardOf(rania.id)]);
      expect(await rhythms()).toEqual([{ frequency: 'daily', hour: 8, timezone: 'UTC' }]);
    });
  });

  describe('changing', () => {
    const wishes = {
      ...{ languages: ['en', 'ar'], standIn: true, topics: ['water'], frequency: 'weekly' as const },
      ...{ timezone: 'Europe/Paris', hour: 7, pausedUntil: '2026-04-01' },
    };
    const formerRhythm = { at: later, had: at };

    test('writes what somebody chose, and nothing else', async () => {
      const { change, confirm, get, rhythms } = await open();
      await confirm({ ...rania, confirmed: at });

      expect(await change(rania.id, wishes, formerRhythm)).toBe(true);

      expect(await get(rania.id)).toEqual({ ...rania, ...wishes, formerRhythm, confirmed: at });
      expect(await rhythms()).toEqual([{ frequency: 'weekly', hour: 7, timezone: 'Europe/Paris' }]);
    });

    test('is for who is there and has not left', async () => {
      const { add, change, get, unsubscribe } = await open();

      expect(await change(rania.id, wishes, null)).toBe(false);
      expect(await get(rania.id)).toBeUndefined();

      await add(rania);
      await unsubscribe(rania.id, at);
      expect(await change(rania.id, wishes, null)).toBe(false);
      expect((await get(rania.id))?.languages).toEqual(rania.languages);
    });
  });

  describe('another address', () => {
    test('is written to who is there', async () => {
      const { add, get, move } = await open();

      expect(await move(rania.id, 'new@example.org', at)).toBe(false);
      expect(await get(rania.id)).toBeUndefined();

      await add(rania);
      expect(await move(rania.id, 'new@example.org', at)).toBe(true);
      expect(await move(rania.id, 'new@example.org', at)).toBe(true);
      expect(await get(rania.id)).toEqual({ ...rania, address: 'new@example.org', moved: at });
    });

    test('that was asked for before the last one, or before what was confirmed, is not written', async () => {
      const { add, confirm, get, move } = await open();
      await add(rania);
      await move(rania.id, 'new@example.org', later);

      expect(await move(rania.id, 'older@example.org', at)).toBe(false);
      expect((await get(rania.id))?.address).toBe('new@example.org');

      await confirm({ ...rania, moved: later, confirmed: '2026-03-09T10:00:00.000Z' });
      expect(await move(rania.id, 'new@example.org', later)).toBe(false);
      expect((await get(rania.id))?.address).toBe(rania.address);
    });

    test('has its hash stand for who has it, until that ends', async () => {
      const { alias, idOf } = await open();
      const hash = subscriber('new').id;
      expect(await idOf(hash)).toBe(hash);

      await alias(hash, rania.id);
      expect(await idOf(hash)).toBe(rania.id);

      await alias(hash);
      await alias(hash);
      expect(await idOf(hash)).toBe(hash);
    });
  });

  test('removing forgets the subscriber, not the suppression, and may be done twice', async () => {
    const { add, get, remove, suppress, suppressed } = await open();
    await add(rania);
    await suppress(rania.id, 'erased', at);

    await remove(rania.id);
    await remove(rania.id);

    expect(await get(rania.id)).toBeUndefined();
    expect(await suppressed([rania.id])).toEqual(new Set([rania.id]));
  });

  describe('suppression', () => {
    test('stands beside the subscription, and needs none', async () => {
      const { suppress, suppressed } = await open();
      await suppress(rania.id, 'bounce', at);

      expect(await suppressed([rania.id, subscriber('other').id])).toEqual(new Set([rania.id]));
    });

    test('is undone by no import and no later event', async () => {
      const { add, suppress, suppressed, unsubscribe } = await open();
      await suppress(rania.id, 'complaint', at);

      await add(rania);
      await suppress(rania.id, 'bounce', '2020-01-01T00:00:00.000Z');
      await unsubscribe(rania.id, at);

      expect(await suppressed([rania.id])).toEqual(new Set([rania.id]));
    });

    test('keeps its newest reason, with its time', async () => {
      const { suppress, suppression } = await open();
      expect(await suppression(rania.id)).toBeUndefined();

      await suppress(rania.id, 'complaint', at);
      await suppress(rania.id, 'bounce', later);
      await suppress(rania.id, 'erased', at);

      expect(await suppression(rania.id)).toEqual({ reason: 'bounce', at: later });
    });

    test('ends by what was asked for after it, and by nothing older', async () => {
      const { lift, suppress, suppression } = await open();
      expect(await lift(rania.id, later)).toBe(false);
      await suppress(rania.id, 'bounce', at);

      expect(await lift(rania.id, at)).toBe(false);
      expect(await suppression(rania.id)).toBeDefined();

      expect(await lift(rania.id, later)).toBe(true);
      expect(await suppression(rania.id)).toBeUndefined();
    });

    test('lets an invitation through now and then, and twice for the same', async () => {
      const { invite, suppress, suppression } = await open();
      expect(await invite(rania.id, at, '2026-02-07T08:00:00.000Z')).toBe(false);
      await suppress(rania.id, 'bounce', '2026-03-01T08:00:00.000Z');

      expect(await invite(rania.id, at, '2026-02-07T08:00:00.000Z')).toBe(true);
      expect(await invite(rania.id, at, '2026-02-07T08:00:00.000Z')).toBe(true);
      expect(await invite(rania.id, later, '2026-02-07T09:00:00.000Z')).toBe(false);
      expect(await invite(rania.id, '2026-04-09T08:00:00.000Z', later)).toBe(true);

      expect(await suppression(rania.id)).toMatchObject({ invitedAt: '2026-04-09T08:00:00.000Z' });
    });
  });

  describe('the audience', () => {
    test('is found by id, up to a hundred at once; who is unknown is left out', async () => {
      const { add, many } = await open();
      const all = Array.from({ length: 100 }, (_, index) => subscriber(`s${index}`));
      await atOnce(99, (index) => add(all[index] ?? rania));

      const found = await many(all.map(({ id }) => id));

      expect(found.map(({ id }) => id).toSorted()).toEqual(
        all
          .slice(0, 99)
          .map(({ id }) => id)
          .toSorted(),
      );
      expect(await many([])).toEqual([]);
    });

    test('is in its shards, each once', async () => {
      const { add, shard, suppress } = await open();
      const all = Array.from({ length: 80 }, (_, index) => subscriber(`s${index}`));
      await atOnce(80, (index) => add(all[index] ?? rania));
      await suppress(rania.id, 'bounce', at);

      const shards = await atOnce(SHARDS, (index) => flat(shard(index)));

      expect(
        shards
          .flat()
          .map(({ id }) => id)
          .toSorted(),
      ).toEqual(all.map(({ id }) => id).toSorted());
      expect(shards.every((some, index) => some.every(({ id }) => shardOf(id) === index))).toBe(true);
    });
  });

  test('a shard is sorted by id, in pages that join without a gap, and holds no address', async () => {
    const { add, shard } = await open(20);
    const all = Array.from({ length: 53 }, (_, index) => ({
      ...rania,
      id: `AA${String((index * 7) % 53).padStart(10, '0')}`,
    }));
    await atOnce(all.length, (index) => add({ ...(all[index] ?? rania), confirmed: at }));

    const pages: string[][] = [];
    for await (const page of shard(0)) {
      expect(page.every((member) => !('address' in member || 'confirmed' in member || 'moved' in member))).toBe(true);
      pages.push(page.map(({ id }) => id));
    }

    expect(pages.map(({ length }) => length)).toEqual([20, 20, 13]);
    expect(pages.flat()).toEqual(all.map(({ id }) => id).toSorted());
  });

  test('the hours of digests are noted once each, whoever else has them, and none for who reads at once', async () => {
    const { add, rhythms } = await open();
    const weekly = { frequency: 'weekly' as const, timezone: 'Asia/Kolkata', hour: 7 };
    const daily = { frequency: 'daily' as const, timezone: 'UTC', hour: 8 };
    await add(rania);
    await add(subscriber('a', weekly));
    await add(subscriber('b', daily));
    await add(subscriber('c', daily));

    expect(await rhythms()).toEqual([daily, weekly]);
  });

  test('the shards that anybody was ever in are known, each once', async () => {
    const { add, shards } = await open();
    const readers = Array.from({ length: 20 }, (_, index) => subscriber(`reader ${index}`));
    for (const reader of readers) await add(reader);

    expect(await shards()).toEqual(
      [...new Set(readers.map(({ id }) => shardOf(id)))].toSorted((one, other) => one - other),
    );
  });
});
