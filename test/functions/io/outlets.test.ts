// Who asked the hub for which feed; whose turn it is to deliver to them, and what they took.
import { describe, expect, test } from 'vitest';
import type { Outlet, OutletRequest } from '../../../functions/core/outlet.ts';
import * as memory from '../../simulation/ports/outlets.ts';
import { direct } from '../../simulation/ports/wire.ts';
import { atOnce, flat, newTable, startCloud } from './cloud.ts';

const cloud = await startCloud();
const io = await import('../../../functions/io/outlets.ts');

const [before, at, soon, later, end] = [
  ...(['2026-03-09T07:59:00.000Z', '2026-03-09T08:00:00.000Z', '2026-03-09T08:01:00.000Z'] as const),
  ...(['2026-03-09T09:00:00.000Z', '2026-03-19T08:00:00.000Z'] as const),
];

const key = { feed: 'en/ninjs.json', id: 'abcdef' };
const asked = {
  ...{ ...key, callback: 'https://outlet.example/wire?token=1', secret: 'a secret of the outlet' },
  ...{ since: soon, askedAt: at, leaseUntil: end },
};
const outlet: Outlet = { ...asked, failures: 0 };
const one = { id: 'one', until: later };

const request: OutletRequest = {
  ...{ id: 'a request', mode: 'subscribe', callback: asked.callback, topic: 'https://news.example/en/ninjs.json' },
  ...{ feed: key.feed, leaseSeconds: 864_000, secret: asked.secret, askedAt: at, expires: 1_773_648_000 },
};

const places = [
  ['on the local DynamoDB', async () => io.outlets(await newTable(cloud))],
  ['in memory', async () => memory.outlets(memory.newOutlets(), direct)],
] as const;

describe.each(places)('%s', (_, open) => {
  test('what is asked for is kept until it was dealt with', async () => {
    const { ask, forgetRequest, request: requested } = await open();
    expect(await requested(request.id)).toBeUndefined();

    await ask(request);
    await ask(request);
    expect(await requested(request.id)).toEqual(request);

    await forgetRequest(request.id);
    await forgetRequest(request.id);
    expect(await requested(request.id)).toBeUndefined();
  });

  test('requests are counted by the hour, of each by itself', async () => {
    const { count } = await open();
    const more = (what: string, hour: string) => count(what, hour, 1_773_648_000);

    expect(await more('one', '2026-03-09T08')).toBe(1);
    expect(await more('one', '2026-03-09T08')).toBe(2);
    expect(await more('one', '2026-03-09T09')).toBe(1);
    expect(await more('two', '2026-03-09T08')).toBe(1);
    expect(await atOnce(10, () => more('many', '2026-03-09T08')).then((all) => Math.max(...all))).toBe(10);
  });

  describe('subscribing', () => {
    test('keeps the outlet, which nobody delivers to yet', async () => {
      const { get, subscribe } = await open();
      expect(await get(key)).toBeUndefined();

      expect(await subscribe(asked)).toBe(true);

      expect(await get(key)).toEqual(outlet);
      expect(await get({ ...key, feed: 'fr/ninjs.json' })).toBeUndefined();
    });

    test('again changes what was asked for, and keeps since when, what was taken, and what failed', async () => {
      const { claim, failed, get, subscribe, took } = await open();
      await subscribe(asked);
      await claim(key, one, at);
      await took(key, 'one', { etag: '"v1"', takenAt: soon, milliseconds: 12 });
      await claim(key, one, at);
      await failed(key, 'one', 1);
      await claim(key, { ...one, id: 'two' }, at);

      const renewed = { ...asked, secret: null, since: later, askedAt: later, leaseUntil: '2026-03-19T09:00:00.000Z' };
      expect(await subscribe(renewed)).toBe(true);

      expect(await get(key)).toEqual({
        ...{ ...renewed, since: soon, etag: '"v1"', takenAt: soon, failures: 1, milliseconds: 12 },
        attempt: { ...one, id: 'two' },
      });
    });

    test('again after the lease had ended begins anew: of what was pushed meanwhile nobody told it', async () => {
      const { claim, get, subscribe, took } = await open();
      await subscribe(asked);
      await claim(key, { id: 'one', until: soon }, at);
      await took(key, 'one', { etag: '"v1"', takenAt: soon });

      const [askedAt, since] = ['2026-03-19T07:59:59.000Z', '2026-03-19T08:00:01.000Z'];
      expect(await subscribe({ ...asked, askedAt: before, since })).toBe(false);
      const again = { ...asked, askedAt, since, leaseUntil: '2026-03-29T08:00:00.000Z' };
      expect(await subscribe(again)).toBe(true);

      expect(await get(key)).toEqual({ ...outlet, ...again, etag: '"v1"', takenAt: soon });
    });

    test('as it was asked for earlier changes nothing; the same once more does no harm', async () => {
      const { get, subscribe } = await open();
      await subscribe(asked);

      expect(await subscribe(asked)).toBe(true);
      expect(await subscribe({ ...asked, secret: 'older', askedAt: before })).toBe(false);

      expect(await get(key)).toEqual(outlet);
    });
  });

  test('leaving ends what was asked for until then, and nothing that was asked for since', async () => {
    const { get, leave, subscribe } = await open();
    expect(await leave(key, at)).toBe(true);
    await subscribe(asked);

    expect(await leave(key, before)).toBe(false);
    expect(await get(key)).toEqual(outlet);

    expect(await leave(key, soon)).toBe(true);
    expect(await get(key)).toBeUndefined();
    expect(await leave(key, soon)).toBe(true);
  });

  test('all of a feed are found, in the order of their ids, and nobody of another', async () => {
    const { of, subscribe } = await open();
    const ids = Array.from({ length: 25 }, (_, index) => `outlet-${String(index).padStart(2, '0')}`);
    for (const id of ids.toReversed()) await subscribe({ ...asked, id });
    await subscribe({ ...asked, feed: 'fr/ninjs.json', id: 'other' });

    expect((await flat(of(key.feed))).map(({ id }) => id)).toEqual(ids);
    expect(await flat(of('ar/ninjs.json'))).toEqual([]);
  });

  describe('a turn', () => {
    test('is had by one of twenty that come at once', async () => {
      const { claim, subscribe } = await open();
      await subscribe(asked);

      const won = await atOnce(20, (index) => claim(key, { id: `attempt ${index}`, until: later }, at));

      expect(won.filter((found) => found !== undefined)).toHaveLength(1);
    });

    test('hands out the outlet as it is then', async () => {
      const { claim, subscribe } = await open();
      await subscribe(asked);

      expect(await claim(key, one, at)).toEqual({ ...outlet, attempt: one });
    });

    test('is had again by who has it: the SDK repeats a call whose answer was lost', async () => {
      const { claim, subscribe } = await open();
      await subscribe(asked);
      await claim(key, one, at);

      expect(await claim(key, one, at)).toMatchObject({ attempt: one });
      expect(await claim(key, { ...one, id: 'two' }, at)).toBeUndefined();
    });

    test('is free again at the moment when its time is over', async () => {
      const { claim, subscribe } = await open();
      await subscribe(asked);
      await claim(key, { id: 'one', until: soon }, at);

      expect(await claim(key, { id: 'two', until: later }, '2026-03-09T08:00:59.999Z')).toBeUndefined();
      expect(await claim(key, { id: 'two', until: later }, soon)).toMatchObject({ attempt: { id: 'two' } });
    });

    test('of who never asked there is none, and none is made', async () => {
      const { claim, failed, get, gone, took } = await open();

      expect(await claim(key, one, at)).toBeUndefined();
      expect(await took(key, 'one', { etag: '"v1"', takenAt: at })).toBe(false);
      expect(await failed(key, 'one', 1)).toBe(false);
      expect(await gone(key, 'one', at)).toBe(false);

      expect(await get(key)).toBeUndefined();
    });
  });

  describe('a turn ends', () => {
    const taken = { etag: '"v1"', takenAt: soon, milliseconds: 12 };

    test('where it was taken: as of when, how fast, and no failure counts any more', async () => {
      const { claim, failed, get, subscribe, took } = await open();
      await subscribe(asked);
      await claim(key, one, at);
      await failed(key, 'one', 3);
      await claim(key, one, at);

      expect(await took(key, 'one', taken)).toBe(true);

      expect(await get(key)).toEqual({ ...outlet, ...taken });
      expect(await claim(key, { ...one, id: 'two' }, at)).toBeDefined();
    });

    test('where it had it already: how fast it was stays as it was known', async () => {
      const { claim, get, subscribe, took } = await open();
      await subscribe(asked);
      await claim(key, one, at);
      await took(key, 'one', taken);
      await claim(key, one, at);

      expect(await took(key, 'one', { etag: '"v1"', takenAt: later })).toBe(true);

      expect(await get(key)).toEqual({ ...outlet, ...taken, takenAt: later });
    });

    test('where it failed: what it took before is still known', async () => {
      const { claim, failed, get, subscribe, took } = await open();
      await subscribe(asked);
      await claim(key, one, at);
      await took(key, 'one', taken);
      await claim(key, one, at);

      expect(await failed(key, 'one', 4)).toBe(true);

      expect(await get(key)).toEqual({ ...outlet, ...taken, failures: 4 });
    });

    test('where it is gone, unless it was asked for anew meanwhile', async () => {
      const { claim, get, gone, subscribe } = await open();
      await subscribe(asked);
      await claim(key, one, at);

      await subscribe({ ...asked, askedAt: soon });
      expect(await gone(key, 'one', at)).toBe(false);
      expect(await get(key)).toMatchObject({ askedAt: soon });

      expect(await gone(key, 'one', soon)).toBe(true);
      expect(await get(key)).toBeUndefined();
      expect(await gone(key, 'one', soon)).toBe(false);
    });

    test('for who has it, and for nobody else: neither before the next has it nor after', async () => {
      const { claim, failed, get, gone, subscribe, took } = await open();
      await subscribe(asked);
      await claim(key, { id: 'one', until: soon }, at);
      await claim(key, { id: 'two', until: later }, soon);

      expect(await took(key, 'one', taken)).toBe(false);
      expect(await failed(key, 'one', 1)).toBe(false);
      expect(await gone(key, 'one', at)).toBe(false);
      expect(await get(key)).toEqual({ ...outlet, attempt: { id: 'two', until: later } });

      expect(await took(key, 'two', taken)).toBe(true);
      expect(await took(key, 'two', { ...taken, etag: '"v2"' })).toBe(false);
      expect(await get(key)).toEqual({ ...outlet, ...taken });
    });
  });

  describe('a push', () => {
    const push = { feed: 'en/ninjs.json', etag: '"v1"', at };

    test('is noted for each feed of the release, when it first was as it is', async () => {
      const { push: note, pushes } = await open();
      expect(await pushes('a release')).toEqual([]);

      await note('a release', push);
      await note('a release', { ...push, at: later });
      await note('a release', { ...push, feed: 'en/atom.xml', at: soon });
      await note('another', { ...push, feed: 'fr/atom.xml' });

      expect(await pushes('a release')).toEqual([{ ...push, feed: 'en/atom.xml', at: soon }, push]);

      await note('a release', { ...push, etag: '"v2"', at: later });
      expect(await pushes('a release')).toContainEqual({ ...push, etag: '"v2"', at: later });
    });

    test('is told of until it is closed, and again where something was pushed since', async () => {
      const { close, open: tell, opened } = await open();
      expect(await opened()).toEqual([]);
      await tell({ releaseId: 'a release', at, next: soon });
      await tell({ releaseId: 'another', at: soon, next: later });
      await tell({ releaseId: 'a release', at: soon, next: later });

      expect(await close({ releaseId: 'a release', at })).toBe(false);
      expect(await opened()).toEqual([
        { releaseId: 'a release', at: soon, next: later },
        { releaseId: 'another', at: soon, next: later },
      ]);

      expect(await close({ releaseId: 'a release', at: soon })).toBe(true);
      expect(await close({ releaseId: 'a release', at: soon })).toBe(false);
      expect(await opened()).toEqual([{ releaseId: 'another', at: soon, next: later }]);
    });
  });
});
