// How the local cloud is: what waits in each stage, which alarm is on, and whether all is quiet.

import { ACCOUNT } from './account.ts';
import type { Emulators } from './emulators.ts';
import type { LocalFunction } from './lambda/function.ts';
import type { Metrics } from './metrics.ts';
import type { AlarmResource, Compute } from './resources/compute.ts';

export type StageStatus = {
  name: string;
  waiting: number;
  inFlight: number;
  deadLetters: number;
  invocations: number;
  failures: number;
  /** Null for a function that no queue feeds. */
  queues: StageQueueUrls | null;
  /** What is wrong and what to do, while the alarm is on. */
  alarm: string | null;
};

export type StageQueueUrls = { queueUrl: string; deadLettersUrl: string };

export const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf(':') + 1);

function counts({ fauxqs }: Emulators, queue: string) {
  const messages = fauxqs.inspectQueue(queue)?.messages;
  return {
    waiting: (messages?.ready.length ?? 0) + (messages?.delayed.length ?? 0),
    inFlight: messages?.inflight.length ?? 0,
  };
}

export function stageStatus(
  mapping: Compute['mappings'][number],
  alarms: AlarmResource[],
  functions: LocalFunction[],
  emulators: Emulators,
): StageStatus {
  const queue = nameOf(mapping.queueArn);
  const deadLetterQueue = queue.replace(/-queue$/, '-dead-letters');
  const { waiting: deadLetters } = counts(emulators, deadLetterQueue);
  const target = functions.find(({ name }) => name === mapping.functionName);
  const alarm = alarms.find(({ dimensions }) => dimensions.QueueName === deadLetterQueue);
  const urlOf = (name: string) => `${emulators.gateway.url}/${ACCOUNT}/${name}`;
  return {
    name: queue.replace(/^polywire-|-queue$/g, ''),
    ...counts(emulators, queue),
    deadLetters,
    invocations: target?.invocations ?? 0,
    failures: target?.failures ?? 0,
    queues: { queueUrl: urlOf(queue), deadLettersUrl: urlOf(deadLetterQueue) },
    alarm: alarm && deadLetters > alarm.threshold ? alarm.description : null,
  };
}

/** A function that no queue feeds: the clock, the endpoint to leave. */
export function functionStatus(
  { name, invocations, failures }: LocalFunction,
  alarms: AlarmResource[],
  metrics: Metrics,
): StageStatus {
  // Since the start; CloudWatch forgets after five minutes.
  const fails = alarms.find(
    ({ metric, dimensions, threshold }) =>
      metric === 'Errors' && dimensions.FunctionName === name && failures > threshold,
  );
  // What functions count themselves, the clock counts.
  const counted = alarms.find(
    ({ namespace, metric, threshold }) => (metrics.get(`${namespace}/${metric}`) ?? 0) > threshold,
  );
  const alarm = fails ?? (name.endsWith('-clock') ? counted : undefined);
  return {
    ...{ name: name.replace('polywire-', ''), waiting: 0, inFlight: 0, deadLetters: 0, invocations, failures },
    queues: null,
    alarm: alarm?.description ?? null,
  };
}

/** Looked at twice, so that what goes from one place to the next is not missed in between. */
export async function quiet(queues: string[], functions: LocalFunction[], emulators: Emulators): Promise<void> {
  const isQuiet = () =>
    emulators.s3.pending() === 0 &&
    emulators.ses.pending() === 0 &&
    functions.every(({ running }) => running === 0) &&
    queues.every((queue) => {
      const { waiting, inFlight } = counts(emulators, queue);
      return waiting + inFlight === 0;
    });
  for (let seen = 0; seen < 2; ) {
    seen = isQuiet() ? seen + 1 : 0;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
