// Claim, send, settle, against the local DynamoDB: nobody gets a second mail.
import { describe, expect, test } from 'vitest';
import { shardOf } from '../../../functions/core/subscriber.ts';
import { atOnce, flat, newTable, startCloud } from './cloud.ts';

const cloud = await startCloud();
const io = await import('../../../functions/io/ledger.ts');

const key = { releaseId: 'r1', occasion: 'publication' as const, subscriberId: 'abcdefghijkl' };
const at = '2026-03-09T08:00:00.000Z';
const later = '2026-03-09T09:00:00.000Z';

async function open() {
  const ledger = io.ledger(await newTable(cloud));
  const rows = () => flat(ledger.rows(key, shardOf(key.subscriberId)));
  return { ...ledger, rows, row: async () => (await rows())[0] };
}

describe('a claim', () => {
  test('is won once by twenty that come at once', async () => {
    const { claim, rows } = await open();

    const won = await atOnce(20, (index) => claim(key, 'ar', `attempt ${index}`, at));

    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await rows()).toEqual([
      {
        ...{ subscriberId: key.subscriberId, state: 'CLAIMED', language: 'ar', at },
        attempt: `attempt ${won.indexOf(true)}`,
      },
    ]);
  });

  test.each(['SENT', 'FAILED', 'UNKNOWN'] as const)('is not to be had again after %s', async (state) => {
    const { claim, settle } = await open();
    await claim(key, 'ar', 'one', at);
    await settle(key, 'one', state, at);

    expect(await claim(key, 'ar', 'two', later)).toBe(false);
  });

  test('is to be had again once SES refused: FREE', async () => {
    const { claim, settle, row } = await open();
    await claim(key, 'ar', 'one', at);
    await settle(key, 'one', 'FREE', at);

    const won = await atOnce(5, (index) => claim(key, 'ar', `again ${index}`, later));

    expect(won.filter(Boolean)).toHaveLength(1);
    expect(await row()).toMatchObject({ state: 'CLAIMED', at: later });
  });

  test.each(['SUPPRESSED', 'UNSUBSCRIBED'] as const)('is not to be had of who is %s', async (state) => {
    const { claim, forgo, row } = await open();

    expect(await forgo(key, state, at)).toBe(true);

    expect(await claim(key, 'ar', 'one', later)).toBe(false);
    expect(await row()).toEqual({ subscriberId: key.subscriberId, state, at });
  });

  test('that was sent is not forgone afterwards', async () => {
    const { claim, forgo, row } = await open();
    await claim(key, 'ar', 'one', at);

    expect(await forgo(key, 'UNSUBSCRIBED', later)).toBe(false);

    expect(await row()).toMatchObject({ state: 'CLAIMED' });
  });

  test('of another release or occasion is another', async () => {
    const { claim } = await open();
    await claim(key, 'ar', 'one', at);

    expect(await claim({ ...key, releaseId: 'r2' }, 'ar', 'one', at)).toBe(true);
  });
});

describe('settling', () => {
  test('is for the attempt that has the claim', async () => {
    const { claim, settle, row } = await open();
    await claim(key, 'ar', 'one', at);

    expect(await settle(key, 'another', 'SENT', later)).toBe(false);
    expect(await row()).toMatchObject({ state: 'CLAIMED', at });

    expect(await settle(key, 'one', 'SENT', later)).toBe(true);
    expect(await row()).toMatchObject({ state: 'SENT', at: later });
  });

  test('a second time changes nothing: an event may come twice, and late', async () => {
    const { claim, settle, row } = await open();
    await claim(key, 'ar', 'one', at);
    await settle(key, 'one', 'SENT', at);

    expect(await settle(key, 'one', 'FAILED', later)).toBe(false);

    expect(await row()).toMatchObject({ state: 'SENT', at });
  });

  test('what was unknown is done by its event', async () => {
    const { claim, settle, row } = await open();
    await claim(key, 'ar', 'one', at);
    await settle(key, 'one', 'UNKNOWN', at);

    expect(await settle(key, 'one', 'SENT', later)).toBe(true);

    expect(await row()).toMatchObject({ state: 'SENT' });
  });

  test('an attempt that was freed and claimed anew does nothing to the new one', async () => {
    const { claim, settle, row } = await open();
    await claim(key, 'ar', 'one', at);
    await settle(key, 'one', 'FREE', at);
    await claim(key, 'ar', 'two', later);

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
  ] as const)('after %j is %s', async (events, expected) => {
    const { claim, told, row } = await open();
    await claim(key, 'ar', 'one', at);

    for (const delivery of events) await told(key, 'one', { state: 'SENT', delivery }, later);

    expect(await row()).toMatchObject({ state: 'SENT', delivery: expected });
  });

  test.each(['CLAIMED', 'UNKNOWN', 'FREE'] as const)(
    'is sent where an event says so and the ledger says %s',
    async (state) => {
      const { claim, settle, told, row } = await open();
      await claim(key, 'ar', 'one', at);
      if (state !== 'CLAIMED') await settle(key, 'one', state, at);

      expect(await told(key, 'one', { state: 'SENT' }, later)).toBe(true);

      expect((await row())?.state).toBe('SENT');
    },
  );

  test('is failed where an event says so, though SES had answered with success, and stays so', async () => {
    const { claim, settle, told, row } = await open();
    await claim(key, 'ar', 'one', at);
    await settle(key, 'one', 'SENT', at);

    await told(key, 'one', { state: 'FAILED' }, later);
    await told(key, 'one', { state: 'SENT' }, later);

    expect((await row())?.state).toBe('FAILED');
  });

  test('is not changed by an event of another attempt', async () => {
    const { claim, settle, told, row } = await open();
    await claim(key, 'ar', 'one', at);
    await settle(key, 'one', 'FREE', at);
    await claim(key, 'ar', 'two', later);

    expect(await told(key, 'one', { state: 'FAILED' }, later)).toBe(false);

    expect(await row()).toMatchObject({ state: 'CLAIMED', attempt: 'two' });
  });
});
