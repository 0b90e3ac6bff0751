// The template's policies in the whole local cloud: each function does its own calls, and no other.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, PutCommand, QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, describe, expect, it } from 'vitest';
import { startCloud } from '../../../infra/local/cloud.ts';
import { clientSettings } from '../../../infra/local/emulators.ts';
import { readNewsroom } from '../../../infra/settings.ts';
import { synthesized } from '../synthesized.ts';
import { failure, folder } from './local-emulators.ts';

const cloud = await startCloud({
  assembly: await synthesized(),
  directory: folder(),
  persistent: false,
  ports: { site: 0, aws: 0 },
  onLog: () => undefined,
});
afterAll(cloud.stop);

/** Clients that sign as one of the functions. */
function clients(functionName: string) {
  const credentials = { accessKeyId: `LOCAL-${functionName}`, secretAccessKey: 'local' };
  const settings = clientSettings(cloud.emulators.gateway.url, credentials);
  return {
    s3: new S3Client(settings),
    sqs: new SQSClient({ ...settings, useQueueUrlAsEndpoint: false }),
    ses: new SESv2Client(settings),
    secrets: new SecretsManagerClient(settings),
    documents: DynamoDBDocumentClient.from(new DynamoDBClient(settings)),
  };
}

const out = (name: string) => cloud.outputs[name] ?? '';
const queueUrl = (name: string) => `${cloud.emulators.gateway.url}/000000000000/polywire-${name}`;
const query = (TableName: string, pk: string) =>
  new QueryCommand({ TableName, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk } });

describe('a function signs with its own key, and its policy of the template is enforced:', () => {
  const feeds = clients('polywire-feeds-function');

  it.each<[string, () => Promise<unknown>]>([
    [
      'puts into the public bucket',
      () => feeds.s3.send(new PutObjectCommand({ Bucket: out('PublicBucket'), Key: 'x.xml', Body: 'x' })),
    ],
    ['reads it again', () => feeds.s3.send(new GetObjectCommand({ Bucket: out('PublicBucket'), Key: 'x.xml' }))],
    ['queries a channel', () => feeds.documents.send(query(out('ReleasesTable'), 'CHANNEL#en'))],
  ])('feeds %s', async (_, call) => {
    await expect(call()).resolves.toBeDefined();
  });

  it('feeds may list what is public: a missing object is 404 to it, not 403', async () => {
    const missing = new GetObjectCommand({ Bucket: out('PublicBucket'), Key: 'en/none.xml' });

    expect(await failure(feeds.s3.send(missing))).toMatchObject({ name: 'NoSuchKey' });
  });

  const denied = {
    name: expect.stringMatching(/^AccessDenied/),
    message: expect.stringContaining('is not authorized'),
  };

  it.each<[string, () => Promise<unknown>]>([
    [
      'put into the inbox',
      () => feeds.s3.send(new PutObjectCommand({ Bucket: out('InboxBucket'), Key: 'x.txt', Body: 'x' })),
    ],
    [
      'put into the archive',
      () => feeds.s3.send(new PutObjectCommand({ Bucket: out('ArchiveBucket'), Key: 'releases/x', Body: 'x' })),
    ],
    ['read receipts', () => feeds.s3.send(new GetObjectCommand({ Bucket: out('ArchiveBucket'), Key: 'receipts/x' }))],
    [
      'delete what is public',
      () => feeds.s3.send(new DeleteObjectCommand({ Bucket: out('PublicBucket'), Key: 'x.xml' })),
    ],
    ['scan a table', () => feeds.documents.send(new ScanCommand({ TableName: out('ReleasesTable') }))],
    ['query rows of other keys', () => feeds.documents.send(query(out('ReleasesTable'), 'RELEASE#a'))],
    ['query subscribers', () => feeds.documents.send(query(out('SubscribersTable'), 'CHANNEL#en'))],
    [
      'put a row',
      () =>
        feeds.documents.send(new PutCommand({ TableName: out('ReleasesTable'), Item: { pk: 'CHANNEL#en', sk: 'x' } })),
    ],
    [
      'send copies',
      () => feeds.sqs.send(new SendMessageCommand({ QueueUrl: queueUrl('copies-queue'), MessageBody: '{}' })),
    ],
    [
      'read the queue of another stage',
      () => feeds.sqs.send(new ReceiveMessageCommand({ QueueUrl: queueUrl('pages-queue') })),
    ],
    ['read the secret', () => feeds.secrets.send(new GetSecretValueCommand({ SecretId: out('SecretArn') }))],
    [
      'send a mail',
      () =>
        feeds.ses.send(
          new SendEmailCommand({
            FromEmailAddress: readNewsroom().sender,
            Destination: { ToAddresses: ['a@example.org'] },
            Content: { Simple: { Subject: { Data: 'x' }, Body: { Text: { Data: 'x' } } } },
          }),
        ),
    ],
  ])('feeds may not %s', async (_, call) => {
    expect(await failure(call())).toMatchObject(denied);
  });

  it('no function may do what another may: pages cannot do what plan does', async () => {
    const rows = query(out('SubscribersTable'), 'SHARD#0');

    await expect(clients('polywire-plan-function').documents.send(rows)).resolves.toBeDefined();
    expect(await failure(clients('polywire-pages-function').documents.send(rows))).toMatchObject(denied);
  });

  it('denied calls changed nothing', () => {
    const { s3, ses } = cloud.emulators;

    expect([s3.list(out('InboxBucket')), s3.list(out('ArchiveBucket')), ses.accepted()]).toEqual([[], [], []]);
    expect(s3.list(out('PublicBucket'))).toContain('x.xml');
    expect(cloud.stages().find(({ name }) => name === 'copies')).toMatchObject({
      waiting: 0,
      inFlight: 0,
      invocations: 0,
    });
  });
});
