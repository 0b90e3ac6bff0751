// The contract of the SQS emulator (fauxqs), by the Amazon SQS API Reference: sending, deleting, what it lacks.
import { networkInterfaces } from 'node:os';
import {
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListDeadLetterSourceQueuesCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { bodies, emulators, failure, newQueue, receive, sleep } from './local-emulators.ts';

const { sqs, fauxqs } = await emulators();

const MEBIBYTE = 1024 * 1024;

const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ Id: String(index), MessageBody: `message ${index}` }));

const send = (QueueUrl: string, MessageBody: string, DelaySeconds?: number) =>
  sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, ...(DelaySeconds === undefined ? {} : { DelaySeconds }) }));

const sendBatch = (QueueUrl: string, Entries: { Id: string; MessageBody: string }[]) =>
  sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));

async function attributes(QueueUrl: string): Promise<Record<string, string>> {
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  return Attributes ?? {};
}

describe('API_SendMessageBatch', () => {
  it('takes ten messages at once', async () => {
    const queue = await newQueue(sqs);

    const { Successful, Failed } = await sendBatch(queue, numbered(10));

    expect(Successful).toHaveLength(10);
    expect(Failed ?? []).toEqual([]);
    expect(await receive(sqs, queue)).toHaveLength(10);
  });

  it.each([
    ['eleven messages', numbered(11), 'TooManyEntriesInBatchRequest'],
    ['none', [], 'EmptyBatchRequest'],
    ['two entries of one id', [...numbered(1), ...numbered(1)], 'BatchEntryIdsNotDistinct'],
    [
      'more than 1 MiB in all',
      numbered(2).map((entry) => ({ ...entry, MessageBody: 'x'.repeat(MEBIBYTE / 2 + 1) })),
      'BatchRequestTooLong',
    ],
  ])('refuses %s, and sends nothing', async (_, entries, name) => {
    const queue = await newQueue(sqs);

    expect(await failure(sendBatch(queue, entries))).toMatchObject({ name });
    expect(await receive(sqs, queue)).toEqual([]);
  });

  it('sends the good entries where one fails, and names the failed one', async () => {
    const queue = await newQueue(sqs);
    const entries = [...numbered(2), { Id: 'bad', MessageBody: 'a control character: \u0001' }];

    const { Successful, Failed } = await sendBatch(queue, entries);

    expect(Successful?.map(({ Id }) => Id)).toEqual(['0', '1']);
    expect(Failed).toMatchObject([{ Id: 'bad', SenderFault: true, Code: 'InvalidMessageContents' }]);
    expect(bodies(await receive(sqs, queue))).toEqual(['message 0', 'message 1']);
  });
});

describe('API_SendMessage', () => {
  it('hides a message for its DelaySeconds', async () => {
    const queue = await newQueue(sqs);

    await send(queue, 'later', 1);

    expect(await attributes(queue)).toMatchObject({ ApproximateNumberOfMessagesDelayed: '1' });
    expect(await receive(sqs, queue)).toEqual([]);
    await sleep(1050);
    expect(bodies(await receive(sqs, queue))).toEqual(['later']);
  });

  it('differs from AWS: takes a delay of more than 900 seconds, where AWS answers InvalidParameterValue', async () => {
    const queue = await newQueue(sqs);

    await send(queue, 'in more than a quarter of an hour', 901);

    expect(await attributes(queue)).toMatchObject({ ApproximateNumberOfMessagesDelayed: '1' });
  });

  it('takes 1 MiB and not a byte more', async () => {
    const queue = await newQueue(sqs);

    await send(queue, 'x'.repeat(MEBIBYTE));

    const refusal = { name: expect.stringMatching(/\bInvalidParameterValue$/) };
    expect(await failure(send(queue, 'x'.repeat(MEBIBYTE + 1)))).toMatchObject(refusal);
    // é is two bytes.
    expect(await failure(send(queue, 'é'.repeat(MEBIBYTE / 2 + 1)))).toMatchObject(refusal);
  });

  it('answers QueueDoesNotExist for a queue that does not', async () => {
    const error = await failure(sqs.send(new GetQueueUrlCommand({ QueueName: 'nowhere' })));

    expect(error).toMatchObject({ name: 'QueueDoesNotExist' });
  });
});

describe('API_DeleteMessageBatch', () => {
  it('deletes what it names and no more', async () => {
    const queue = await newQueue(sqs);
    await sendBatch(queue, numbered(3));
    const [kept, ...deleted] = await receive(sqs, queue);
    const Entries = deleted.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));

    const { Successful } = await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queue, Entries }));

    expect(Successful).toHaveLength(2);
    expect(
      fauxqs.inspectQueue(queue.split('/').at(-1) ?? '')?.messages.inflight.map(({ message }) => message.body),
    ).toEqual([kept?.Body]);
  });

  it('differs from AWS: a receipt handle that never was is a success, where AWS answers ReceiptHandleIsInvalid', async () => {
    const queue = await newQueue(sqs);
    await send(queue, 'still there');
    const bogus = { Id: 'a', ReceiptHandle: 'bogus' };

    const batch = await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queue, Entries: [bogus] }));
    const single = await sqs.send(new DeleteMessageCommand({ QueueUrl: queue, ReceiptHandle: 'bogus' }));

    expect(batch).toMatchObject({ Successful: [{ Id: 'a' }] });
    expect(batch.Failed ?? []).toEqual([]);
    expect(single.$metadata.httpStatusCode).toBe(200);
    expect(await receive(sqs, queue)).toHaveLength(1);
  });
});

it('differs from AWS: ListDeadLetterSourceQueues is no action', async () => {
  const QueueUrl = await newQueue(sqs);

  const error = await failure(sqs.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl })));

  expect(error).toMatchObject({ name: 'InvalidAction' });
});

const outside = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal);

it.skipIf(!outside)('is not to be reached from another machine', async () => {
  const call = fetch(`http://${outside?.address}:${fauxqs.port}/?Action=ListQueues`, { method: 'POST' });

  expect(await failure(call)).toMatchObject({ message: 'fetch failed' });
});
