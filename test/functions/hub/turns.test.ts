// Whose turn it is to deliver to an outlet, and what comes of it where others are at it too.
import { expect, test } from 'vitest';
import { type DeliverEdges, deliver } from '../../../functions/hub/deliver-handler.ts';
import { type DistributeEdges, distribute } from '../../../functions/hub/distribute-handler.ts';
import { objects } from '../../simulation/ports/objects.ts';
import { newOutlets, outletRow, outlets } from '../../simulation/ports/outlets.ts';
import { direct } from '../../simulation/ports/wire.ts';

const feed = 'en/ninjs.json';
const key = { feed, id: 'one' };
const due = { feed, outlet: 'one', retry: 0 };
const START = Date.parse('2026-03-09T08:00:00.000Z');
const ok = { status: 204, body: '', reason: 'status 204' };

/** A hub with one outlet, whose answers `call` gives; `sent` is what it was delivered, `later` what is tried again. */
async function hub(call: () => Promise<{ status: number; body: string; reason: string }> = async () => ok) {
  let now = START;
  let attempts = 0;
  const store = newOutlets();
  const [ports, bucket] = [outlets(store, direct), objects(new Map(), direct, () => new Date(now))];
  const askedAt = new Date(START - 60_000).toISOString();
  const asked = { ...key, callback: 'https://outlet.example/', secret: null, since: askedAt, askedAt };
  const subscription = { ...asked, leaseUntil: new Date(START + 864_000_000).toISOString() };
  await ports.subscribe(subscription);
  const sent: string[] = [];
  const later: [typeof due, number | undefined][] = [];
  const edges: DeliverEdges = {
    ...{ outlets: ports, public: bucket, site: 'https://news.example', now: () => new Date(now) },
    deliverSlowly: { send: async (again, delay) => void later.push([again, delay]) },
    call: (_, { body }) => {
      sent.push(new TextDecoder().decode(body));
      return call();
    },
    newAttempt: () => `attempt ${++attempts}`,
  };
  const put = (body: string) => bucket.replace([feed], async () => ({ [feed]: { body, contentType: 'text/plain' } }));
  const wait = (milliseconds: number) => {
    now += milliseconds;
  };
  return { ...{ bucket, edges, later, ports, put, sent, subscription, wait }, row: () => outletRow(store, key) };
}

test('who was held up until the turn is as good as over delivers nothing', async () => {
  const { edges, put, sent, wait } = await hub();
  await put('v1');
  const read: DeliverEdges['public']['read'] = async (key) => {
    const found = await edges.public.read(key);
    wait(27_000);
    return found;
  };

  await expect(deliver(due, { ...edges, public: { read } })).rejects.toThrow('as good as over');
  expect(sent).toEqual([]);

  wait(3000);
  await deliver(due, edges);
  expect(sent).toEqual(['v1']);
});

test('who says that it is gone, and has asked anew meanwhile, is told again', async () => {
  const gone = { status: 410, body: '', reason: 'status 410' };
  const { edges, later, ports, put, row, subscription } = await hub(async () => {
    await ports.subscribe({ ...subscription, askedAt: new Date(START).toISOString() });
    return gone;
  });
  await put('v1');

  await deliver(due, edges);

  expect(row()).toMatchObject({ askedAt: new Date(START).toISOString() });
  expect(later).toEqual([[due, 5]]);
});

test('who says that it is gone is told no more', async () => {
  const { edges, later, put, row } = await hub(async () => ({ status: 410, body: '', reason: 'status 410' }));
  await put('v1');

  await deliver(due, edges);

  expect(row()).toBeUndefined();
  expect(later).toEqual([]);
});

test('a feed that is again what it was before is delivered to who may have taken what it was in between', async () => {
  const answers = [ok, { status: 0, body: '', reason: 'ECONNRESET' }];
  const { edges, later, put, sent, wait } = await hub(async () => answers.shift() ?? ok);
  await put('v1');
  await deliver(due, edges);
  await put('v2');
  await deliver(due, edges);
  await put('v1');
  wait(10_000);

  await deliver({ ...due, retry: 1 }, edges);

  expect(later).toEqual([[{ ...due, retry: 1 }, 10]]);
  expect(sent).toEqual(['v1', 'v2', 'v1']);
});

test('who died while it delivered may have delivered: what comes after it is delivered again', async () => {
  const { edges, put, sent, wait } = await hub();
  await put('v1');
  await deliver(due, edges);
  await put('v2');
  const dies: DeliverEdges['outlets'] = { ...edges.outlets, took: () => Promise.reject(new Error('It died.')) };
  await expect(deliver(due, { ...edges, outlets: dies })).rejects.toThrow('It died.');
  await put('v1');
  wait(30_000);

  await deliver(due, edges);
  await deliver(due, edges);

  expect(sent).toEqual(['v1', 'v2', 'v1']);
});

test('who is being delivered to, or failed, is told of a feed that is what it had; who surely has it is not', async () => {
  const { bucket, edges, ports, put } = await hub();
  await put('v1');
  await deliver(due, edges);
  const told: string[] = [];
  const lane = (name: string) => ({ sendAll: async (all: unknown[]) => void told.push(...all.map(() => name)) });
  const distributing: DistributeEdges = {
    ...{ outlets: ports, public: bucket, newsroom: { webSub: true }, now: edges.now },
    ...{ deliver: lane('quick'), deliverSlowly: lane('slow') },
  };
  const change = { feed, releaseId: 'a release' };

  await distribute(change, distributing);
  expect(told).toEqual([]);

  await ports.claim(key, { id: 'other', until: new Date(START + 30_000).toISOString() }, new Date(START).toISOString());
  await distribute(change, distributing);
  await ports.failed(key, 'other', 1);
  await distribute(change, distributing);
  expect(told).toEqual(['quick', 'slow']);
});
