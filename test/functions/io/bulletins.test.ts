// Bulletins: opened, planned in rounds, paused, counted, closed, forgotten.
import { describe, expect, test } from 'vitest';
import { noMails, type Plan } from '../../../functions/core/bulletin.ts';
import * as memory from '../../simulation/ports/bulletins.ts';
import { direct } from '../../simulation/ports/wire.ts';
import { atOnce, newTable, startCloud } from './cloud.ts';

const cloud = await startCloud();
const io = await import('../../../functions/io/bulletins.ts');

const places = [
  ['on the local DynamoDB', async () => io.bulletins(await newTable(cloud))],
  ['in memory', async () => memory.bulletins(memory.newBulletins(), direct)],
] as const;

const key = { releaseId: 'r1', occasion: 'publication' as const };
const other = { releaseId: 'r1', occasion: 'correction-2' as const };
const shards = [3, 7];
const at = (minute: number) => new Date(Date.UTC(2026, 2, 9, 8, minute)).toISOString();

describe.each(places)('%s', (_, open) => {
  describe('opening', () => {
    test('makes a bulletin of the first round, which the clock then finds', async () => {
      const { open: begin, get, opened } = await open();
      expect(await get(key)).toBeUndefined();

      const bulletin = await begin({ ...key, revision: 3, shards }, at(1));

      expect(bulletin).toEqual({
        ...{ ...key, revision: 3, round: 1, roundAt: at(1), openedAt: at(1), closedAt: null, pause: null, quota: null },
        ...{ shards, quotaRound: 0, accepted: 0, failed: 0, spared: 0, reconciled: 0 },
      });
      expect(await get(key)).toEqual(bulletin);
      expect(await opened()).toEqual([{ ...key, round: 1 }]);
    });

    test('for the same or an older revision changes nothing, open or closed', async () => {
      const { open: begin, close, forget, opened } = await open();
      const first = await begin({ ...key, revision: 3, shards }, at(1));
      expect(await begin({ ...key, revision: 3, shards }, at(2))).toEqual(first);
      expect(await begin({ ...key, revision: 2, shards }, at(2))).toEqual(first);

      await close(first, at(3));
      await forget({ ...key, round: 1 });

      expect(await begin({ ...key, revision: 3, shards }, at(4))).toEqual({ ...first, closedAt: at(3) });
      expect(await opened()).toEqual([]);
    });

    test('for a newer revision begins another round of it, and keeps its counts and its pause', async () => {
      const { open: begin, close, count, pause } = await open();
      const first = await begin({ ...key, revision: 1, shards }, at(1));
      await count(key, { accepted: 5 });
      await pause(key, 'a reason', at(2));
      await close(first, at(3));

      const again = await begin({ ...key, revision: 2, shards }, at(4));

      expect(again).toEqual({
        ...{ ...first, revision: 2, round: 2, roundAt: at(4), openedAt: at(4), closedAt: null, accepted: 5 },
        pause: { reason: 'a reason', since: at(2) },
      });
    });

    test('by many at once makes one', async () => {
      const { open: begin, opened } = await open();

      const all = await atOnce(8, () => begin({ ...key, revision: 1, shards }, at(1)));

      expect(new Set(all.map(({ round }) => round))).toEqual(new Set([1]));
      expect(await opened()).toHaveLength(1);
    });
  });

  describe('another round', () => {
    test('is begun once, by who knows the one before, and ends a pause', async () => {
      const { open: begin, replan, pause, get, opened } = await open();
      const first = await begin({ ...key, revision: 1, shards }, at(1));
      await pause(key, 'a reason', at(2));

      const begun = await atOnce(4, () => replan(first, [3, 7, 9], at(3)));

      expect(begun.filter(Boolean)).toEqual([{ ...first, round: 2, roundAt: at(3), shards: [3, 7, 9], pause: null }]);
      expect(await get(key)).toMatchObject({ round: 2, roundAt: at(3), pause: null });
      expect(await opened()).toEqual([{ ...key, round: 2 }]);
    });

    test('of what was closed is not begun', async () => {
      const { open: begin, replan, close, get } = await open();
      const first = await begin({ ...key, revision: 1, shards }, at(1));
      await close(first, at(2));

      expect(await replan(first, [3, 7, 9], at(3))).toBeUndefined();
      expect(await get(key)).toMatchObject({ round: 1, closedAt: at(2) });
    });
  });

  describe('closing', () => {
    test('is for the round that was seen', async () => {
      const { open: begin, replan, close, get } = await open();
      const first = await begin({ ...key, revision: 1, shards }, at(1));
      const second = await replan(first, [3, 7, 9], at(2));

      expect(await close(first, at(3))).toBe(false);
      expect(await get(key)).toMatchObject({ closedAt: null });
      expect(second && (await close(second, at(3)))).toBe(true);
      expect(await get(key)).toMatchObject({ closedAt: at(3) });
    });

    test('leaves it to the clock until it is forgotten; one that was opened again meanwhile stays', async () => {
      const { open: begin, close, forget, opened } = await open();
      await begin({ ...other, revision: 1, shards }, at(1));
      const first = await begin({ ...key, revision: 1, shards }, at(1));
      await close(first, at(2));
      expect(await opened()).toHaveLength(2);

      await begin({ ...key, revision: 2, shards }, at(3));
      expect(await forget({ ...key, round: 1 })).toBe(false);
      expect(await forget({ ...other, round: 1 })).toBe(true);
      expect(await forget({ ...other, round: 1 })).toBe(false);

      expect(await opened()).toEqual([{ ...key, round: 2 }]);
    });
  });

  test('a pause keeps its first reason, and is of a bulletin that is there', async () => {
    const { open: begin, pause, get } = await open();
    expect(await pause(key, 'too early', at(0))).toBe(false);
    await begin({ ...key, revision: 1, shards }, at(1));

    expect(await pause(key, 'the first', at(2))).toBe(true);
    expect(await pause(key, 'the second', at(3))).toBe(false);

    expect(await get(key)).toMatchObject({ pause: { reason: 'the first', since: at(2) } });
  });

  test('counts add up, whoever counts at once; nothing is no count', async () => {
    const { open: begin, count, get } = await open();
    await begin({ ...key, revision: 1, shards }, at(1));

    await atOnce(6, () => count(key, { accepted: 2, failed: 1, spared: 0 }));
    await count(key, { reconciled: 3, spared: 4 });
    await count(key, {});

    expect(await get(key)).toMatchObject({ accepted: 12, failed: 6, spared: 4, reconciled: 3 });
  });

  test('the quota is noted by the first of each round, and of no older one', async () => {
    const { open: begin, expect: note, get } = await open();
    const quota = { perSecond: 14, perDay: null, sentLastDay: 7 };
    expect(await note({ ...key, round: 1 }, quota)).toBe(false);
    await begin({ ...key, revision: 1, shards }, at(1));

    const first = await atOnce(5, () => note({ ...key, round: 2 }, quota));
    expect(first.filter(Boolean)).toHaveLength(1);
    expect(await note({ ...key, round: 1 }, { ...quota, perSecond: 1 })).toBe(false);
    expect(await get(key)).toMatchObject({ quota });

    expect(await note({ ...key, round: 3 }, { ...quota, perDay: 200 })).toBe(true);
    expect(await get(key)).toMatchObject({ quota: { ...quota, perDay: 200 } });
  });

  test('what the planning of a shard found is kept by shard, and an older round overwrites no newer', async () => {
    const { notePlan, plans } = await open();
    const plan = (shard: number, round: number, copies: number): Plan => ({
      ...{ shard, round, copies, waiting: 0, later: 1, part: 1 },
      tally: { ...noMails, open: 2 },
    });
    for (const one of [plan(10, 1, 1), plan(2, 2, 2), plan(2, 1, 9), plan(10, 1, 3)]) await notePlan(key, one);

    expect(await plans(key)).toEqual([plan(2, 2, 2), plan(10, 1, 3)]);
    expect(await plans(other)).toEqual([]);
  });

  test('all bulletins of a release are found, and of no other', async () => {
    const { open: begin, of } = await open();
    for (const one of [key, other, { ...key, releaseId: 'r10' }]) await begin({ ...one, revision: 1, shards }, at(1));

    const found = (await of('r1')).map(({ releaseId, occasion }) => ({ releaseId, occasion }));

    expect(found).toHaveLength(2);
    expect(found).toEqual(expect.arrayContaining([key, other]));
  });
});
