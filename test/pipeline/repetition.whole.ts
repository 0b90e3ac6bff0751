// What happens when messages come twice, handlers fail, or a message can't be processed at all.
import { PurgeQueueCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { beforeAll, expect, onTestFinished, test } from 'vitest';
import { eventFor } from '../../functions/clock/sweep.ts';
import { releaseId } from '../../functions/core/release.ts';
import { SHARDS } from '../../functions/core/subscriber.ts';
import { english, header, lead } from './newsroom.ts';
import { deadLetters, disturbance, oneNewsroom } from './one-newsroom.ts';

const csv = [
  header,
  ...['ana', 'ben', 'cleo'].map((name) => `twice-${name}@readers.example,en,,immediate,UTC,test`),
].join('\n');

const newsroom = await oneNewsroom();
beforeAll(async () => {
  await newsroom.importSubscribers(newsroom.write('subscribers.csv', csv));
});

const dead = () => deadLetters(newsroom);
/** Those of this file's readers. */
const mails = () => newsroom.mails().filter(({ to }) => to[0]?.startsWith('twice-'));
const items = () => newsroom.publicText('en/rss.xml').split('<item>').length - 1;

const send = (queue: string, body: object) =>
  newsroom.cloud.emulators.sqs.send(
    new SendMessageCommand({
      QueueUrl: `${newsroom.cloud.emulators.gateway.url}/000000000000/polywire-${queue}-queue`,
      MessageBody: JSON.stringify(body),
    }),
  );

const publicObjects = () => {
  const { s3 } = newsroom.cloud.emulators;
  const bucket = newsroom.cloud.outputs.PublicBucket ?? '';
  return s3.list(bucket).map((key) => `${key} ${s3.read(bucket, key)?.etag}`);
};

test('every message of the pipeline delivered a second time changes nothing', async () => {
  await newsroom.publish('twice-gauge.txt', english('A new gauge at Oldbridge', lead));
  const before = { objects: publicObjects(), mails: mails().length };
  const id = releaseId('twice-gauge.txt');

  await send('publish', { releaseId: id });
  await send('pages', { releaseId: id, invalidates: null });
  await send('outlets', { releaseId: id, invalidates: null });
  await send('distribution', { feed: 'en/rss.xml', releaseId: id });
  await send('feeds', { channel: 'en', releaseId: id, page: 1, invalidates: null });
  for (let shard = 0; shard < SHARDS; shard++) {
    await send('bulletins', { releaseId: id, occasion: 'publication', round: 1, shard });
  }
  await newsroom.cloud.quiet();

  expect({ objects: publicObjects(), mails: mails().length }).toEqual(before);
  expect(before.mails).toBe(3);
});

test('the same bytes again are told to be unchanged, and changed ones are a correction with a mail of its own', async () => {
  const before = mails().length;
  await newsroom.publish('twice-weir.txt', english('A new weir at Oldbridge', lead));
  const published = items();
  await newsroom.publish('twice-weir.txt', english('A new weir at Oldbridge', lead));
  await newsroom.publish('twice-weir.txt', english('A new weir at Oldbridge', `${lead} It is corrected.`));

  const followed = await newsroom.follow('twice-weir.txt');
  const receipts = newsroom.receipts().filter(({ receipt }) => receipt.file === 'twice-weir.txt');
  expect(receipts.map(({ receipt }) => [receipt.outcome, receipt.version])).toEqual([
    ['accepted', 1],
    ['unchanged', 1],
    ['accepted', 2],
  ]);
  expect(followed?.publication?.version).toBe(2);
  expect(newsroom.publicText('en/rss.xml')).toContain('It is corrected.');
  expect(items()).toBe(published);
  const occasions = mails()
    .slice(before)
    .map(({ tags }) => tags.occasion?.[0]);
  expect(occasions).toEqual([...Array(3).fill('publication'), ...Array(3).fill('correction-2')]);
});

test('a handler that fails once is retried, and its neighbours complete', async () => {
  const failed: string[] = [];
  const retried = () => newsroom.log.filter((line) => line.includes('"retried"')).length;
  const before = { retried: retried(), dead: dead() };
  disturbance.interfere = (accessKeyId, { path, method, body }) => {
    const isPublication =
      accessKeyId.includes('publish') && body.includes('"PUBLICATION"') && body.includes(releaseId('twice-b.txt'));
    if (!isPublication || method !== 'POST' || failed.length > 0) return undefined;
    failed.push(path);
    const error = { __type: 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException', message: 'for once' };
    return { status: 400, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: JSON.stringify(error) };
  };

  const names = ['a', 'b', 'c'];
  for (const name of names)
    await newsroom.upload(newsroom.write(name, english(`Release ${name} of three`, lead)), `twice-${name}.txt`);
  await newsroom.cloud.quiet();

  expect(failed).toHaveLength(1);
  expect({ retried: retried(), dead: dead() }).toEqual({ retried: before.retried + 1, dead: before.dead });
  for (const name of names) expect(newsroom.publicText('en/rss.xml')).toContain(`Release ${name} of three`);
});

test('a message that no code can process ends in the dead-letter queue with its alarm, and the others go on', async () => {
  onTestFinished(async () => {
    const QueueUrl = `${newsroom.cloud.emulators.gateway.url}/000000000000/polywire-publish-dead-letters`;
    await newsroom.cloud.emulators.sqs.send(new PurgeQueueCommand({ QueueUrl }));
  });
  await send('publish', { poison: true });
  await newsroom.publish('twice-sluice.txt', english('A new sluice at Oldbridge', lead));

  const publish = newsroom.cloud.stages().find(({ name }) => name === 'publish');
  expect(publish?.deadLetters).toBe(1);
  expect(publish?.alarm).toContain('redrive');
  expect(newsroom.publicText('en/rss.xml')).toContain('A new sluice at Oldbridge');
});

test('an upload that the clock found is read like one that S3 told of', async () => {
  await newsroom.publish('twice-lock.txt', english('A new lock at Oldbridge', lead));
  const { etag = '' } = newsroom.cloud.emulators.s3.read('polywire-inbox', 'twice-lock.txt') ?? {};
  const before = { mails: mails().length, items: items() };
  const read = newsroom.log.filter((line) => line.includes('"ingest"')).length;

  const modified = new Date(Date.now() + 1000);
  await send('uploads', eventFor({ key: 'twice-lock.txt', size: 100, etag, modified }));
  await newsroom.cloud.quiet();

  expect(newsroom.log.filter((line) => line.includes('"ingest"'))).toHaveLength(read + 1);
  expect({ mails: mails().length, items: items() }).toEqual(before);
  expect(newsroom.cloud.stages().find(({ name }) => name === 'uploads')?.deadLetters).toBe(0);
});

test('an endpoint that fails is an alarm that says for whom', async () => {
  disturbance.interfere = (key) =>
    key.includes('subscriptions')
      ? { status: 400, headers: {}, body: '{"__type":"ResourceNotFoundException"}' }
      : undefined;

  const stage = () => newsroom.cloud.stages().find(({ name }) => name === 'subscriptions');
  const before = stage()?.failures ?? 0;
  const answer = await fetch(`${newsroom.cloud.site.url}/api/unsubscribe?t=x`);
  disturbance.interfere = undefined;

  expect(answer.status).toBe(500);
  expect(stage()).toMatchObject({ failures: before + 1, alarm: expect.stringContaining('to leave meet an error') });
});

test('S3’s own test event is acknowledged', async () => {
  const before = dead();

  await send('uploads', { Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'polywire-inbox' });
  await newsroom.cloud.quiet();

  expect(dead()).toBe(before);
});
