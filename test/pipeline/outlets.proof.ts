// A thousand media outlets of which one in twenty fails, through a publication, a correction, a late translation and a
// withdrawal, while the hub's functions die in the middle of their work and messages come twice.
import type { ServerResponse } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { client } from './clients.ts';
import { english, lead, type TestNewsroom, testNewsroom } from './newsroom.ts';
import { isSigned, type OutletServer, outletServer, type Received, until } from './outlet.ts';

const OUTLETS = 1000;
const AT_ONCE = 8;

const feeds = ['en/rss.xml', 'en/atom.xml', 'en/feed.json', 'en/ninjs.json'] as const;
const failures = ['errs', 'cuts', 'hangs', 'redirects', 'is gone'] as const;
type Manner = 'takes' | (typeof failures)[number];

type Outlet = { path: string; feed: string; secret: string | null; manner: Manner };

/** One in twenty fails: each fifth of them in the same way. */
const outlets: Outlet[] = Array.from({ length: OUTLETS }, (_, index) => {
  const failure = failures[Math.floor(index / 20) % failures.length] ?? 'errs';
  return {
    path: `/outlet/${index}`,
    feed: feeds[index % feeds.length] ?? 'en/rss.xml',
    secret: index % 3 === 0 ? null : `the secret of ${index}`,
    manner: index % 20 === 7 ? failure : 'takes',
  };
});
const byPath = new Map(outlets.map((outlet) => [outlet.path, outlet]));
const some = (...manners: Manner[]) => outlets.filter(({ manner }) => manners.includes(manner));

const seen = { kills: 0, twice: 0, messages: 0 };
/** What was put into the public bucket at a feed's key, oldest first. */
const versions = new Map<string, string[]>();

let newsroom: TestNewsroom;
let server: OutletServer;
let isHanging = true;
let shouldRepeat = false;

beforeAll(async () => {
  newsroom = await testNewsroom({
    callbackAddress: '127.0.0.1',
    interfere: (_, { method, path, headers, body }) => {
      const feed = method === 'PUT' ? feeds.find((key) => path.endsWith(`/${key}`)) : undefined;
      if (feed) versions.set(feed, [...(versions.get(feed) ?? []), String(body)]);
      if (!shouldRepeat || !headers['x-amz-target']?.endsWith('SendMessageBatch')) return undefined;
      const { QueueUrl, Entries } = JSON.parse(String(body));
      const name = String(QueueUrl).split('/').at(-1) ?? '';
      if (!/deliveries|distribution/i.test(name)) return undefined;
      // A tenth of the messages comes a second time.
      for (const { MessageBody, DelaySeconds = 0 } of Entries) {
        if (DelaySeconds > 0 || seen.messages++ % 10 !== 0) continue;
        seen.twice++;
        newsroom.cloud.emulators.fauxqs.sendMessage(name, MessageBody);
      }
      return undefined;
    },
  });
  server = await outletServer();
  server.manners = answer;
}, 120_000);
afterAll(async () => {
  await server.close();
  await newsroom.close();
});

const had = new Map<string, Received[]>();

function answer(received: Received, response: ServerResponse): boolean | undefined {
  if (received.method !== 'POST') return undefined;
  const all = had.get(received.path) ?? [];
  had.set(received.path, [...all, received]);
  switch (byPath.get(received.path)?.manner) {
    case 'errs':
      return all.length < 2 ? !!response.writeHead(503).end() : undefined;
    case 'cuts':
      return all.length < 2 ? !!response.destroy() : undefined;
    case 'hangs':
      return isHanging ? true : undefined;
    case 'redirects':
      return !!response.writeHead(302, { location: `${server.url}/elsewhere` }).end();
    case 'is gone':
      return !!response.writeHead(410).end();
    default:
      return undefined;
  }
}

async function subscribe(): Promise<void> {
  const numbers = Array.from({ length: OUTLETS }, (_, index) => index).values();
  const site = newsroom.cloud.site.url;
  const worker = async (_: unknown, number: number) => {
    const { post, close } = client(site, number);
    for (const index of numbers) {
      const { path, feed, secret } = outlets[index] ?? { path: '', feed: '', secret: null };
      const form = {
        ...{ 'hub.mode': 'subscribe', 'hub.topic': `${site}/${feed}`, 'hub.callback': `${server.url}${path}` },
        ...(secret !== null && { 'hub.secret': secret }),
      };
      server.expects(form);
      expect(await post('/api/hub', form)).toBe(202);
    }
    close();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  await newsroom.cloud.quiet();
}

const lastOf = ({ path }: Outlet): string | undefined => had.get(path)?.at(-1)?.body.toString();

/** Publishes, and waits until all who answer have it as it is; how many seconds that took. */
async function publish(name: string, content: string, waited: Manner[]): Promise<number> {
  const before = new Map(feeds.map((feed) => [feed, newsroom.publicText(feed)]));
  const current = new Map<string, string>();
  await newsroom.upload(newsroom.write(name, content), name);
  const begun = Date.now();
  const isPublic = () => {
    for (const feed of feeds) current.set(feed, newsroom.publicText(feed));
    return feeds.every((feed) => current.get(feed) !== before.get(feed));
  };
  await until(isPublic, 120);
  const due = some(...waited);
  await until(() => isPublic() && due.every((outlet) => lastOf(outlet) === current.get(outlet.feed)), 200);
  return Math.round((Date.now() - begun) / 100) / 10;
}

/** Deaths of each function for a version: who dies five times with the same message has it put aside. */
const DEATHS = 4;

/** Ends functions in mid-work, now and then. */
function killing(): void {
  const victims = newsroom.cloud.functions.filter(({ name }) => /^polywire-(?:deliver|distribute)-/.test(name));
  for (const victim of victims) {
    let deaths = 0;
    const killer = setInterval(() => {
      if (victim.kill()) seen.kills++;
      else return;
      if (++deaths === DEATHS) clearInterval(killer);
    }, 700);
    killers.push(killer);
  }
}

const killers: NodeJS.Timeout[] = [];

const text = (more: string) => english('Gauge opens at Oldbridge', `${lead}${more}`);
const french = `Le seuil d’Oldbridge est ouvert

3 mai 2026, Upper Glenmore

Le Conseil des eaux a ouvert aujourd’hui le seuil d’Oldbridge au public, trois semaines avant la date prévue.
`;

test('each version reaches each live outlet, the newest last', { timeout: 900_000 }, async () => {
  await newsroom.publish('first.txt', english('A release that was there before', lead));
  const asked = Date.now();
  await subscribe();
  const subscribed = Math.round((Date.now() - asked) / 100) / 10;
  expect(server.received.filter(({ method }) => method === 'GET')).toHaveLength(OUTLETS);

  const published = await publish('gauge.txt', text(''), ['takes']);
  shouldRepeat = true;
  killing();
  const corrected = await publish('gauge.txt', text(' It is free.'), ['takes']);
  killing();
  const translated = await publish('gauge.txt', `${text(' It is free.')}\n\n${french}`, ['takes', 'errs', 'cuts']);
  for (const killer of killers) clearInterval(killer);
  // All that time nobody had to wait for them.
  const hung = some('hangs').map(({ path }) => had.get(path)?.length ?? 0);
  isHanging = false;
  const live: Manner[] = ['takes', 'errs', 'cuts', 'hangs'];
  const withdrawn = await publish('gauge.yaml', 'status: withdrawn\nnote: The gauge is broken.\n', live);

  const deliveries = [...had.values()].reduce((sum, { length }) => sum + length, 0);
  const { kills, twice } = seen;
  const seconds = { subscribed, published, corrected, translated, withdrawn };
  process.stdout.write(`${JSON.stringify({ outlets: OUTLETS, deliveries, kills, twice, seconds })}\n`);

  expect(Math.min(kills, twice, ...hung)).toBeGreaterThan(0);
  expect(server.received.filter(({ path }) => path === '/elsewhere')).toEqual([]);
  expect(some('is gone').map(({ path }) => had.get(path)?.length)).toEqual(some('is gone').map(() => 1));
  expect(outlets.flatMap(faultsOf)).toEqual([]);
  expect(newsroom.log.filter((line) => line.includes('the secret of'))).toEqual([]);

  // Who is gone is none of them any more; who redirects has none of it.
  const told = { asked: OUTLETS - some('is gone').length, waiting: [new URL(server.url).host] };
  const taken = told.asked - some('redirects').length;
  const clock = newsroom.cloud.functions.find(({ name }) => name === 'polywire-clock');
  await clock?.invoke({ time: new Date(Date.now() + 120_000).toISOString() });
  const counted = () => newsroom.receipts().at(-1)?.receipt.progress?.outlets;
  await until(() => counted()?.taken === taken).catch(() => undefined);
  expect(counted()).toEqual({ ...told, taken });
});

/** What is wrong with what an outlet was delivered: bytes that never were public, an older version after a newer one, a signature. */
function faultsOf({ path, feed, secret, manner }: Outlet): string[] {
  const all = had.get(path) ?? [];
  const known = versions.get(feed) ?? [];
  const order = all.map(({ body }) => known.indexOf(body.toString()));
  const isSignedRight = (one: Received) =>
    secret === null ? one.headers['x-hub-signature'] === undefined : isSigned(one, secret);
  const distinct = order.filter((version, index) => version !== order[index - 1]);
  const missed = manner === 'takes' && distinct.length < 4;
  return [
    ...(order.some((version, index) => version < 0 || version < (order[index - 1] ?? 0)) ? ['order'] : []),
    ...(all.every(isSignedRight) ? [] : ['signature']),
    ...(missed ? [`${distinct.length} versions`] : []),
  ].map((fault) => `${path}, which ${manner}: ${fault} (${order.join(' ')})`);
}
