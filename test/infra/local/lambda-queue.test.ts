// Lambda Developer Guide, "Using Lambda with Amazon SQS".
import { SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { clientSettings } from '../../../infra/local/emulators.ts';
import { bundled } from './bundles.ts';
import { arnOf, bodies, newQueue, receive, sleep } from './local-emulators.ts';
import { emptied, gateway, handled, left, polling, queueOf, send, sqs } from './queue-poller.ts';

it('gives the function its records, and deletes what succeeded', async () => {
  const echo = bundled('export const handler = async (event) => { console.log(JSON.stringify(event)); };');
  const queue = await queueOf(['{"releaseId":"a"}']);

  polling(queue, echo);

  await emptied(queue);
  await expect.poll(() => echo.log).toHaveLength(1);
  expect(JSON.parse(echo.log[0] ?? '')).toEqual({
    Records: [
      {
        messageId: expect.any(String),
        receiptHandle: expect.any(String),
        body: '{"releaseId":"a"}',
        attributes: expect.objectContaining({ ApproximateReceiveCount: '1', SentTimestamp: expect.any(String) }),
        messageAttributes: {},
        md5OfBody: expect.stringMatching(/^[0-9a-f]{32}$/),
        eventSource: 'aws:sqs',
        eventSourceARN: arnOf(queue),
        awsRegion: 'us-east-1',
      },
    ],
  });
});

it('gives no more than a batch at once', async () => {
  const { target, batches } = handled(() => undefined);
  const queue = await queueOf(['1', '2', '3', '4', '5']);

  polling(queue, target, { batchSize: 2 });

  await emptied(queue);
  expect(batches.flat().sort()).toEqual(['1', '2', '3', '4', '5']);
  expect(Math.max(...batches.map(({ length }) => length))).toBe(2);
});

it('never runs more invocations than MaximumConcurrency, and as many where there is work', async () => {
  let running = 0;
  const seen: number[] = [];
  const { target } = handled(async () => {
    seen.push(++running);
    await sleep(50);
    running--;
  });
  const queue = await queueOf(['1', '2', '3', '4', '5', '6', '7', '8']);

  polling(queue, target, { batchSize: 1, maxConcurrency: 3 });

  await emptied(queue);
  expect(seen).toHaveLength(8);
  expect(Math.max(...seen)).toBe(3);
});

describe('stop()', () => {
  it('waits for what is under way, and leaves nothing in flight', async () => {
    let isDone = false;
    const { target, batches } = handled(async () => {
      await sleep(200);
      isDone = true;
    });
    const queue = await queueOf(['one']);
    const { stop } = polling(queue, target);
    await expect.poll(() => batches).toHaveLength(1);

    await stop();

    expect(isDone).toBe(true);
    expect(left(queue)).toBe(0);
  });

  it('takes no message that comes afterwards', async () => {
    const { target, batches } = handled(() => undefined);
    const queue = await newQueue(sqs);
    const { stop } = polling(queue, target);
    await sleep(200);

    await stop();
    await send(queue, ['for the next start']);
    await sleep(100);

    expect(batches).toEqual([]);
    expect(bodies(await receive(sqs, queue))).toEqual(['for the next start']);
  });
});

it('tells what it cannot do, and goes on', async () => {
  const { target, batches } = handled(() => undefined);
  const queue = await queueOf(['one'], { VisibilityTimeout: '1' });
  const client = new SQSClient({ ...clientSettings(gateway.url), useQueueUrlAsEndpoint: false });
  let refusals = 0;
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (input) => {
        if (commandName === 'DeleteMessageBatchCommand' && refusals++ === 0) throw new Error('AccessDenied');
        return next(input);
      },
    { step: 'initialize' },
  );

  const { failures } = polling(queue, target, { client });

  await emptied(queue);
  expect(batches).toEqual([['one'], ['one']]);
  expect(failures).toEqual([expect.stringContaining('AccessDenied')]);
});
