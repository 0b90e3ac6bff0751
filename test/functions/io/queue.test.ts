// A queue of one kind of message, against the local SQS.
import { expect, test } from 'vitest';
import { ReleaseAccepted } from '../../../functions/core/messages.ts';
import { newQueue, startCloud } from './cloud.ts';

const cloud = await startCloud();
const { queue } = await import('../../../functions/io/queue.ts');
const { queueDepth } = await import('../../../functions/io/queue-depth.ts');

test('more messages than a batch takes all arrive, each once', async () => {
  const { url, receive } = newQueue(cloud);
  const messages = Array.from({ length: 23 }, (_, index) => ({ releaseId: `r${index}` }));

  await queue(url, ReleaseAccepted).sendAll(messages);

  const received = (await receive()).map((message) => ReleaseAccepted.parse(message).releaseId);
  expect(received.toSorted()).toEqual(messages.map(({ releaseId }) => releaseId).toSorted());
});

test('nothing to send is no call', async () => {
  await queue('http://127.0.0.1:9/nowhere', ReleaseAccepted).sendAll([]);
});

test('a message of another kind is not sent', async () => {
  const { url, receive } = newQueue(cloud);
  const wrong = { releaseId: 'r1', address: 'reader@example.org' };

  await expect(queue(url, ReleaseAccepted).send(wrong)).rejects.toThrow();

  expect(await receive()).toEqual([]);
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
