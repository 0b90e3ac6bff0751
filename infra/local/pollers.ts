// What reads each queue for its function, with the function's own rights.
import { SQSClient } from '@aws-sdk/client-sqs';
import { z } from 'zod';
import { keyOf, REGION } from './account.ts';
import { clientSettings, type Emulators } from './emulators.ts';
import { type Poller, poll } from './lambda/event-source-mapping.ts';
import type { LocalFunction } from './lambda/function.ts';
import type { Places } from './lambda/places.ts';
import type { Compute } from './resources/compute.ts';
import { nameOf } from './status.ts';

/** Whatever the template's limit, which is at least 2: Lambda would go up to that, or the account's. */
const LAPTOP_CONCURRENCY = 2;

/** A queue without one tries for ever. */
const Redrive = z.object({ maxReceiveCount: z.number().default(Number.POSITIVE_INFINITY) });

type Running = { functions: LocalFunction[]; emulators: Emulators; machine: Places; onFailure: (text: string) => void };

export function pollerOf(
  mapping: Compute['mappings'][number],
  { functions, emulators: { gateway, sqs, fauxqs }, machine, onFailure }: Running,
): Poller {
  const target = functions.find(({ name }) => name === mapping.functionName);
  if (!target) throw new Error(`An event source mapping invokes ${mapping.functionName}, which doesn't exist.`);
  const queueName = nameOf(mapping.queueArn);
  const { attributes = {} } = fauxqs.inspectQueue(queueName) ?? {};
  const credentials = { accessKeyId: keyOf(target.name), secretAccessKey: 'local' };
  return poll({
    ...mapping,
    maxConcurrency: LAPTOP_CONCURRENCY,
    queueUrl: `${gateway.url}/000000000000/${queueName}`,
    retrySeconds: 1,
    visibilitySeconds: Number(attributes.VisibilityTimeout),
    tries: Redrive.parse(JSON.parse(attributes.RedrivePolicy ?? '{}')).maxReceiveCount,
    holds: () => Object.values(fauxqs.inspectQueue(queueName)?.messages ?? {}).some((some) => some.length > 0),
    places: machine,
    function: target,
    client: new SQSClient({ ...clientSettings(gateway.url, credentials), useQueueUrlAsEndpoint: false }),
    operator: sqs,
    region: REGION,
    onFailure,
  });
}
