// The hub's door and its distribution, with ports of the test's: limits, lanes, and what is off.
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { DeliveryDue } from '../../../functions/core/messages.ts';
import type { Outlet, Push } from '../../../functions/core/outlet.ts';
import { distribute } from '../../../functions/hub/distribute-handler.ts';
import { answer, type HubEdges, OF_A_CLIENT, OF_A_HOST } from '../../../functions/hub/handler.ts';

beforeEach(() => void vi.spyOn(console, 'log').mockReturnValue());
afterEach(() => void vi.restoreAllMocks());

const site = 'https://news.example';
const now = () => new Date('2026-11-25T10:00:00.000Z');

function door(webSub = true) {
  const counts = new Map<string, number>();
  const asked: string[] = [];
  const verified: string[] = [];
  const edges: HubEdges = {
    ...{ newsroom: { webSub }, site, edgeKey: 'key', now, newId: () => `q${asked.length + 1}` },
    outlets: {
      ask: async ({ callback }) => void asked.push(callback),
      count: async (what) => {
        counts.set(what, (counts.get(what) ?? 0) + 1);
        return counts.get(what) ?? 0;
      },
    },
    verify: { send: async ({ request }) => void verified.push(request) },
  };
  const post = (client: string, host = 'outlet.example') =>
    answer(
      {
        ...{ method: 'POST', contentType: 'application/x-www-form-urlencoded; charset=UTF-8', client },
        body: Buffer.from(
          new URLSearchParams({
            ...{ 'hub.mode': 'subscribe', 'hub.topic': `${site}/en/rss.xml`, 'hub.callback': `https://${host}/x` },
          }).toString(),
        ),
      },
      edges,
    );
  return { post, asked, verified, counts };
}

test('a request is kept before anybody is told to verify it', async () => {
  const { post, asked, verified } = door();

  expect((await post('192.0.2.1')).status).toBe(202);
  expect([asked, verified]).toEqual([['https://outlet.example/x'], ['q1']]);
});

test('a client that asks too often in an hour is refused, and others are not', async () => {
  const { post, verified } = door();
  for (let count = 0; count < OF_A_CLIENT; count++) await post('192.0.2.1', `outlet-${count}.example`);

  expect((await post('192.0.2.1', 'one-more.example')).status).toBe(429);
  expect((await post('192.0.2.2', 'one-more.example')).status).toBe(202);
  expect(verified).toHaveLength(OF_A_CLIENT + 1);
});

test('nobody has the hub call one host again and again, however many ask', async () => {
  const { post, counts } = door();
  for (let count = 0; count < OF_A_HOST; count++) await post(`client-${count}`, 'victim.example');

  expect((await post('another', 'victim.example')).status).toBe(429);
  expect((await post('another', 'other.example')).status).toBe(202);
  // Who asked, and about whom, is not to be read from what is counted.
  expect([...counts.keys()].filter((key) => /client|victim/.test(key))).toEqual([]);
});

test('a newsroom that pushes nothing says so, and keeps nothing', async () => {
  const { post, asked } = door(false);

  expect(await post('192.0.2.1')).toEqual({ status: 501, text: expect.stringContaining('polled') });
  expect(asked).toEqual([]);
});

const anOutlet = (id: string, changes: Partial<Outlet> = {}): Outlet => ({
  ...{ feed: 'en/rss.xml', id, callback: `https://${id}.example/`, secret: null, failures: 0, since: '', askedAt: '' },
  ...{ leaseUntil: '2026-12-01T00:00:00.000Z', ...changes },
});

async function distributed(all: Outlet[][], webSub = true) {
  const events: string[] = [];
  const lane =
    (name: string) =>
    async (due: DeliveryDue[]): Promise<void> =>
      void events.push(...due.map(({ outlet, retry }) => `${name} ${outlet} ${retry}`));
  await distribute(
    { feed: 'en/rss.xml', releaseId: 'r1' },
    {
      ...{ now, newsroom: { webSub }, public: { etag: async () => '"2"' } },
      deliver: { sendAll: lane('quick') },
      deliverSlowly: { sendAll: lane('slow') },
      outlets: {
        async *of() {
          yield* all;
        },
        push: async (release: string, { feed, etag }: Push) => void events.push(`push ${release} ${feed} ${etag}`),
        open: async ({ next }) => void events.push(`told at ${next}`),
      },
    },
  );
  return events;
}

test('a feed that changed goes to all who asked; who failed or is slow waits among their like', async () => {
  const quick = anOutlet('quick', { milliseconds: 300 });
  const slow = anOutlet('slow', { milliseconds: 3000 });
  const failing = anOutlet('failing', { failures: 3 });

  expect(await distributed([[quick, slow], [failing]])).toEqual([
    'push r1 en/rss.xml "2"',
    'told at 2026-11-25T10:01:00.000Z',
    'quick quick 0',
    'slow slow 0',
    'slow failing 0',
  ]);
});

test('who has it gets no message, and is counted; whose lease is over is neither', async () => {
  const over = anOutlet('over', { leaseUntil: '2026-11-25T10:00:00.000Z' });

  expect(await distributed([[anOutlet('has', { etag: '"2"' }), over]])).toEqual([
    'push r1 en/rss.xml "2"',
    'told at 2026-11-25T10:01:00.000Z',
  ]);
  expect(await distributed([[over]])).toEqual([]);
  expect(await distributed([])).toEqual([]);
});

test('a newsroom that pushes nothing any more tells nobody who asked before', async () => {
  expect(await distributed([[anOutlet('one')]], false)).toEqual([]);
});
