// Lambda Developer Guide, "Handling errors for an SQS event source in Lambda".
import { describe, expect, it } from 'vitest';
import { arnOf, bodies, newQueue, receive } from './local-emulators.ts';
import { emptied, type Handler, handled, left, polling, queueOf, type Record, sqs } from './queue-poller.ts';

describe('messages come again:', () => {
  const failFirst = (answer: Handler) => {
    let isFirst = true;
    return handled((records) => {
      const failing = isFirst;
      isFirst = false;
      return failing ? answer(records) : undefined;
    });
  };

  const idOf = (records: Record[], wanted: string) => records.find(({ body }) => body === wanted)?.messageId;
  const failing = (...identifiers: unknown[]) => ({
    batchItemFailures: identifiers.map((itemIdentifier) => ({ itemIdentifier })),
  });

  it('those that are reported, alone', async () => {
    const { target, batches } = failFirst((records) => failing(idOf(records, 'bad')));
    const queue = await queueOf(['good', 'bad', 'fine']);

    polling(queue, target);

    await expect.poll(() => batches).toEqual([['bad', 'fine', 'good'], ['bad']]);
    await emptied(queue);
  });

  it.each<[string, Handler]>([
    [
      'the function throws',
      () => {
        throw new TypeError('all of it');
      },
    ],
    ['an id is not of the batch', (records) => failing(idOf(records, 'one'), 'of-another-batch')],
    ['an id is empty', () => failing('')],
    ['an id is null', () => failing(null)],
    ['the answer has other names', () => ({ batchItemFailures: [{ messageId: 'x' }] })],
    ['the answer is no object', () => 'failed'],
  ])('the whole batch, where %s', async (_, answer) => {
    const { target, batches } = failFirst(answer);
    const queue = await queueOf(['one', 'two']);

    polling(queue, target);

    await expect.poll(() => batches.flat().sort()).toEqual(['one', 'one', 'two', 'two']);
    await emptied(queue);
  });

  it.each<[string, Handler]>([
    ['null', () => null],
    ['{}', () => ({})],
    ['no failures', () => failing()],
    ['null as failures', () => ({ batchItemFailures: null })],
  ])('none, where the answer is %s', async (_, answer) => {
    const { target, batches } = handled(answer);
    const queue = await queueOf(['one', 'two']);

    polling(queue, target);

    await emptied(queue);
    expect(batches).toEqual([['one', 'two']]);
  });

  it('none, where the mapping does not ask for reports', async () => {
    const { target, batches } = handled((records) => failing(idOf(records, 'bad')));
    const queue = await queueOf(['bad', 'good']);

    polling(queue, target, { reportBatchItemFailures: false });

    await emptied(queue);
    expect(batches).toEqual([['bad', 'good']]);
  });

  it('after a pause, counted, and the failure is told', async () => {
    const counts: unknown[] = [];
    const { target } = handled((records) => {
      counts.push(...records.map((record) => Object(record).attributes.ApproximateReceiveCount));
      if (counts.length === 1) throw new TypeError('once');
    });
    const queue = await queueOf(['one']);
    const begin = performance.now();

    const { failures } = polling(queue, target, { retrySeconds: 1 });

    await emptied(queue);
    expect(counts).toEqual(['1', '2']);
    expect(performance.now() - begin).toBeGreaterThan(900);
    expect(failures).toEqual(['polywire-test: TypeError: once']);
  });

  it('each time after a longer pause, and no pause keeps the dead from their queue', async () => {
    const deadLetters = await newQueue(sqs);
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arnOf(deadLetters), maxReceiveCount: 3 });
    const times: number[] = [];
    const { target } = handled(() => {
      times.push(performance.now());
      throw new Error('always');
    });
    const queue = await queueOf(['one'], { RedrivePolicy });

    polling(queue, target, { retrySeconds: 1, tries: 3 });

    await expect.poll(() => left(deadLetters), { timeout: 10_000 }).toBe(1);
    const [first = 0, second = 0, third = 0] = times;
    expect(second - first).toBeGreaterThan(900);
    expect(third - second).toBeGreaterThan(1800);
    expect(performance.now() - third).toBeLessThan(3500);
  });

  it('until maxReceiveCount, and then go to the dead-letter queue; their neighbours do not', async () => {
    const deadLetters = await newQueue(sqs);
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: arnOf(deadLetters), maxReceiveCount: 3 });
    const { target, batches } = handled((records) => failing(...[idOf(records, 'poison')].filter(Boolean)));
    const queue = await queueOf(['good', 'poison'], { RedrivePolicy });

    polling(queue, target);

    await emptied(queue);
    expect(batches).toEqual([['good', 'poison'], ['poison'], ['poison']]);
    expect(bodies(await receive(sqs, deadLetters))).toEqual(['poison']);
  });
});
