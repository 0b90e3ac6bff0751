// The whole cloud from the synthesized stacks: what it is, and what outlives a stop.
import { createConnection } from 'node:net';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, describe, expect, it } from 'vitest';
import { type Cloud, startCloud, UNHURRIED } from '../../../infra/local/cloud.ts';
import { clientSettings } from '../../../infra/local/emulators.ts';
import { readNewsroom } from '../../../infra/settings.ts';
import { synthesized } from '../synthesized.ts';
import { folder, sleep } from './local-emulators.ts';

const assembly = await synthesized();
const directory = folder();
const start = (ports = { site: 0, aws: 0 }) =>
  startCloud({ assembly, directory, persistent: true, ports, onLog: () => undefined });

let cloud: Cloud = await start();
afterAll(() => cloud.stop());
const ports = { site: cloud.site.port, aws: cloud.emulators.gateway.port };

const out = (name: string) => cloud.outputs[name] ?? '';
const stage = (name: string) => cloud.stages().find((one) => one.name === name);

/** What a person signs with. */
const person = () => ({
  s3: new S3Client(clientSettings(cloud.emulators.gateway.url)),
  ses: new SESv2Client(clientSettings(cloud.emulators.gateway.url)),
  documents: DynamoDBDocumentClient.from(cloud.emulators.dynamodb),
});
const send = (queue: string, MessageBody: string, DelaySeconds = 0) => {
  const QueueUrl = `${cloud.emulators.gateway.url}/000000000000/polywire-${queue}`;
  return cloud.emulators.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, DelaySeconds }));
};

it('knows by their names the functions that it starts when they are needed', () => {
  expect(cloud.functions.map(({ name }) => name)).toEqual(expect.arrayContaining(UNHURRIED));
});

it('has every stage of the template, and every output', () => {
  expect(
    cloud
      .stages()
      .map(({ name }) => name)
      .sort(),
  ).toEqual([
    'bulletins',
    'clock',
    'copies',
    'deliveries',
    'distribution',
    'feedback',
    'feeds',
    'hub',
    'letters',
    'outlets',
    'pages',
    'publish',
    'receipts',
    'slow-deliveries',
    'subscriptions',
    'uploads',
    'verifications',
  ]);
  expect(cloud.outputs).toMatchObject({
    Site: cloud.site.url,
    InboxBucket: 'polywire-inbox',
    PublicBucket: 'polywire-public',
    ReleasesTable: 'polywire-releases',
    SecretArn: expect.stringMatching(/^arn:aws:secretsmanager:/),
  });
});

it('a message that no code can process ends as a dead letter, with the alarm of the template', async () => {
  await send('feeds-queue', '{"unreadable":true}');

  await expect.poll(() => stage('feeds')?.deadLetters, { timeout: 40_000 }).toBe(1);

  expect(stage('feeds')).toMatchObject({
    waiting: 0,
    inFlight: 0,
    alarm: expect.stringMatching(/^A feed was not rebuilt/),
  });
  expect(stage('pages')).toMatchObject({ deadLetters: 0, alarm: null });
  await cloud.quiet();
});

describe('after a stop and a start', () => {
  const isTaken = (port: number) =>
    new Promise<boolean>((resolve) => {
      const socket = createConnection(port, '127.0.0.1', () => resolve(true)).on('error', () => resolve(false));
      socket.unref();
    });

  it('stop() frees the ports', async () => {
    await person().s3.send(
      new PutObjectCommand({
        Bucket: out('PublicBucket'),
        Key: 'en/index.html',
        Body: 'kept',
        ContentType: 'text/html',
      }),
    );
    await person().documents.send(
      new PutCommand({ TableName: out('ReleasesTable'), Item: { pk: 'RELEASE#kept', sk: 'HEAD' } }),
    );
    await send('publish-queue', '{"releaseId":"kept"}', 900);
    await person().ses.send(
      new SendEmailCommand({
        FromEmailAddress: readNewsroom().sender,
        Destination: { ToAddresses: ['reader@example.org'] },
        Content: { Simple: { Subject: { Data: 'Kept' }, Body: { Text: { Data: 'x' } } } },
      }),
    );

    expect(await Promise.all(Object.values(ports).map(isTaken))).toEqual([true, true]);
    await cloud.stop();

    expect(await Promise.all(Object.values(ports).map(isTaken))).toEqual([false, false]);
  });

  it('starts at the same ports, saying 503 meanwhile to whoever asks', async () => {
    const answers = new Set<number>();
    const starting = start(ports);
    let isStarted = false;
    const asking = (async () => {
      while (!isStarted) {
        await fetch(`http://127.0.0.1:${ports.site}/en/`)
          .then(({ status }) => answers.add(status))
          .catch(() => sleep(1));
      }
    })();

    cloud = await starting.finally(() => {
      isStarted = true;
    });
    await asking;

    expect({ site: cloud.site.port, aws: cloud.emulators.gateway.port }).toEqual(ports);
    expect([...answers].filter((status) => status !== 200)).toEqual([503]);
  });

  it('still has objects, at their addresses, with the headers of the template', async () => {
    const response = await fetch(`${cloud.site.url}/en/`);

    expect([response.status, await response.text()]).toEqual([200, 'kept']);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect((await fetch(`${cloud.site.url}/en/none`)).status).toBe(403);
  });

  it('still has rows, messages, dead letters and mails', async () => {
    const Key = { pk: 'RELEASE#kept', sk: 'HEAD' };

    const { Item } = await person().documents.send(new GetCommand({ TableName: out('ReleasesTable'), Key }));

    expect(Item).toEqual(Key);
    expect(stage('publish')).toMatchObject({ waiting: 1, deadLetters: 0 });
    expect(stage('feeds')).toMatchObject({ waiting: 0, deadLetters: 1 });
    expect(cloud.emulators.ses.outbox().map(({ subject }) => subject)).toEqual(['Kept']);
  });

  it('gives dead letters back to their stage, which tries them again', async () => {
    const before = stage('feeds')?.invocations ?? 0;

    expect(await cloud.redrive('feeds')).toBe(1);

    await expect.poll(() => stage('feeds')?.invocations, { timeout: 10_000 }).toBeGreaterThan(before);
    expect(stage('feeds')).toMatchObject({ deadLetters: 0 });
    await expect(cloud.redrive('clock')).rejects.toThrow('There is no stage "clock" with a queue.');
  });

  it('still delivers an upload to its queue once', async () => {
    const before = stage('uploads')?.invocations ?? 0;

    await person().s3.send(new PutObjectCommand({ Bucket: out('InboxBucket'), Key: 'empty.txt', Body: ' ' }));

    const receipts = () => cloud.emulators.s3.list(out('ArchiveBucket')).filter((key) => key.startsWith('receipts/'));
    await expect.poll(receipts, { timeout: 20_000 }).toHaveLength(1);
    await expect.poll(() => stage('uploads'), { timeout: 5000 }).toMatchObject({ waiting: 0, inFlight: 0 });
    expect(stage('uploads')?.invocations).toBe(before + 1);
  });

  it('still serves the API through its function', async () => {
    const response = await fetch(`${cloud.site.url}/api/unsubscribe?t=forged`);

    expect(response.headers.get('content-type')).toMatch(/^text\/html/);
    expect(response.status).toBeLessThan(500);
    expect((await fetch(`${cloud.site.url}/api/none`)).status).toBe(404);
  });
});
