// Queues with a function behind them, in a local cloud of the test file's own.
import { SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import { afterAll, expect } from 'vitest';
import { type Mapping, type Poller, poll } from '../../../infra/local/lambda/event-source-mapping.ts';
import type { LocalFunction } from '../../../infra/local/lambda/function.ts';
import { places } from '../../../infra/local/lambda/places.ts';
import { arnOf, emulators, newQueue } from './local-emulators.ts';

export const { sqs, fauxqs, gateway } = await emulators();

export type Record = { messageId: string; body: string };
export type Handler = (records: Record[]) => unknown;

/** A function that runs here, and the bodies of each batch that it was given. */
export function handled(handler: Handler) {
  const batches: string[][] = [];
  const target: LocalFunction = {
    name: 'polywire-test',
    arn: 'arn',
    invocations: 0,
    failures: 0,
    running: 0,
    async invoke(event) {
      const { Records } = event as { Records: Record[] };
      batches.push(Records.map(({ body }) => body).sort());
      return handler(Records);
    },
    warm: async () => {},
    kill: () => false,
    stop: async () => {},
  };
  return { target, batches };
}

export async function queueOf(messages: string[], attributes: { [name: string]: string } = {}): Promise<string> {
  const queue = await newQueue(sqs, attributes);
  await send(queue, messages);
  return queue;
}

export const send = (QueueUrl: string, messages: string[]) => {
  const Entries = messages.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
  return sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
};

// Together, as each takes a second.
const pollers: Poller[] = [];
afterAll(() => Promise.all(pollers.map((poller) => poller.stop())));

export function polling(queueUrl: string, target: LocalFunction, rest: Partial<Mapping> = {}) {
  const failures: string[] = [];
  const poller = poll({
    queueUrl,
    queueArn: arnOf(queueUrl),
    batchSize: 10,
    maxConcurrency: 2,
    reportBatchItemFailures: true,
    retrySeconds: 0,
    tries: 5,
    holds: () => true,
    visibilitySeconds: 30,
    places: places(3),
    function: target,
    client: sqs,
    operator: sqs,
    region: 'us-east-1',
    onFailure: (text) => failures.push(text),
    ...rest,
  });
  pollers.push(poller);
  return { stop: poller.stop, failures };
}

export const left = (queueUrl: string): number => {
  const {
    ready = [],
    inflight = [],
    delayed = [],
  } = fauxqs.inspectQueue(queueUrl.split('/').at(-1) ?? '')?.messages ?? {};
  return ready.length + inflight.length + delayed.length;
};

export const emptied = (queueUrl: string) => expect.poll(() => left(queueUrl), { timeout: 5000 }).toBe(0);
