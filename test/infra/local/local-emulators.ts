// The emulators as the local cloud sets them up, and what asks them: real clients, through the gateway.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, type Message, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { afterAll } from 'vitest';
import { clientSettings, startEmulators } from '../../../infra/local/emulators.ts';

const account = { max24HourSend: 200, maxSendRate: 1, production: false, sendingEnabled: true };

/** Gone when the file's tests are. */
export function folder(): string {
  const directory = mkdtempSync(join(tmpdir(), 'local-cloud-'));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

export async function startIn(directory: string, persistent: boolean) {
  const emulators = await startEmulators({ directory, persistent, port: 0, account, policyOf: () => undefined });
  return {
    ...emulators,
    sns: new SNSClient(clientSettings(emulators.gateway.url)),
    documents: DynamoDBDocumentClient.from(emulators.dynamodb),
  };
}
export type Local = Awaited<ReturnType<typeof startIn>>;

/** One for all tests of a file, in memory, gone after them. */
export async function emulators(): Promise<Local> {
  const local = await startIn(folder(), false);
  afterAll(local.stop);
  return local;
}

let queues = 0;

/** A queue of its own for a test; its address. */
export async function newQueue(sqs: SQSClient, Attributes: Record<string, string> = {}): Promise<string> {
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: `test-${++queues}`, Attributes }));
  return QueueUrl;
}

export const arnOf = (queueUrl: string): string =>
  `arn:aws:sqs:us-east-1:000000000000:${queueUrl.slice(queueUrl.lastIndexOf('/') + 1)}`;

type Receive = { wait?: number; visibility?: number };

/** Up to ten messages, hidden for as long as the queue says. */
export async function receive(
  sqs: SQSClient,
  QueueUrl: string,
  { wait, visibility }: Receive = {},
): Promise<Message[]> {
  const command = new ReceiveMessageCommand({
    QueueUrl,
    MaxNumberOfMessages: 10,
    AttributeNames: ['All'],
    ...(wait === undefined ? {} : { WaitTimeSeconds: wait }),
    ...(visibility === undefined ? {} : { VisibilityTimeout: visibility }),
  });
  return (await sqs.send(command)).Messages ?? [];
}

export const bodies = (messages: Message[]): string[] => messages.map(({ Body = '' }) => Body).sort();

export const sleep = (milliseconds: number): Promise<void> => new Promise((done) => setTimeout(done, milliseconds));

/** The error that a call must end with. */
export const failure = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => new Error('the call succeeded'),
    (error) => error,
  );
