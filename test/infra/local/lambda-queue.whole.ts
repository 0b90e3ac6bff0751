// Lambda Developer Guide, "Using Lambda with Amazon SQS".
import { SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { clientSettings } from '../../../infra/local/emulators.ts';
import { places } from '../../../infra/local/lambda/places.ts';
import { bundled } from './bundles.ts';
import { arnOf, bodies, newQueue, receive, sleep } from './local-emulators.ts';
import { emptied, gateway, handled, left, polling, queueOf, type Record, send, sqs } from './queue-poller.ts';

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

describe('several queues with functions on one machine', () => {
  /** A function that takes so long, and what ran when it began. */
  const busy = (running: Set<string>, name: string, milliseconds: number) => {
    const seen: string[][] = [];
    const { target, batches } = handled(async () => {
      running.add(name);
      seen.push([...running].sort());
      await sleep(milliseconds);
      running.delete(name);
    });
    return { target, batches, seen };
  };

  it('run no more at once than there are places, and take turns', async () => {
    const [one, other] = [await queueOf(['1', '2', '3', '4', '5', '6']), await queueOf(['a', 'b'])];
    const order: string[] = [];
    const noted = ([record]: Record[]) => sleep(30).then(() => void order.push(record?.body ?? ''));
    const shared = { places: places(1), batchSize: 1 };

    polling(one, handled(noted).target, shared);
    polling(other, handled(noted).target, shared);

    await Promise.all([emptied(one), emptied(other)]);
    expect(order.slice(0, 5).filter((body) => /[ab]/.test(body))).toHaveLength(2);
  });

  it('never run at the same time where there is one place', async () => {
    const running = new Set<string>();
    const [one, other] = [busy(running, 'one', 40), busy(running, 'other', 40)];
    const queues = [await queueOf(['1', '2', '3']), await queueOf(['a', 'b', 'c'])] as const;
    const shared = { places: places(1), batchSize: 1 };

    polling(queues[0], one.target, shared);
    polling(queues[1], other.target, shared);

    await Promise.all(queues.map(emptied));
    expect(one.seen).toEqual([['one'], ['one'], ['one']]);
    expect(other.seen).toEqual([['other'], ['other'], ['other']]);
  });

  it('lose no message to waiting for a place, nor to a long run: it stays hidden', async () => {
    const waiting = await queueOf(['a'], { VisibilityTimeout: '1' });
    const machine = places(1);
    const leave = await machine.enter();
    const { target, batches } = busy(new Set(), 'long', 2500);

    polling(waiting, target, { places: machine, visibilitySeconds: 1 });
    await sleep(2500);
    leave();

    await emptied(waiting);
    expect(batches).toEqual([['a']]);
  });

  it('take along what came while they waited for a place, up to a batch', async () => {
    const machine = places(1);
    const leave = await machine.enter();
    const queue = await queueOf(['1']);
    const { target, batches } = handled(() => undefined);
    polling(queue, target, { places: machine, batchSize: 3 });
    await sleep(300);

    await send(queue, ['2', '3', '4']);
    leave();

    await emptied(queue);
    expect(batches.map(({ length }) => length)).toEqual([3, 1]);
  });

  it('leave their places to others while they wait for something else', async () => {
    const machine = places(1);
    const waits = bundled('export const handler = () => new Promise((done) => setTimeout(done, 6000));');
    const [slow, quick] = [await queueOf(['slow']), await newQueue(sqs)];
    polling(slow, waits, { places: machine });
    await expect.poll(() => waits.running).toBe(1);
    const { target, batches } = handled(() => undefined);
    polling(quick, target, { places: machine });

    await send(quick, ['quick']);

    await expect.poll(() => batches, { timeout: 4500 }).toEqual([['quick']]);
    expect(waits.running).toBe(1);
  });
});

describe('stop()', () => {
  it('leaves what waits for a place to the next start', async () => {
    const machine = places(1);
    const leave = await machine.enter();
    const { target, batches } = handled(() => undefined);
    const queue = await queueOf(['one']);
    const { stop } = polling(queue, target, { places: machine });
    await sleep(300);

    const stopped = stop();
    leave();
    await stopped;
    await sleep(1200);

    expect(batches).toEqual([]);
    expect(bodies(await receive(sqs, queue))).toEqual(['one']);
  });

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
