// The local cloud's services in a folder of their own, and functions/io as a function would find it there:
// its clients are made when it is imported, so that happens after the environment is set.
import { randomUUID } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { ACCOUNT, operator } from '../../../infra/local/account.ts';
import { type EmulatorOptions, type Emulators, startEmulators } from '../../../infra/local/emulators.ts';

let only: Promise<Emulators> | undefined;

/**
 * Call it before io is imported, and make a table, bucket or queue of your own in it. All files of a process have the
 * same one; who needs another must be among those alone in vitest.config.ts.
 */
export function startCloud(changes?: Partial<EmulatorOptions>): Promise<Emulators> {
  if (only && changes)
    throw new Error('io keeps its first cloud: vitest.config.ts must list this file among those alone.');
  only ??= start(changes ?? {});
  return only;
}

/** It ends with its process, and its folder with all tests. */
async function start(changes: Partial<EmulatorOptions>): Promise<Emulators> {
  const emulators = await startEmulators({
    directory: await mkdtemp(join(tmpdir(), 'polywire-io-')),
    persistent: false,
    port: 0,
    account: { max24HourSend: -1, maxSendRate: 1000, production: true, sendingEnabled: true },
    policyOf: () => undefined,
    ...changes,
  });
  useEndpoint(emulators.gateway.url);
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

/** A new table, as the template makes them. */
export async function newTable({ dynamodb }: Emulators): Promise<string> {
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
export function newBucket({ s3 }: Emulators): string {
  const bucket = `bucket-${randomUUID()}`;
  s3.createBucket(bucket, { versioned: true, notifications: [] });
  return bucket;
}

/** A new queue, and what comes out of it. */
export function newQueue({ sqs, fauxqs, gateway }: Emulators) {
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
