// What happens when messages come twice, handlers fail, or a message can't be processed at all.
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventFor } from '../../functions/clock/sweep.ts';
import { releaseId } from '../../functions/core/release.ts';
import { SHARDS } from '../../functions/core/subscriber.ts';
import type { Interference } from '../../infra/local/gateway.ts';
import { english, header, lead, type TestNewsroom, testNewsroom } from './newsroom.ts';

const csv = [header, ...['ana', 'ben', 'cleo'].map((name) => `${name}@readers.example,en,,immediate,UTC,test`)].join(
  '\n',
);

let newsroom: TestNewsroom;
let interfere: Interference | undefined;
beforeAll(async () => {
  newsroom = await testNewsroom({ interfere: (key, request) => interfere?.(key, request) });
  await newsroom.importSubscribers(newsroom.write('subscribers.csv', csv));
});
afterAll(() => newsroom.close());

const deadLetters = () => newsroom.cloud.stages().reduce((sum, stage) => sum + stage.deadLetters, 0);
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
  await newsroom.publish('gauge.txt', english('A new gauge at Oldbridge', lead));
  const before = { objects: publicObjects(), mails: newsroom.mails().length };
  const id = releaseId('gauge.txt');

  await send('publish', { releaseId: id });
  await send('pages', { releaseId: id, invalidates: null });
  await send('outlets', { releaseId: id, invalidates: null });
  await send('distribution', { feed: 'en/rss.xml', releaseId: id });
  await send('feeds', { channel: 'en', releaseId: id, page: 1, invalidates: null });
  for (let shard = 0; shard < SHARDS; shard++) {
    await send('bulletins', { releaseId: id, occasion: 'publication', round: 1, shard });
  }
  await newsroom.cloud.quiet();

  expect({ objects: publicObjects(), mails: newsroom.mails().length }).toEqual(before);
  expect(before.mails).toBe(3);
});

test('the same bytes again are told to be unchanged, and changed ones are a correction with a mail of its own', async () => {
  const before = newsroom.mails().length;
  await newsroom.publish('weir.txt', english('A new weir at Oldbridge', lead));
  const published = items();
  await newsroom.publish('weir.txt', english('A new weir at Oldbridge', lead));
  await newsroom.publish('weir.txt', english('A new weir at Oldbridge', `${lead} It is corrected.`));

  const followed = await newsroom.follow('weir.txt');
  const receipts = newsroom.receipts().filter(({ receipt }) => receipt.file === 'weir.txt');
  expect(receipts.map(({ receipt }) => [receipt.outcome, receipt.version])).toEqual([
    ['accepted', 1],
    ['unchanged', 1],
    ['accepted', 2],
  ]);
  expect(followed?.publication?.version).toBe(2);
  expect(newsroom.publicText('en/rss.xml')).toContain('It is corrected.');
  expect(items()).toBe(published);
  const occasions = newsroom
    .mails()
    .slice(before)
    .map(({ tags }) => tags.occasion?.[0]);
  expect(occasions).toEqual([...Array(3).fill('publication'), ...Array(3).fill('correction-2')]);
});

test('a handler that fails once is retried, and its neighbours complete', async () => {
  const failed: string[] = [];
  interfere = (accessKeyId, { path, method, body }) => {
    const isPublication =
      accessKeyId.includes('publish') && body.includes('"PUBLICATION"') && body.includes(releaseId('b.txt'));
    if (!isPublication || method !== 'POST' || failed.length > 0) return undefined;
    failed.push(path);
    const error = { __type: 'com.amazonaws.dynamodb.v20120810#ResourceNotFoundException', message: 'for once' };
    return { status: 400, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: JSON.stringify(error) };
  };

  const names = ['a', 'b', 'c'];
  for (const name of names)
    await newsroom.upload(newsroom.write(name, english(`Release ${name} of three`, lead)), `${name}.txt`);
  await newsroom.cloud.quiet();

  expect(failed).toHaveLength(1);
  expect(newsroom.log.filter((line) => line.includes('"retried"'))).toHaveLength(1);
  for (const name of names) expect(newsroom.publicText('en/rss.xml')).toContain(`Release ${name} of three`);
  expect(deadLetters()).toBe(0);
});

test('a message that no code can process ends in the dead-letter queue with its alarm, and the others go on', async () => {
  await send('publish', { poison: true });
  await newsroom.publish('sluice.txt', english('A new sluice at Oldbridge', lead));

  const publish = newsroom.cloud.stages().find(({ name }) => name === 'publish');
  expect(publish?.deadLetters).toBe(1);
  expect(publish?.alarm).toContain('redrive');
  expect(newsroom.publicText('en/rss.xml')).toContain('A new sluice at Oldbridge');
});

test('an upload that the clock found is read like one that S3 told of', async () => {
  await newsroom.publish('lock.txt', english('A new lock at Oldbridge', lead));
  const { etag = '' } = newsroom.cloud.emulators.s3.read('polywire-inbox', 'lock.txt') ?? {};
  const before = { mails: newsroom.mails().length, items: items() };
  const read = newsroom.log.filter((line) => line.includes('"ingest"')).length;

  const modified = new Date(Date.now() + 1000);
  await send('uploads', eventFor({ key: 'lock.txt', size: 100, etag, modified }));
  await newsroom.cloud.quiet();

  expect(newsroom.log.filter((line) => line.includes('"ingest"'))).toHaveLength(read + 1);
  expect({ mails: newsroom.mails().length, items: items() }).toEqual(before);
  expect(newsroom.cloud.stages().find(({ name }) => name === 'uploads')?.deadLetters).toBe(0);
});

test('an endpoint that fails is an alarm that says for whom', async () => {
  interfere = (key) =>
    key.includes('subscriptions')
      ? { status: 400, headers: {}, body: '{"__type":"ResourceNotFoundException"}' }
      : undefined;

  const answer = await fetch(`${newsroom.cloud.site.url}/api/unsubscribe?t=x`);
  interfere = undefined;

  const subscriptions = newsroom.cloud.stages().find(({ name }) => name === 'subscriptions');
  expect(answer.status).toBe(500);
  expect(subscriptions).toMatchObject({ failures: 1, alarm: expect.stringContaining('to leave meet an error') });
});

test('S3’s own test event is acknowledged', async () => {
  const before = deadLetters();

  await send('uploads', { Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'polywire-inbox' });
  await newsroom.cloud.quiet();

  expect(deadLetters()).toBe(before);
});
