// Twenty thousand readers in three languages, while everything goes wrong that can: functions die in the middle of their
// work, messages come twice, SES takes mails and loses its answer, SES takes none for now. Each reader has one copy.
import { BatchWriteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { GRACE } from '../../functions/clock/reconcile.ts';
import { SHARDS, type Subscriber, shardOf, subscriberId } from '../../functions/core/subscriber.ts';
import type { Fault } from '../../infra/local/ses/state.ts';
import { type TestNewsroom, testNewsroom } from './newsroom.ts';

const READERS = 20_000;
const LANGUAGES = [['en'], ['fr', 'en'], ['ar', 'fr']];

/** The same faults each time (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const chance = random(2026);
const seen = { resets: 0, throttled: 0, kills: 0, twice: 0 };

/** A lost answer is one in a hundred calls of fifty; one entry in twenty is refused for now. */
function fault(): Fault | undefined {
  const lot = chance();
  if (lot < 0.0002) {
    seen.resets++;
    return 'accept-then-reset';
  }
  if (lot > 0.05) return undefined;
  seen.throttled++;
  return 'ACCOUNT_THROTTLED';
}

let newsroom: TestNewsroom;
beforeAll(async () => {
  newsroom = await testNewsroom({
    faults: ({ operation }) => (operation === 'SendBulkEmail' ? fault() : undefined),
    // A fifth of the messages about mails come a second time.
    interfere: (_, { headers, body }) => {
      if (!headers['x-amz-target']?.endsWith('SendMessageBatch')) return undefined;
      const { QueueUrl, Entries } = JSON.parse(String(body));
      const name = String(QueueUrl).split('/').at(-1) ?? '';
      if (!/bulletins|copies/.test(name)) return undefined;
      for (const { MessageBody } of Entries) {
        if (chance() > 0.2) continue;
        seen.twice++;
        newsroom.cloud.emulators.fauxqs.sendMessage(name, MessageBody);
      }
      return undefined;
    },
  });
  await subscribe(READERS);
}, 120_000);
afterAll(() => newsroom.close());

const address = (number: number) => `reader-${number}@readers.example`;
const languagesOf = (number: number) => LANGUAGES[number % LANGUAGES.length] ?? ['en'];

/** Straight into the table, 25 at a time. */
async function subscribe(count: number): Promise<void> {
  const table = newsroom.cloud.outputs.SubscribersTable ?? '';
  for (let from = 0; from < count; from += 25) {
    const numbers = Array.from({ length: Math.min(25, count - from) }, (_, index) => from + index);
    const puts = numbers.map((number) => {
      const id = subscriberId('k', address(number));
      const subscriber: Subscriber = {
        ...{ id, address: address(number), languages: languagesOf(number), topics: [], frequency: 'immediate' },
        ...{ timezone: 'UTC', hour: 8, standIn: false, pausedUntil: null, formerRhythm: null, state: 'active' },
      };
      const pk = `SHARD#${String(shardOf(id)).padStart(2, '0')}`;
      return { PutRequest: { Item: marshall({ pk, sk: id, ...subscriber }) } };
    });
    await newsroom.cloud.emulators.dynamodb.send(new BatchWriteItemCommand({ RequestItems: { [table]: puts } }));
  }
  for (let shard = 0; shard < SHARDS; shard++) {
    const Item = marshall({ pk: 'SHARDS', sk: String(shard).padStart(2, '0') });
    await newsroom.cloud.emulators.dynamodb.send(new PutItemCommand({ TableName: table, Item }));
  }
}

const trilingual = `The weir of Oldbridge is open

Le seuil d’Oldbridge est ouvert

افتتاح سد أولدبريدج

3 May 2026, Upper Glenmore

The Highland Water Council opened the weir of Oldbridge today, three weeks before the date that was planned.

3 mai 2026, Upper Glenmore

Le Conseil des eaux des hautes terres a ouvert aujourd’hui le seuil d’Oldbridge, trois semaines avant la date prévue.

3 مايو 2026، أبر غلنمور

افتتح مجلس مياه المرتفعات اليوم سد أولدبريدج قبل ثلاثة أسابيع من الموعد المقرر لذلك.
`;

test('everybody has exactly one copy, in their language', { timeout: 900_000 }, async () => {
  const { cloud } = newsroom;
  const victims = cloud.functions.filter(({ name }) => /^polywire-(?:plan|send|feedback)/.test(name));
  const killer = setInterval(() => {
    const victim = victims[Math.floor(chance() * victims.length)];
    if (victim?.kill()) seen.kills++;
  }, 700);

  await newsroom.upload(newsroom.write('weir.txt', trilingual), 'weir.txt');
  await cloud.quiet();
  clearInterval(killer);
  // What nobody knows of is settled when the grace period is over, and planned for as often as it takes.
  for (let look = 1; look <= 12; look++) await newsroom.tick(new Date(Date.now() + look * (GRACE + 60_000)));

  const mails = cloud.emulators.ses.accepted().filter(({ tags }) => tags.release !== undefined);
  const copies = Map.groupBy(mails, ({ to }) => to[0] ?? '');
  const languageOf = (mail: (typeof mails)[number]) =>
    mail.headers.find(({ name }) => name === 'Content-Language')?.value;
  const wrong = Array.from({ length: READERS }, (_, number) => {
    const own = copies.get(address(number)) ?? [];
    const [language] = languagesOf(number);
    return own.length === 1 && own[0] && languageOf(own[0]) === language ? [] : [`${address(number)}: ${own.length}`];
  }).flat();
  process.stdout.write(`${JSON.stringify({ mails: mails.length, ...seen })}\n`);
  const { copies: tally } = (await newsroom.follow('weir.txt')) ?? {};

  expect(wrong).toEqual([]);
  expect(mails).toHaveLength(READERS);
  expect(tally).toMatchObject({ SENT: READERS, CLAIMED: 0, UNKNOWN: 0, FREE: 0, delivered: READERS });
  expect(newsroom.receipts().at(-1)?.receipt.progress).toMatchObject({ done: true, mails: { accepted: READERS } });
  expect(Math.min(seen.resets, seen.throttled, seen.kills, seen.twice)).toBeGreaterThan(0);
});
