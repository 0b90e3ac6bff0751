// Lambda's side of a queue: receive a batch, invoke, delete what succeeded.
// (Lambda Developer Guide, "Using Lambda with Amazon SQS")
import { setTimeout as sleep } from 'node:timers/promises';
import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  type Message,
  ReceiveMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { z } from 'zod';
import type { LocalFunction } from './function.ts';
import type { Leave, Places } from './places.ts';

export type Mapping = {
  queueUrl: string;
  queueArn: string;
  batchSize: number;
  maxConcurrency: number;
  reportBatchItemFailures: boolean;
  /**
   * After how many seconds a message that failed for the first time comes again; after each further time, after twice
   * as many. AWS waits for the rest of the visibility timeout, minutes that nobody at a laptop wants to wait.
   */
  retrySeconds: number;
  /** How often a message is received before the queue takes it for dead: its maxReceiveCount. */
  tries: number;
  /**
   * Whether the queue has a message, visible or not: asked of the emulator itself. Empty answers to fourteen queues'
   * requests, over and over, would be most of what a newsroom costs that waits.
   */
  holds: () => boolean;
  /** For how long the queue hides a message that was received. */
  visibilitySeconds: number;
  /** What runs here takes one of them. */
  places: Places;
  function: LocalFunction;
  /** Signs as the function's role, which AWS reads the queue with. */
  client: SQSClient;
  /** Makes a failed message come again sooner, or later: this machine's doing, not the function's. */
  operator: SQSClient;
  region: string;
  onFailure: (text: string) => void;
};

export type Poller = { stop(): Promise<void> };

export function poll(mapping: Mapping): Poller {
  let isStopping = false;
  const running = new Set<Promise<void>>();

  const loop = async (): Promise<void> => {
    let isFlowing = false;
    while (!isStopping) {
      if (!isFlowing && !mapping.holds()) {
        await sleep(LOOK);
        continue;
      }
      if (running.size >= mapping.maxConcurrency) {
        await Promise.race(running);
        continue;
      }
      const messages = await receive(mapping, WAIT, mapping.batchSize);
      isFlowing = messages.length > 0;
      if (!isFlowing) continue;
      const heartbeat = keepHidden(mapping, messages);
      // Not before there are messages: whoever waits for some holds no place. And one batch waits at a time.
      const begun = performance.now();
      const leave = await mapping.places.enter();
      // What came meanwhile goes with it: ten messages at once cost little more than one.
      const room = performance.now() - begun > SHORTLY && !isStopping ? mapping.batchSize - messages.length : 0;
      if (room > 0) messages.push(...(await receive(mapping, 0, room)));
      const work: Promise<void> = (isStopping ? giveBack(mapping, messages) : process(mapping, messages, leave))
        // Not deleted, the messages come again when they are no longer hidden.
        .catch((error: unknown) => mapping.onFailure(`${mapping.queueUrl}: ${error}`))
        .finally(() => {
          clearInterval(heartbeat);
          leave();
          running.delete(work);
        });
      running.add(work);
    }
  };
  const looping = loop();
  return {
    async stop() {
      isStopping = true;
      await looping;
      await Promise.all(running);
    },
  };
}

/**
 * Seconds. Lambda waits for 20; but a wait can't be called off: the queue would hide the next message for whoever waited
 * and is gone. So this is how long stop() takes.
 */
const WAIT = 1;

/** Milliseconds from one look at an empty queue to the next. */
const LOOK = 25;

/** Milliseconds in which hardly anything comes. */
const SHORTLY = 20;

async function receive({ client, queueUrl, onFailure }: Mapping, wait: number, most: number): Promise<Message[]> {
  try {
    const command = new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: most,
      WaitTimeSeconds: wait,
      AttributeNames: ['All'],
    });
    return (await client.send(command)).Messages ?? [];
  } catch (error) {
    onFailure(`cannot read ${queueUrl}: ${error instanceof Error ? error.message : error}`);
    await sleep(1000);
    return [];
  }
}

async function process(mapping: Mapping, messages: Message[], leave: Leave): Promise<void> {
  const failed = await failures(mapping, messages, leave);
  const { client, queueUrl } = mapping;
  const done = messages.filter(({ MessageId = '' }) => !failed.has(MessageId));
  const again = messages.filter(({ MessageId = '' }) => failed.has(MessageId));
  if (done.length > 0) await client.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries(done) }));
  await hide(mapping, again, (message) => pause(mapping, message));
}

/** Seconds that a message waits at most before it is tried again. */
const LONGEST_PAUSE = 60;

/** Exponential backoff: what failed because the machine is busy, or another fails, gets time. The dead wait for nothing. */
function pause({ retrySeconds, tries }: Mapping, { Attributes }: Message): number {
  const received = Number(Attributes?.ApproximateReceiveCount ?? 1);
  return received < tries ? Math.min(retrySeconds * 2 ** (received - 1), LONGEST_PAUSE) : retrySeconds;
}

/** On a busy machine a batch may wait for its turn, or run, for longer than a queue hides it. */
const keepHidden = (mapping: Mapping, messages: Message[]): NodeJS.Timeout =>
  setInterval(
    () =>
      hide(mapping, messages, () => mapping.visibilitySeconds).catch((error: unknown) =>
        mapping.onFailure(`${mapping.queueUrl}: ${error}`),
      ),
    (mapping.visibilitySeconds / 3) * 1000,
  );

/** For the next start. (Not at once: with a data folder, fauxqs fails on that.) */
const giveBack = (mapping: Mapping, messages: Message[]): Promise<void> => hide(mapping, messages, () => 1);

async function hide({ operator, queueUrl }: Mapping, messages: Message[], seconds: (message: Message) => number) {
  if (messages.length === 0) return;
  const Entries = messages.map((message, index) => ({
    ...{ Id: String(index), ReceiptHandle: message.ReceiptHandle },
    VisibilityTimeout: seconds(message),
  }));
  await operator.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries }));
}

const entries = (messages: Message[]) =>
  messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));

const Failures = z.object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).nullish() }).nullish();

/** The ids of the messages that come again. */
async function failures(mapping: Mapping, messages: Message[], leave: Leave): Promise<Set<string>> {
  const ids = messages.map(({ MessageId = '' }) => MessageId);
  try {
    const Records = messages.map((message) => record(message, mapping));
    const answer = await mapping.function.invoke({ Records }, leave);
    if (!mapping.reportBatchItemFailures) return new Set();
    const named = (Failures.parse(answer)?.batchItemFailures ?? []).map(({ itemIdentifier }) => itemIdentifier);
    // An id that isn't the batch's makes Lambda take the whole batch as failed.
    return new Set(named.every((id) => ids.includes(id)) ? named : ids);
  } catch (error) {
    mapping.onFailure(
      `${mapping.function.name}: ${error instanceof Error ? `${error.name}: ${error.message}` : error}`,
    );
    return new Set(ids);
  }
}

const record = (message: Message, { queueArn, region }: Mapping) => ({
  messageId: message.MessageId,
  receiptHandle: message.ReceiptHandle,
  body: message.Body,
  attributes: message.Attributes,
  messageAttributes: {},
  md5OfBody: message.MD5OfBody,
  eventSource: 'aws:sqs',
  eventSourceARN: queueArn,
  awsRegion: region,
});
