// A queue of one kind of message.
import { describe, expect, test } from 'vitest';
import { ReleaseAccepted } from '../../../functions/core/messages.ts';
import * as memory from '../../simulation/ports/queue.ts';
import * as sqs from '../../simulation/ports/sqs.ts';
import { direct } from '../../simulation/ports/wire.ts';
import { newQueue, startCloud } from './cloud.ts';

const cloud = await startCloud();
const { queue } = await import('../../../functions/io/queue.ts');
const { queueDepth } = await import('../../../functions/io/queue-depth.ts');

const onSqs = () => {
  const { url, receive } = newQueue(cloud);
  return { sent: queue(url, ReleaseAccepted), receive };
};

const inMemory = () => {
  const store = sqs.newQueue('releases');
  const sink = (bodies: string[], delaySeconds: number) => {
    for (const body of bodies) sqs.put(store, body, delaySeconds * 1000);
  };
  const receive = async (): Promise<unknown[]> => {
    const taken = sqs.receive(store, { now: 0, most: 100, hiddenUntil: 600_000 }, ([first]) => first as sqs.Message);
    return taken.map(({ body }) => JSON.parse(body));
  };
  return { sent: memory.queue('releases', sink, ReleaseAccepted, direct), receive };
};

describe.each([
  ['on the local SQS', onSqs],
  ['in memory', inMemory],
] as const)('%s', (_, open) => {
  test('more messages than a batch takes all arrive, each once', async () => {
    const { sent, receive } = open();
    const messages = Array.from({ length: 23 }, (_, index) => ({ releaseId: `r${index}` }));

    await sent.sendAll(messages);

    const received = (await receive()).map((message) => ReleaseAccepted.parse(message).releaseId);
    expect(received.toSorted()).toEqual(messages.map(({ releaseId }) => releaseId).toSorted());
  });

  test('nothing to send is no call', async () => {
    const { sent, receive } = open();

    await sent.sendAll([]);

    expect(await receive()).toEqual([]);
  });

  test('a message of another kind is not sent', async () => {
    const { sent, receive } = open();
    const wrong = { releaseId: 'r1', address: 'reader@example.org' };

    await expect(sent.send(wrong)).rejects.toThrow();

    expect(await receive()).toEqual([]);
  });

  test('a message that is to wait is not handed out yet, and one that was is hidden', async () => {
    const { sent, receive } = open();
    await sent.send({ releaseId: 'r1' }, 60);
    await sent.send({ releaseId: 'r2' });

    expect(await receive()).toEqual([{ releaseId: 'r2' }]);
    expect(await receive()).toEqual([]);
  });
});

test('a message that is to wait is counted, and not handed out yet', async () => {
  const { url, receive } = newQueue(cloud);

  await queue(url, ReleaseAccepted).send({ releaseId: 'r1' }, 60);

  expect(await receive()).toEqual([]);
  expect(await queueDepth(url)).toBe(1);
});

test('a queue counts what waits and what is under way', async () => {
  const { url, receive } = newQueue(cloud);
  expect(await queueDepth(url)).toBe(0);
  await queue(url, ReleaseAccepted).sendAll([{ releaseId: 'r1' }, { releaseId: 'r2' }]);
  await receive();
  await queue(url, ReleaseAccepted).send({ releaseId: 'r3' });

  expect(await queueDepth(url)).toBe(3);
});

test('a queue that is not there is an error, so that the caller’s own message comes again', async () => {
  const { url } = newQueue(cloud);

  await expect(queue(`${url}-gone`, ReleaseAccepted).send({ releaseId: 'r1' })).rejects.toThrow();
});
