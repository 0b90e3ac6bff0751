// The contract of the SQS emulator (fauxqs), by the Amazon SQS API Reference and Developer Guide: what a reader sees.
import { ChangeMessageVisibilityCommand, GetQueueAttributesCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { arnOf, bodies, emulators, failure, folder, newQueue, receive, sleep, startIn } from './local-emulators.ts';

const { sqs } = await emulators();

const send = (QueueUrl: string, MessageBody: string, DelaySeconds?: number) =>
  sqs.send(new SendMessageCommand({ QueueUrl, MessageBody, ...(DelaySeconds === undefined ? {} : { DelaySeconds }) }));

async function attributes(QueueUrl: string): Promise<Record<string, string>> {
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
  return Attributes ?? {};
}

describe('API_ReceiveMessage', () => {
  it('tells when a message was sent, when first received, and how often', async () => {
    const before = Date.now();
    const queue = await newQueue(sqs);
    await send(queue, 'told');

    const [first] = await receive(sqs, queue, { visibility: 0 });
    const [second] = await receive(sqs, queue, { visibility: 0 });

    expect(first?.Attributes).toMatchObject({ ApproximateReceiveCount: '1' });
    expect(second?.Attributes).toMatchObject({ ApproximateReceiveCount: '2' });
    const { SentTimestamp, ApproximateFirstReceiveTimestamp } = second?.Attributes ?? {};
    expect(Number(SentTimestamp)).toBeGreaterThanOrEqual(before);
    expect(Number(ApproximateFirstReceiveTimestamp)).toBeGreaterThanOrEqual(Number(SentTimestamp));
    expect(second?.MessageId).toBe(first?.MessageId);
    expect(second?.ReceiptHandle).not.toBe(first?.ReceiptHandle);
  });

  it('waits for a message, and answers as soon as one comes', async () => {
    const queue = await newQueue(sqs);
    const begin = performance.now();
    const waiting = receive(sqs, queue, { wait: 20 });

    await sleep(300);
    await send(queue, 'at last');

    expect(bodies(await waiting)).toEqual(['at last']);
    expect(performance.now() - begin).toBeLessThan(2000);
  });

  it('answers without messages when the wait is over', async () => {
    const begin = performance.now();

    expect(await receive(sqs, await newQueue(sqs), { wait: 1 })).toEqual([]);
    expect(performance.now() - begin).toBeGreaterThan(900);
  });
});

describe('Developer Guide, "Amazon SQS visibility timeout"', () => {
  it('hides a received message until its time is over', async () => {
    const queue = await newQueue(sqs, { VisibilityTimeout: '1' });
    await send(queue, 'hidden');

    await receive(sqs, queue);

    expect(await receive(sqs, queue)).toEqual([]);
    expect(await attributes(queue)).toMatchObject({
      ApproximateNumberOfMessages: '0',
      ApproximateNumberOfMessagesNotVisible: '1',
    });
    expect(bodies(await receive(sqs, queue, { wait: 3 }))).toEqual(['hidden']);
  });

  it('shows it at once after ChangeMessageVisibility 0', async () => {
    const queue = await newQueue(sqs);
    await send(queue, 'given back');
    const [{ ReceiptHandle } = {}] = await receive(sqs, queue);

    await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl: queue, ReceiptHandle, VisibilityTimeout: 0 }));

    expect(bodies(await receive(sqs, queue))).toEqual(['given back']);
  });
});

describe('Developer Guide, "Using dead-letter queues in Amazon SQS"', () => {
  it('moves a message on the receive after maxReceiveCount, and leaves its neighbour', async () => {
    const deadLetters = await newQueue(sqs);
    const policy = { deadLetterTargetArn: arnOf(deadLetters), maxReceiveCount: 2 };
    const queue = await newQueue(sqs, { RedrivePolicy: JSON.stringify(policy), VisibilityTimeout: '0' });
    await send(queue, 'poison');
    const received = [await receive(sqs, queue), await receive(sqs, queue)];
    await send(queue, 'neighbour');

    const after = await receive(sqs, queue);

    expect(received.map(bodies)).toEqual([['poison'], ['poison']]);
    expect(bodies(after)).toEqual(['neighbour']);
    expect(bodies(await receive(sqs, deadLetters))).toEqual(['poison']);
  });
});

it('keeps queues, waiting, delayed and hidden messages over a restart', async () => {
  const directory = folder();
  const first = await startIn(directory, true);
  const queue = await newQueue(first.sqs, { VisibilityTimeout: '1' });
  await first.sqs.send(new SendMessageCommand({ QueueUrl: queue, MessageBody: 'hidden' }));
  await receive(first.sqs, queue);
  await first.sqs.send(new SendMessageCommand({ QueueUrl: queue, MessageBody: 'waiting' }));
  await first.sqs.send(new SendMessageCommand({ QueueUrl: queue, MessageBody: 'delayed', DelaySeconds: 2 }));
  await first.stop();

  const second = await startIn(directory, true);
  try {
    await sleep(2050);
    const messages = await receive(second.sqs, queue);

    expect(bodies(messages)).toEqual(['delayed', 'hidden', 'waiting']);
    expect(messages.find(({ Body }) => Body === 'hidden')?.Attributes).toMatchObject({ ApproximateReceiveCount: '2' });
  } finally {
    await second.stop();
  }
});

it('differs from AWS: with a data folder, ChangeMessageVisibility to 0 fails; to 1 it works', async () => {
  const local = await startIn(folder(), true);
  const QueueUrl = await newQueue(local.sqs);
  for (const MessageBody of ['to none', 'to one'])
    await local.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
  const messages = await receive(local.sqs, QueueUrl);
  const change = (body: string, VisibilityTimeout: number) => {
    const { ReceiptHandle } = messages.find(({ Body }) => Body === body) ?? {};
    return local.sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }));
  };

  expect(await failure(change('to none', 0))).toMatchObject({ name: expect.stringMatching(/NotInflight/) });
  await change('to one', 1);

  expect(bodies(await receive(local.sqs, QueueUrl, { wait: 3 }))).toEqual(['to one']);
  await local.stop();
});
