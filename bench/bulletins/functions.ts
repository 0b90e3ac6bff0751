// In a process of its own: functions of the pipeline, fed from their queues as Lambda feeds them, on what io finds in the
// environment. Answers what they cost when it is told to.
import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSHandler } from 'aws-lambda';
import { z } from 'zod';
import { documents } from '../../functions/io/table.ts';
import { operator, REGION } from '../../infra/local/account.ts';
import { clientSettings } from '../../infra/local/emulators.ts';
import { poll } from '../../infra/local/lambda/event-source-mapping.ts';
import { places } from '../../infra/local/lambda/places.ts';
import { answer, asked, whenTold } from './apart.ts';
import { consumed, metered } from './capacity.ts';
import { type Queue, queueUrl } from './place.ts';
import { SHARDS_AT_ONCE } from './setting.ts';

/** As infra/mailing.ts has them. */
const stages = {
  plan: {
    queue: 'bulletins',
    batchSize: SHARDS_AT_ONCE,
    handler: () => import('../../functions/bulletins/plan-handler.ts'),
  },
  send: { queue: 'copies', batchSize: 1, handler: () => import('../../functions/bulletins/send-handler.ts') },
  feedback: { queue: 'feedback', batchSize: 10, handler: () => import('../../functions/feedback/handler.ts') },
} as const satisfies Record<
  string,
  { queue: Queue; batchSize: number; handler: () => Promise<{ handler: SQSHandler }> }
>;
type Stage = keyof typeof stages;

export type Invocations = Partial<Record<Stage | 'clock', number>>;
export type Cost = {
  cpuSeconds: number;
  invocations: Invocations;
  consumed: ReturnType<typeof consumed>;
  /** Bytes. */
  logged: number;
};

const order = z
  .object({ names: z.array(z.enum(['plan', 'send', 'feedback'])), concurrency: z.number() })
  .parse(asked());

metered(documents);
const endpoint = process.env.AWS_ENDPOINT_URL ?? '';
const sqs = new SQSClient({ ...clientSettings(endpoint, operator), useQueueUrlAsEndpoint: false });
const invocations: Invocations = {};

for (const name of order.names) {
  const { queue, batchSize } = stages[name];
  const { handler } = await stages[name].handler();
  poll({
    ...{ queueUrl: queueUrl(endpoint, queue), queueArn: `arn:aws:sqs:${REGION}:000000000000:${queue}`, region: REGION },
    ...{ batchSize, maxConcurrency: order.concurrency, reportBatchItemFailures: true, retrySeconds: 1, tries: 5 },
    // As Lambda does: nothing waits for the machine.
    ...{ places: places(Number.POSITIVE_INFINITY), visibilitySeconds: 3600, holds: () => true },
    ...{ client: sqs, operator: sqs, onFailure: (text) => process.stderr.write(`${text}\n`) },
    function: {
      ...{ name, arn: name, invocations: 0, failures: 0, running: 0, warm: async () => undefined },
      ...{ kill: () => false, stop: async () => undefined },
      invoke: async (event) => {
        invocations[name] = (invocations[name] ?? 0) + 1;
        return invoked(handler, event);
      },
    },
  });
}

/** Of what Lambda gives, these handlers use the event alone. */
const invoked = (handler: SQSHandler, event: unknown): unknown => Reflect.apply(handler, undefined, [event]);

let logged = 0;
Reflect.set(process.stdout, 'write', (text: string) => {
  logged += Buffer.byteLength(text);
  return true;
});

let begun = process.cpuUsage();
const cost = (): Cost => {
  const { user, system } = process.cpuUsage(begun);
  return { cpuSeconds: (user + system) / 1e6, invocations, consumed: consumed(), logged };
};

/** `warm`: what it took until now was its start. */
const Word = z.union([z.object({ tick: z.string() }), z.object({ say: z.enum(['report', 'warm']) })]);
whenTold(async (word) => {
  const told = Word.parse(word);
  if ('tick' in told) {
    invocations.clock = (invocations.clock ?? 0) + 1;
    const { handler } = await import('../../functions/clock/handler.ts');
    await handler({ time: told.tick });
  } else if (told.say === 'warm') begun = process.cpuUsage();
  answer(cost());
});
answer(cost());
