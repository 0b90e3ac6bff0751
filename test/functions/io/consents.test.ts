// The consent record: each thing that was said, once.
import { describe, expect, test } from 'vitest';
import type { Consent } from '../../../functions/core/consent.ts';
import * as memory from '../../simulation/ports/consents.ts';
import { direct } from '../../simulation/ports/wire.ts';
import { newTable, startCloud } from './cloud.ts';

const cloud = await startCloud();
const io = await import('../../../functions/io/consents.ts');

const subscriberId = 'abcdefghijkl';
const wishes = {
  ...{ languages: ['ar', 'en'], standIn: false, topics: [], frequency: 'immediate' as const },
  ...{ timezone: 'UTC', hour: 8, pausedUntil: null },
};
const yes: Consent = {
  ...{ said: 'yes', subscriberId, address: 'rania@example.org', wishes },
  wording: { language: 'en', text: 'Send me news.', version: '1', page: 'https://news.example/en/subscribe' },
  ...{ askedAt: '2026-03-09T08:00:00.000Z', at: '2026-03-09T08:05:00.000Z' },
};
const no: Consent = { said: 'no', subscriberId, at: '2026-03-10T08:00:00.000Z', way: 'one click' };

const places = [
  ['on the local DynamoDB', async () => io.consents(await newTable(cloud))],
  ['in memory', async () => memory.consents(memory.newConsents(), direct)],
] as const;

describe.each(places)('%s', (_, open) => {
  test('what was said is kept as it was said, oldest first, for each by itself', async () => {
    const { add, of } = await open();

    expect(await add(no)).toBe(true);
    expect(await add(yes)).toBe(true);
    expect(await add({ ...no, subscriberId: 'other' })).toBe(true);

    expect(await of(subscriberId)).toEqual([yes, no]);
    expect(await of('nobody')).toEqual([]);
  });

  test('the same said again changes nothing', async () => {
    const { add, of } = await open();
    await add(yes);

    expect(await add({ ...yes, at: '2026-03-11T08:00:00.000Z', address: 'other@example.org' })).toBe(false);

    expect(await of(subscriberId)).toEqual([yes]);
  });

  test('of who is erased nothing is left, and of others all', async () => {
    const { add, erase, of } = await open();
    for (const consent of [yes, no, { ...no, subscriberId: 'other' }]) await add(consent);

    await erase(subscriberId);
    await erase(subscriberId);

    expect(await of(subscriberId)).toEqual([]);
    expect(await of('other')).toHaveLength(1);
  });
});
