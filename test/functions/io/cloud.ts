// The local cloud's services in a folder of their own, and functions/io as a function would find it there:
// its clients are made when it is imported, so that happens after the environment is set.
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll } from 'vitest';
import { ACCOUNT, operator } from '../../../infra/local/account.ts';
import { type EmulatorOptions, startEmulators } from '../../../infra/local/emulators.ts';

let isStarted = false;

/** Call it once in a file, before io is imported; it ends after the file's last test. */
export async function startCloud(changes: Partial<EmulatorOptions> = {}) {
  if (isStarted) throw new Error('io keeps its first cloud: vitest.config.ts must list this file among those alone.');
  isStarted = true;
  const directory = await mkdtemp(join(tmpdir(), 'polywire-io-'));
  const emulators = await startEmulators({
    directory,
    persistent: false,
    port: 0,
    account: { max24HourSend: -1, maxSendRate: 1000, production: true, sendingEnabled: true },
    policyOf: () => undefined,
    ...changes,
  });
  useEndpoint(emulators.gateway.url);
  afterAll(async () => {
    await emulators.stop();
    await rm(directory, { recursive: true });
  });
  return emulators;
}

export function useEndpoint(url: string): void {
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: operator.accessKeyId,
    AWS_SECRET_ACCESS_KEY: operator.secretAccessKey,
  });
}

type Cloud = Awaited<ReturnType<typeof startCloud>>;

/** A new table, as the template makes them. */
export async function newTable({ dynamodb }: Cloud): Promise<string> {
  const TableName = `table-${randomUUID()}`;
  await dynamodb.send(
    new CreateTableCommand({
      TableName,
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  );
  await waitUntilTableExists({ client: dynamodb, maxWaitTime: 20, minDelay: 0.05 }, { TableName });
  return TableName;
}

/** A new bucket. */
export function newBucket({ s3 }: Cloud): string {
  const bucket = `bucket-${randomUUID()}`;
  s3.createBucket(bucket, { versioned: true, notifications: [] });
  return bucket;
}

/** A new queue, and what comes out of it. */
export function newQueue({ sqs, fauxqs, gateway }: Cloud) {
  const name = `queue-${randomUUID()}`;
  fauxqs.createQueue(name);
  const QueueUrl = `${gateway.url}/${ACCOUNT}/${name}`;
  const receive = async (): Promise<unknown[]> => {
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 600 }),
    );
    const bodies: unknown[] = Messages.map(({ Body = '' }) => JSON.parse(Body));
    return bodies.length === 0 ? [] : [...bodies, ...(await receive())];
  };
  return { url: QueueUrl, receive };
}

/** All that a generator of pages gives. */
export async function flat<T>(pages: AsyncIterable<T[]>): Promise<T[]> {
  const all: T[] = [];
  for await (const page of pages) all.push(...page);
  return all;
}

/** Work for many at once. */
export const atOnce = <T>(count: number, work: (index: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => work(index)));
