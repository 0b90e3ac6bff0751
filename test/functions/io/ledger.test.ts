// Claim, send, settle: nobody gets a second mail.
import { describe, expect, test } from 'vitest';
import { shardOf } from '../../../functions/core/subscriber.ts';
import * as memory from '../../simulation/ports/ledger.ts';
import { direct } from '../../simulation/ports/wire.ts';
import { atOnce, flat, newTable, startCloud } from './cloud.ts';

const cloud = await startCloud();
const io = await import('../../../functions/io/ledger.ts');

const key = { releaseId: 'r1', occasion: 'publication' as const, subscriberId: 'abcdefghijkl' };
const made = { language: 'ar', version: 2 };
const at = '2026-03-09T08:00:00.000Z';
const later = '2026-03-09T09:00:00.000Z';

const places = [
  ['on the local DynamoDB', async (page?: number) => io.ledger(await newTable(cloud), page)],
  ['in memory', async (page?: number) => memory.ledger(memory.newLedger(), direct, page)],
] as const;

describe.each(places)('%s', (_, place) => {
  async function open(page?: number) {
    const ledger = await place(page);
    const rows = () => flat(ledger.rows(key, shardOf(key.subscriberId)));
    const pages = (shard: number) => ledger.rows(key, shard);
    return { ...ledger, rows, pages, row: async () => (await rows())[0] };
  }

  describe('a claim', () => {
    test('is won again by the attempt that has it: the SDK repeats a call whose answer was lost', async () => {
      const { claim, settle, row } = await open();
      await claim(key, made, 'one', at);

      expect(await claim(key, made, 'one', at)).toBe(true);
      expect(await row()).toMatchObject({ state: 'CLAIMED', attempt: 'one' });

      await settle(key, 'one', 'SENT', later);
      expect(await claim(key, made, 'one', later)).toBe(false);
    });

    test('is won once by twenty that come at once', async () => {
      const { claim, rows } = await open();

      const won = await atOnce(20, (index) => claim(key, made, `attempt ${index}`, at));

      expect(won.filter(Boolean)).toHaveLength(1);
      expect(await rows()).toEqual([
        {
          ...{ subscriberId: key.subscriberId, state: 'CLAIMED', ...made, at },
          attempt: `attempt ${won.indexOf(true)}`,
        },
      ]);
    });

    test.each(['SENT', 'FAILED', 'UNKNOWN'] as const)('is not to be had again after %s', async (state) => {
      const { claim, settle } = await open();
      await claim(key, made, 'one', at);
      await settle(key, 'one', state, at);

      expect(await claim(key, made, 'two', later)).toBe(false);
    });

    test('is to be had again once SES refused: FREE', async () => {
      const { claim, settle, row } = await open();
      await claim(key, made, 'one', at);
      await settle(key, 'one', 'FREE', at);

      const won = await atOnce(5, (index) => claim(key, made, `again ${index}`, later));

      expect(won.filter(Boolean)).toHaveLength(1);
      expect(await row()).toMatchObject({ state: 'CLAIMED', at: later });
    });

    test.each(['SUPPRESSED', 'UNSUBSCRIBED'] as const)('is not to be had of who is %s', async (state) => {
      const { claim, forgo, row } = await open();

      expect(await forgo(key, state, at)).toBe(true);

      expect(await claim(key, made, 'one', later)).toBe(false);
      expect(await row()).toEqual({ subscriberId: key.subscriberId, state, at });
    });

    test('that was sent is not forgone afterwards', async () => {
      const { claim, forgo, row } = await open();
      await claim(key, made, 'one', at);

      expect(await forgo(key, 'UNSUBSCRIBED', later)).toBe(false);

      expect(await row()).toMatchObject({ state: 'CLAIMED' });
    });

    test('of another release or occasion is another', async () => {
      const { claim } = await open();
      await claim(key, made, 'one', at);

      expect(await claim({ ...key, releaseId: 'r2' }, made, 'one', at)).toBe(true);
    });
  });

  describe('settling', () => {
    test('is for the attempt that has the claim', async () => {
      const { claim, settle, row } = await open();
      await claim(key, made, 'one', at);

      expect(await settle(key, 'another', 'SENT', later)).toBe(false);
      expect(await row()).toMatchObject({ state: 'CLAIMED', at });

      expect(await settle(key, 'one', 'SENT', later)).toBe(true);
      expect(await row()).toMatchObject({ state: 'SENT', at: later });
    });

    test('a second time changes nothing: an event may come twice, and late', async () => {
      const { claim, settle, row } = await open();
      await claim(key, made, 'one', at);
      await settle(key, 'one', 'SENT', at);

      expect(await settle(key, 'one', 'FAILED', later)).toBe(false);

      expect(await row()).toMatchObject({ state: 'SENT', at });
    });

    test('what was unknown is done by its event', async () => {
      const { claim, settle, row } = await open();
      await claim(key, made, 'one', at);
      await settle(key, 'one', 'UNKNOWN', at);

      expect(await settle(key, 'one', 'SENT', later)).toBe(true);

      expect(await row()).toMatchObject({ state: 'SENT' });
    });

    test('an attempt that was freed and claimed anew does nothing to the new one', async () => {
      const { claim, settle, row } = await open();
      await claim(key, made, 'one', at);
      await settle(key, 'one', 'FREE', at);
      await claim(key, made, 'two', later);

      expect(await settle(key, 'one', 'SENT', later)).toBe(false);

      expect(await row()).toMatchObject({ state: 'CLAIMED', attempt: 'two' });
    });

    test('what was never claimed makes no row', async () => {
      const { settle, told, rows } = await open();

      expect(await settle(key, 'one', 'SENT', at)).toBe(false);
      expect(await told(key, 'one', { state: 'SENT', delivery: 'delivered' }, at)).toBe(false);

      expect(await rows()).toEqual([]);
    });
  });

  describe('what became of a mail', () => {
    test.each([
      [['delivered', 'bounced'], 'bounced'],
      [['bounced', 'delivered'], 'bounced'],
      [['delivered', 'complained'], 'complained'],
      [['complained', 'delivered', 'bounced'], 'complained'],
      [['delivered', 'delivered'], 'delivered'],
      [['delayed'], 'delayed'],
      [['delayed', 'delivered'], 'delivered'],
      [['delivered', 'delayed'], 'delivered'],
    ] as const)('after %j is %s', async (events, expected) => {
      const { claim, told, row } = await open();
      await claim(key, made, 'one', at);

      for (const delivery of events) await told(key, 'one', { state: 'SENT', delivery }, later);

      expect(await row()).toMatchObject({ state: 'SENT', delivery: expected });
    });

    test.each(['CLAIMED', 'UNKNOWN', 'FREE'] as const)(
      'is sent where an event says so and the ledger says %s',
      async (state) => {
        const { claim, settle, told, row } = await open();
        await claim(key, made, 'one', at);
        if (state !== 'CLAIMED') await settle(key, 'one', state, at);

        expect(await told(key, 'one', { state: 'SENT' }, later)).toBe(true);

        expect((await row())?.state).toBe('SENT');
      },
    );

    test('is failed where an event says so, though SES had answered with success, and stays so', async () => {
      const { claim, settle, told, row } = await open();
      await claim(key, made, 'one', at);
      await settle(key, 'one', 'SENT', at);

      await told(key, 'one', { state: 'FAILED' }, later);
      await told(key, 'one', { state: 'SENT' }, later);

      expect((await row())?.state).toBe('FAILED');
    });

    test('is not changed by an event of another attempt', async () => {
      const { claim, settle, told, row } = await open();
      await claim(key, made, 'one', at);
      await settle(key, 'one', 'FREE', at);
      await claim(key, made, 'two', later);

      expect(await told(key, 'one', { state: 'FAILED' }, later)).toBe(false);

      expect(await row()).toMatchObject({ state: 'CLAIMED', attempt: 'two' });
    });
  });

  test('the rows of many are found, each once; who has none is left out', async () => {
    const { claim, many } = await open();
    const ids = Array.from({ length: 100 }, (_, index) => `reader${String(index).padStart(6, '0')}`);
    await atOnce(60, (index) => claim({ ...key, subscriberId: ids[index] ?? '' }, made, 'one', at));

    const found = await many(key, ids);

    expect(found.map(({ subscriberId }) => subscriberId).toSorted()).toEqual(ids.slice(0, 60));
    expect(found[0]).toMatchObject({ state: 'CLAIMED', attempt: 'one', ...made });
  });

  test('the rows of a shard come sorted by subscriber', async () => {
    const { claim, rows } = await place();
    const ids = ['c', 'a', 'b'].map((letter) => `AAreader000${letter}`);
    for (const subscriberId of ids) await claim({ ...key, subscriberId }, made, 'one', at);

    expect((await flat(rows(key, 0))).map(({ subscriberId }) => subscriberId)).toEqual(ids.toSorted());
  });

  test('the rows of a shard come sorted, in pages that join without a gap', async () => {
    const { claim, pages: pagesOf } = await open(4);
    const ids = Array.from({ length: 9 }, (_, index) => `AA${String((index * 7) % 9).padStart(10, '0')}`);
    for (const subscriberId of ids) await claim({ ...key, subscriberId }, made, 'one', at);

    const pages: string[][] = [];
    for await (const page of pagesOf(shardOf(ids[0] ?? ''))) pages.push(page.map((row) => row.subscriberId));

    expect(pages.map(({ length }) => length)).toEqual([4, 4, 1]);
    expect(pages.flat()).toEqual(ids.toSorted());
  });

  describe('a call to SES', () => {
    const attempt = (name: string) => ({ attempt: name, at, language: 'ar', subscriberIds: ['a', 'b'] });
    const digest = { releaseId: 'digest', occasion: 'daily-20260309T08' as const };

    test('is noted until it is ended, beside others of its bulletin', async () => {
      const { begin, end, attempts } = await open();
      for (const name of ['two', 'one', 'two']) await begin(key, attempt(name));
      expect(await attempts(key)).toEqual([attempt('one'), attempt('two')]);

      await end(key, 'one');
      await end(key, 'one');

      expect(await attempts(key)).toEqual([attempt('two')]);
      expect(await attempts({ ...key, occasion: 'correction-2' })).toEqual([]);
    });

    test('of a digest is noted with what is in it', async () => {
      const { begin, attempts } = await open();
      const entries = [{ releaseId: 'r1', language: 'ar', status: 'new' as const }];

      await begin(digest, { ...attempt('one'), entries });

      expect(await attempts(digest)).toEqual([{ ...attempt('one'), entries }]);
    });
  });
});
