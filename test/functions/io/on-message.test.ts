// The message loop: mixed batches, and what it writes into the log.
import type { Context, SQSBatchResponse, SQSRecord } from 'aws-lambda';
import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { ReleaseAccepted } from '../../../functions/core/messages.ts';
import { onMessage } from '../../../functions/io/on-message.ts';

const errors = vi.spyOn(console, 'error').mockImplementation(() => undefined);
beforeEach(() => void errors.mockClear());

const record = (messageId: string, body: string): SQSRecord => ({
  ...{ messageId, body, receiptHandle: '', messageAttributes: {}, md5OfBody: '', eventSource: 'aws:sqs' },
  ...{ eventSourceARN: '', awsRegion: 'us-east-1' },
  attributes: { ApproximateReceiveCount: '1', SentTimestamp: '', SenderId: '', ApproximateFirstReceiveTimestamp: '' },
});

const good = (id: string) => record(id, JSON.stringify({ releaseId: id }));

type Handle = (message: ReleaseAccepted, edges: object) => Promise<void>;

async function run(records: SQSRecord[], handle: Handle, edges: () => object = () => ({})): Promise<string[]> {
  const handler = onMessage('publish', ReleaseAccepted, handle, edges);
  const response = await handler({ Records: records }, {} as Context, () => undefined);
  return (response as SQSBatchResponse).batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

describe('a batch', () => {
  test('hands back what failed, and only that', async () => {
    const handled: string[] = [];
    const records = [
      good('one'),
      record('no JSON', '{'),
      record('another kind', '{"channel":"en"}'),
      record('a member too many', '{"releaseId":"x","title":"y"}'),
      good('fails'),
      good('two'),
    ];

    const failures = await run(records, async ({ releaseId }) => {
      if (releaseId === 'fails') throw new Error('no table');
      handled.push(releaseId);
    });

    expect(failures).toEqual(['no JSON', 'another kind', 'a member too many', 'fails']);
    expect(handled).toEqual(['one', 'two']);
  });

  test('of whatever shape hands back exactly what failed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 10 }), async (fails) => {
        const records = fails.map((fail, index) => good(`${fail} ${index}`));
        const failures = await run(records, async ({ releaseId }) => {
          if (releaseId.startsWith('true')) throw new Error('no');
        });

        expect(failures).toEqual(records.map(({ messageId }) => messageId).filter((id) => id.startsWith('true')));
      }),
    );
  });

  test('hands back everything where the environment is not complete, and tries again with the next', async () => {
    let calls = 0;
    const handler = onMessage(
      'publish',
      ReleaseAccepted,
      async () => undefined,
      () => {
        calls++;
        if (calls <= 2) throw new Error('The environment lacks RELEASES_TABLE.');
        return {};
      },
    );
    const batch = () => handler({ Records: [good('one'), good('two')] }, {} as Context, () => undefined);

    expect(await batch()).toEqual({ batchItemFailures: [{ itemIdentifier: 'one' }, { itemIdentifier: 'two' }] });
    expect(await batch()).toEqual({ batchItemFailures: [] });
    expect(calls).toBe(3);
  });

  test('makes its edges on the first record, once', async () => {
    const edges = vi.fn(() => ({}));
    onMessage('publish', ReleaseAccepted, async () => undefined, edges);
    expect(edges).not.toHaveBeenCalled();

    await run([good('one'), good('two'), good('three')], async () => undefined, edges);

    expect(edges).toHaveBeenCalledTimes(1);
  });
});

describe('the log line of a failure', () => {
  const lines = () => errors.mock.calls.map(([line]) => JSON.parse(String(line)));

  test('names stage, error and message', async () => {
    await run([good('one')], () => Promise.reject(new TypeError('no table')));

    expect(lines()).toEqual([
      { stage: 'publish', outcome: 'retried', error: 'TypeError', message: 'no table', id: 'one' },
    ]);
  });

  test.each([
    ['Address rania@example.org is on the list', 'Address <address> is on the list'],
    ['"Rania" <rania.h+news@news.example.org>: no', '"Rania" <<address>>: no'],
    ['to=رانيا@مثال.إختبار', '<address>'],
    ['twice a@b.c, d@e.f', 'twice <address> <address>'],
  ])('holds no address: %s', async (message, logged) => {
    await run([good('one')], () => Promise.reject(new Error(message)));

    expect(lines()[0].message).toBe(logged);
  });

  test('holds nothing that hangs on the error, and not the message itself', async () => {
    const cause = Object.assign(new Error('no'), { address: 'rania@example.org', cause: new Error('secret title') });

    await run([good('one')], () => Promise.reject(cause));
    await run([record('two', '{"releaseId":1,"address":"rania@example.org"}')], async () => undefined);

    expect(JSON.stringify(errors.mock.calls)).not.toMatch(/rania|secret title/);
  });

  test('is written for what is no error, too', async () => {
    await run([good('one')], () => Promise.reject('only text'));

    expect(lines()[0]).toMatchObject({ error: 'Error', message: 'only text' });
  });
});
