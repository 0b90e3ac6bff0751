// Service Authorization Reference, "Amazon SQS". The batch of an operation needs the right of the operation.
import { z } from 'zod';
import type { AwsRequest } from '../emulator.ts';
import { inputOf, operationOf, unknown } from './input.ts';
import { arn, call, type Names } from './names.ts';
import type { Call } from './policy.ts';

const ACTIONS = new Set([
  'ChangeMessageVisibility',
  'DeleteMessage',
  'GetQueueAttributes',
  'GetQueueUrl',
  'PurgeQueue',
  'ReceiveMessage',
  'SendMessage',
]);

const ByUrl = z.object({ QueueUrl: z.string().min(1) }).transform(({ QueueUrl }) => QueueUrl.replace(/^.*\//, ''));
const ByName = z.object({ QueueName: z.string().min(1) }).transform(({ QueueName }) => QueueName);

export function sqsCalls(request: AwsRequest, names: Names): Call[] {
  const operation = operationOf(request);
  const action = operation.replace(/Batch$/, '');
  if (!ACTIONS.has(action)) throw unknown(`SQS's ${operation}`);
  const queue = inputOf(action === 'GetQueueUrl' ? ByName : ByUrl, request);
  return [call(`sqs:${action}`, arn('sqs', names, queue))];
}
