// Who reads what, and who must not be written to.
import { describe, expect, test } from 'vitest';
import { SHARDS, type Subscriber, shardOf, subscriberId } from '../../../functions/core/subscriber.ts';
import * as memory from '../../simulation/ports/subscribers.ts';
import { direct } from '../../simulation/ports/wire.ts';
import { atOnce, flat, newTable, startCloud } from './cloud.ts';

const cloud = await startCloud();
const io = await import('../../../functions/io/subscribers.ts');

const at = '2026-03-09T08:00:00.000Z';

const subscriber = (name: string, changes: Partial<Subscriber> = {}): Subscriber => {
  const address = `${name}@example.org`;
  return {
    ...{ id: subscriberId('key', address), address, languages: ['ar', 'en'], topics: [] },
    ...{ frequency: 'immediate' as const, timezone: 'UTC', hour: 8, consent: 'form', state: 'active' as const },
    ...changes,
  };
};

const rania = subscriber('rania');

const places = [
  ['on the local DynamoDB', async () => io.subscribers(await newTable(cloud))],
  ['in memory', async () => memory.subscribers(memory.newSubscribers(), direct)],
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

      expect(await unsubscribe(rania.id, at)).toBe(true);
      expect(await unsubscribe(rania.id, '2027-01-01T00:00:00.000Z')).toBe(true);

      expect(await get(rania.id)).toEqual({ ...rania, state: 'unsubscribed' });
    });

    test('by who is unknown makes nobody', async () => {
      const { get, unsubscribe } = await open();

      expect(await unsubscribe(rania.id, at)).toBe(false);

      expect(await get(rania.id)).toBeUndefined();
    });
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
    const { add, shard } = await open();
    const all = Array.from({ length: 1003 }, (_, index) => ({
      ...rania,
      id: `AA${String((index * 7) % 1003).padStart(10, '0')}`,
    }));
    await atOnce(all.length, (index) => add(all[index] ?? rania));

    const pages: string[][] = [];
    for await (const page of shard(0)) {
      expect(page.every((member) => !('address' in member || 'consent' in member))).toBe(true);
      pages.push(page.map(({ id }) => id));
    }

    expect(pages.length).toBeGreaterThan(1);
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
