// Notifications, as userguide/notification-content-structure.html and notification-how-to-filtering.html describe them.
import { CopyObjectCommand, DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { BUCKET, startS3, temporaryDirectory, until } from './local-s3.ts';

const QUEUE = 'arn:aws:sqs:eu-west-1:123456789012:ingest';
const CREATED = { queueArn: QUEUE, events: ['s3:ObjectCreated:*'] };
const EVERYTHING = { queueArn: QUEUE, events: ['s3:ObjectCreated:*', 's3:ObjectRemoved:*'] };

const at = (Key: string) => ({ Bucket: BUCKET, Key });

function collector() {
  const sent: { queueArn: string; body: string }[] = [];
  const notify = async (queueArn: string, body: string) => void sent.push({ queueArn, body });
  const records = () => sent.flatMap(({ body }) => JSON.parse(body).Records);
  return { sent, notify, records };
}

test('a PUT is told in the words of AWS [notification-content-structure]', async () => {
  const { notify, sent, records } = collector();
  const { client, s3 } = await startS3({ versioned: true, notifications: [CREATED], notify });

  const { VersionId } = await client.send(new PutObjectCommand({ ...at('in box/é+x (1).md'), Body: 'hello' }));
  await until(() => s3.pending() === 0);

  expect(sent.map(({ queueArn }) => queueArn)).toEqual([QUEUE]);
  expect(records()).toEqual([
    {
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      awsRegion: 'eu-west-1',
      eventTime: '2026-11-23T10:20:30.456Z',
      eventName: 'ObjectCreated:Put',
      userIdentity: { principalId: expect.any(String) },
      requestParameters: { sourceIPAddress: '127.0.0.1' },
      responseElements: { 'x-amz-request-id': expect.any(String), 'x-amz-id-2': expect.any(String) },
      s3: {
        s3SchemaVersion: '1.0',
        configurationId: expect.any(String),
        bucket: { name: BUCKET, ownerIdentity: { principalId: expect.any(String) }, arn: `arn:aws:s3:::${BUCKET}` },
        object: {
          key: 'in+box/%C3%A9%2Bx+%281%29.md',
          size: 5,
          eTag: '5d41402abc4b2a76b9719d911017c592',
          versionId: VersionId,
          sequencer: expect.stringMatching(/^[0-9A-F]{18}$/),
        },
      },
    },
  ]);
});

test('every kind of change has its name; unversioned objects have no versionId [notification-how-to-event-types-and-destinations]', async () => {
  const { notify, records } = collector();
  const { client, s3 } = await startS3({ notifications: [EVERYTHING], notify });
  const changes = async () => {
    await client.send(new PutObjectCommand({ ...at('a'), Body: 'hello' }));
    await client.send(new CopyObjectCommand({ ...at('b'), CopySource: `${BUCKET}/a` }));
    await client.send(new DeleteObjectCommand(at('a')));
    await client.send(new DeleteObjectCommand(at('never there')));
    await until(() => s3.pending() === 0);
  };

  await changes();
  const unversioned = records().length;
  s3.createBucket(BUCKET, { versioned: true, notifications: [EVERYTHING] });
  await changes();

  const named = records().map(({ eventName, s3: { object } }) => [eventName, 'versionId' in object]);
  expect(named.slice(0, unversioned)).toEqual([
    ['ObjectCreated:Put', false],
    ['ObjectCreated:Copy', false],
    ['ObjectRemoved:Delete', false],
  ]);
  expect(named.slice(unversioned)).toEqual([
    ['ObjectCreated:Put', true],
    ['ObjectCreated:Copy', true],
    ['ObjectRemoved:DeleteMarkerCreated', true],
    ['ObjectRemoved:DeleteMarkerCreated', true],
  ]);
});

test.each([
  [['s3:ObjectCreated:*'], undefined, undefined, true],
  [['s3:ObjectCreated:Put'], undefined, undefined, true],
  [['s3:ObjectCreated:Copy', 's3:ObjectRemoved:*'], undefined, undefined, false],
  [['s3:ObjectCreated:*'], 'in box/', '.md', true],
  [['s3:ObjectCreated:*'], 'in+box/', undefined, false],
  [['s3:ObjectCreated:*'], 'in box/', '.txt', false],
])('events %j, prefix %j, suffix %j: told %j [notification-how-to-filtering]', async (events, prefix, suffix, told) => {
  const { notify, sent } = collector();
  const filter = { ...(prefix && { prefix }), ...(suffix && { suffix }) };
  const { client, s3 } = await startS3({ notifications: [{ queueArn: QUEUE, events, ...filter }], notify });

  await client.send(new PutObjectCommand({ ...at('in box/a.md'), Body: 'hello' }));
  await until(() => s3.pending() === 0);

  expect(sent).toHaveLength(told ? 1 : 0);
});

test('a refused PUT is not told of', async () => {
  const { notify, sent } = collector();
  const { client, s3 } = await startS3({ notifications: [CREATED], notify });

  await client.send(new PutObjectCommand({ ...at('a'), Body: 'hello', ContentMD5: 'bm8=' })).catch(() => {});
  await client.send(new PutObjectCommand({ ...at('a'), Body: 'hello', IfMatch: '"0"' })).catch(() => {});

  expect([s3.pending(), sent]).toEqual([0, []]);
});

test('the object stands when its notification goes out', async () => {
  const found: (string | undefined)[] = [];
  const started = await startS3({
    notifications: [CREATED],
    notify: async () => void found.push(started.s3.read(BUCKET, 'a')?.body.toString()),
  });

  await started.client.send(new PutObjectCommand({ ...at('a'), Body: 'hello' }));
  await until(() => started.s3.pending() === 0);

  expect(found).toEqual(['hello']);
});

test('a failed delivery is pending until it succeeds, and holds nobody else up [NotificationHowTo: at least once]', async () => {
  const delivered: string[] = [];
  let failures = 3;
  const notify = async (_: string, body: string) => {
    const { key } = JSON.parse(body).Records[0].s3.object;
    if (key === 'unlucky' && failures-- > 0) throw new Error('no such queue yet');
    delivered.push(key);
  };
  const { client, s3 } = await startS3({ notifications: [CREATED], notify });

  await client.send(new PutObjectCommand({ ...at('unlucky'), Body: 'x' }));
  await client.send(new PutObjectCommand({ ...at('lucky'), Body: 'x' }));

  expect(s3.pending()).toBeGreaterThan(0);
  await until(() => s3.pending() === 0);
  expect(delivered).toEqual(['lucky', 'unlucky']);
});

test('what was not delivered goes out after a restart, and sequencers keep growing', async () => {
  const directory = temporaryDirectory();
  const first = await startS3({
    directory,
    notifications: [CREATED],
    notify: async () => Promise.reject(new Error('down')),
  });
  await first.client.send(new PutObjectCommand({ ...at('a'), Body: 'one' }));
  await first.client.send(new DeleteObjectCommand(at('a')));
  await first.stop();

  const { notify, records } = collector();
  const second = await startS3({ directory, notifications: [CREATED], notify });
  await second.client.send(new PutObjectCommand({ ...at('a'), Body: 'two' }));
  await until(() => second.s3.pending() === 0);

  const sequencers = records().map(({ s3 }) => s3.object.sequencer);
  expect(sequencers).toHaveLength(2);
  expect(sequencers[0] < sequencers[1]).toBe(true);
});

test('the next start replaces the notification settings', async () => {
  const { notify, sent } = collector();
  const { client, s3 } = await startS3({ notifications: [CREATED], notify });
  s3.createBucket(BUCKET, { versioned: false, notifications: [{ ...CREATED, queueArn: `${QUEUE}2` }] });

  await client.send(new PutObjectCommand({ ...at('a'), Body: 'hello' }));
  await until(() => s3.pending() === 0);

  expect(sent.map(({ queueArn }) => queueArn)).toEqual([`${QUEUE}2`]);
});
