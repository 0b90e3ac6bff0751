// The hub, and what its feeds say of it, as the W3C Recommendation demands: each MUST of a publisher or a hub, by its
// section, through the local cloud, against an outlet of our own. What takes days is in test/functions/hub.
// (www.w3.org/TR/2018/REC-websub-20180123)
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Outlet } from '../../functions/core/outlet.ts';
import { oneNewsroom } from './one-newsroom.ts';
import { discover, isSigned, type OutletServer, outletServer, type Received, until } from './outlet.ts';

const newsroom = await oneNewsroom();
let outlet: OutletServer;
let hub: string;
const FILE = 'hub-gauge.md';
const dutch = (more = '') =>
  `---\nlanguages: [nl]\n---\n\n# Meetstation bij Oldbridge geopend\n\n3 mei 2026, Upper Glenmore\n\nDe Waterraad van de Hooglanden heeft vandaag het nieuwe meetstation bij Oldbridge voor het publiek geopend.${more}`;
/** The feed that most tests ask for. */
let feed: string;

beforeAll(async () => {
  outlet = await outletServer();
  await newsroom.publish(FILE, dutch());
  hub = `${newsroom.cloud.site.url}/api/hub`;
  feed = `${newsroom.cloud.site.url}/nl/atom.xml`;
}, 120_000);
afterEach(() => {
  outlet.manners = undefined;
});
afterAll(async () => {
  await outlet.close();
});

const callbackOf = (path: string): string => `${outlet.url}${path}`;

/** Asks, and waits until the hub has done what follows from it. */
async function ask(mode: string, path: string, more: Record<string, string> = {}) {
  const form = { 'hub.mode': mode, 'hub.topic': feed, 'hub.callback': callbackOf(path), ...more };
  const answer = await outlet.ask(hub, form);
  await newsroom.cloud.quiet();
  return answer;
}

const verifications = (path: string): Received[] =>
  outlet.received.filter((one) => one.method === 'GET' && one.path === path);

/** What the hub keeps of who asked by that path. */
async function kept(path: string): Promise<Outlet | undefined> {
  const { outlets } = await import('../../functions/io/outlets.ts');
  const found: Outlet[] = [];
  for await (const page of outlets(newsroom.cloud.outputs.OutletsTable ?? '').of('nl/atom.xml')) found.push(...page);
  return found.find(({ callback }) => callback === callbackOf(path));
}

let edits = 0;
/** Corrects the release, and waits until all is quiet. */
const correct = () => newsroom.publish(FILE, dutch(` Verbeterd: ${++edits}.`));

test('an outlet discovers, subscribes, is told, checks the signature, renews, and leaves', async () => {
  const found = await discover(`${newsroom.cloud.site.url}/nl/ninjs.json`);
  const topic = { 'hub.topic': found.self };
  expect(found.hub).toBe(hub);

  expect((await ask('subscribe', '/round?token=1', { ...topic, 'hub.secret': 'first' })).status).toBe(202);
  await correct();
  await until(() => outlet.deliveries('/round').length === 1);
  const [corrected] = outlet.deliveries('/round');
  expect(corrected && isSigned(corrected, 'first')).toBe(true);
  expect(corrected?.body.toString()).toBe(newsroom.publicText('nl/ninjs.json'));

  expect((await ask('subscribe', '/round?token=1', { ...topic, 'hub.secret': 'second' })).status).toBe(202);
  await newsroom.publish('hub-gauge.yaml', 'status: withdrawn\nnote: The gauge is broken.\n');
  await until(() => outlet.deliveries('/round').length === 2);
  const withdrawn = outlet.deliveries('/round')[1];
  expect(withdrawn && isSigned(withdrawn, 'second')).toBe(true);
  expect(JSON.parse(String(withdrawn?.body)).items[0]).toMatchObject({ pubStatus: 'canceled' });

  expect((await ask('unsubscribe', '/round?token=1', topic)).status).toBe(202);
  await newsroom.publish('hub-gauge.yaml', 'status: usable\n');
  await correct();
  expect(outlet.deliveries('/round')).toHaveLength(2);
});

describe('§4 discovery', () => {
  test.each([['nl/rss.xml'], ['nl/atom.xml'], ['nl/feed.json'], ['nl/ninjs.json']])(
    'the headers of %s name its hub, and itself once; so does the document',
    async (key) => {
      const self = `${newsroom.cloud.site.url}/${key}`;

      expect(await discover(self)).toEqual({ hub, self, hubs: 1, selves: 1 });
      expect(newsroom.publicText(key)).toContain(hub);
      expect(newsroom.publicText(key)).toContain(self);
    },
  );

  test('a feed that is packed for its reader says the same', async () => {
    const response = await fetch(feed, { headers: { 'accept-encoding': 'gzip' } });

    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(response.headers.get('link')).toBe(`<${hub}>; rel="hub", <${feed}>; rel="self"`);
    expect(response.headers.get('x-amz-meta-link')).toBeNull();
  });
});

describe('§5.1 a request', () => {
  test('with parameters that the hub does not know is taken as without them', async () => {
    const strange = { foo: 'bar', 'hub.foo': 'bar', 'hub.verify': 'sync' };

    expect((await ask('subscribe', '/strange', strange)).status).toBe(202);
    expect(await kept('/strange')).toMatchObject({ callback: callbackOf('/strange') });
    expect(verifications('/strange')[0]?.query.has('foo')).toBe(false);
  });

  test('once more for what is active replaces it: another secret, another lease; it stays one', async () => {
    await ask('subscribe', '/again', { 'hub.secret': 'a', 'hub.lease_seconds': '600' });
    const before = await kept('/again');
    await ask('subscribe', '/again', { 'hub.lease_seconds': '6000' });
    const after = await kept('/again');

    expect([before?.secret, after?.secret]).toEqual(['a', null]);
    expect(Date.parse(after?.leaseUntil ?? '')).toBeGreaterThan(Date.parse(before?.leaseUntil ?? '') + 5_000_000);
    await correct();
    await until(() => outlet.deliveries('/again').length > 0);
    expect(outlet.deliveries('/again')).toHaveLength(1);
  });

  test('that is not confirmed leaves what is active as it is, whether to renew or to end', async () => {
    await ask('subscribe', '/firm', { 'hub.secret': 'kept' });
    const before = await kept('/firm');
    outlet.manners = ({ method, path }, response) =>
      method === 'GET' && path === '/firm' ? Boolean(response.writeHead(404).end()) : undefined;
    await ask('subscribe', '/firm', { 'hub.secret': 'other', 'hub.lease_seconds': '60' });
    await ask('unsubscribe', '/firm');

    expect(await kept('/firm')).toEqual(before);
  });

  test('to unsubscribe may say a lease, which is not looked at; and ends it', async () => {
    await ask('subscribe', '/ending');
    const { status } = await ask('unsubscribe', '/ending', { 'hub.lease_seconds': 'whatever' });

    expect(status).toBe(202);
    expect(await kept('/ending')).toBeUndefined();
  });
});

describe('§5.1.1 addresses', () => {
  test('characters that are encoded without need are the same', async () => {
    await ask('subscribe', '/coded', { 'hub.topic': feed.replace('atom', '%61tom') });

    expect(await kept('/coded')).toMatchObject({ feed: 'nl/atom.xml' });
  });

  test('the callback’s query is kept as it is: what is asked comes after it, a delivery goes to it', async () => {
    await ask('subscribe', '/query?foo=bar&hub.mode=mine&x=%20+');
    const [verification] = verifications('/query');
    await correct();
    await until(() => outlet.deliveries('/query').length === 1);

    expect(verification?.url).toMatch(/^\/query\?foo=bar&hub\.mode=mine&x=%20\+&hub\.mode=subscribe&hub\.topic=/);
    expect(outlet.deliveries('/query')[0]?.url).toBe('/query?foo=bar&hub.mode=mine&x=%20+');
  });
});

describe('§5.1.2 the answer', () => {
  test('is 202 before anything was verified, whatever becomes of it: no such feed, nobody at the callback', async () => {
    expect((await ask('subscribe', '/dead', { 'hub.topic': `${newsroom.cloud.site.url}/nl/none.xml` })).status).toBe(
      202,
    );
    expect((await ask('subscribe', '/x', { 'hub.callback': 'http://127.0.0.1:1024/x' })).status).toBe(202);
  });

  test.each([
    ['no mode', { 'hub.mode': '' }, /hub\.mode/],
    ['a mode that there is not', { 'hub.mode': 'resubscribe' }, /hub\.mode/],
    ['a publish of whoever likes', { 'hub.mode': 'publish', 'hub.url': 'https://example.org/' }, /newsroom alone/],
    ['no callback', { 'hub.callback': '' }, /hub\.callback is missing/],
    ['a callback of another kind', { 'hub.callback': 'ftp://outlet.example/' }, /https:\/\//],
    ['a callback with a password', { 'hub.callback': 'https://a:b@outlet.example/' }, /password/],
    ['a callback at the port of mail', { 'hub.callback': 'http://outlet.example:25/' }, /port/],
    ['no topic', { 'hub.topic': '' }, /hub\.topic is missing/],
    ['a feed of others', { 'hub.topic': 'https://example.org/nl/atom.xml' }, /hub\.topic must be an address of/],
    ['a secret of 200 bytes', { 'hub.secret': 'é'.repeat(100) }, /shorter than 200 bytes/],
    ['a lease of no time', { 'hub.lease_seconds': '0' }, /positive whole number/],
    ['a lease of a word', { 'hub.lease_seconds': '1e9' }, /positive whole number/],
  ])('to %s is 400, and says what is wrong, in plain text', async (_, wrong, says) => {
    const { status, text, type } = await ask('subscribe', '/wrong', wrong);

    expect([status, type]).toEqual([400, 'text/plain; charset=utf-8']);
    expect(text).toMatch(says);
  });

  test('to a callback at the newsroom itself is 400: nobody has the hub talk to itself', async () => {
    expect(await ask('subscribe', '/own', { 'hub.callback': hub })).toMatchObject({ status: 400 });
  });

  test.each([
    ['a GET', { method: 'GET' }, 405],
    ['JSON', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }, 415],
    ['too much', { method: 'POST', body: new URLSearchParams({ 'hub.mode': 'x'.repeat(20_000) }) }, 413],
  ])('to %s tells how it is done', async (_, init, status) => {
    expect((await fetch(hub, init)).status).toBe(status);
  });
});

test('§8 a callback that only the hub could reach is taken, and never called', async () => {
  const refused = () => newsroom.log.filter((line) => line.includes('its address may not be called')).length;
  const before = refused();
  let reached = 0;
  const inside = createServer(() => reached++).on('connection', () => reached++);
  await new Promise<void>((resolve) => inside.listen(0, '127.0.0.2', resolve));
  const { port } = inside.address() as AddressInfo;
  for (const host of [`127.0.0.2:${port}`, `0x7f.2:${port}`, '[::1]:8080', '169.254.169.254'])
    expect((await ask('subscribe', '/x', { 'hub.callback': `http://${host}/latest/meta-data` })).status).toBe(202);
  inside.close();

  expect(reached).toBe(0);
  expect(refused()).toBe(before + 4);
});

test('§5.2 what can’t be had is denied at the callback, with a reason', async () => {
  const topic = `${newsroom.cloud.site.url}/nl/topics/nothing/rss.xml`;
  await ask('subscribe', '/denied?mine=1', { 'hub.topic': topic });
  const [denial] = verifications('/denied');

  expect(Object.fromEntries(denial?.query ?? [])).toEqual({
    ...{ mine: '1', 'hub.mode': 'denied', 'hub.topic': topic },
    'hub.reason': 'There is no feed at this address.',
  });
});

describe('§5.3 verification of intent', () => {
  test('says the mode, the feed as it was written, a challenge, and the lease that it will be', async () => {
    await ask('subscribe', '/intent', { 'hub.lease_seconds': '31536000' });
    await ask('unsubscribe', '/intent');
    const [subscribing, leaving] = verifications('/intent').map(({ query }) => Object.fromEntries(query));

    const challenge = expect.stringMatching(/^[\w-]{64,}$/);
    expect(subscribing).toEqual({
      ...{ 'hub.mode': 'subscribe', 'hub.topic': feed, 'hub.challenge': challenge, 'hub.lease_seconds': '864000' },
    });
    expect(leaving).toEqual({ 'hub.mode': 'unsubscribe', 'hub.topic': feed, 'hub.challenge': challenge });
    // §8.2: random, and used once.
    expect(subscribing?.['hub.challenge']).not.toBe(leaving?.['hub.challenge']);
  });

  test.each<[string, (received: Received, response: ServerResponse) => void]>([
    [
      'a redirect to the right answer',
      (one, response) => response.writeHead(302, { location: `/right?${one.query}` }).end(),
    ],
    ['404 with the challenge', (one, response) => response.writeHead(404).end(one.query.get('hub.challenge'))],
    ['500 with the challenge', (one, response) => response.writeHead(500).end(one.query.get('hub.challenge'))],
    ['another challenge', (_, response) => response.end('challenge')],
    ['the challenge and more', (one, response) => response.end(`${one.query.get('hub.challenge')}\n`)],
    ['a page that echoes what it was asked', (one, response) => response.end(`<p>${one.query}</p>`)],
    [
      'a body without an end',
      (one, response) => response.write(`${one.query.get('hub.challenge')}${' '.repeat(100_000)}`),
    ],
  ])('§5.3.1 %s is no confirmation', async (name, answers) => {
    const path = `/no/${encodeURIComponent(name)}`;
    outlet.manners = (received, response) => {
      if (received.path !== path) return undefined;
      answers(received, response);
      return true;
    };
    expect((await ask('subscribe', path)).status).toBe(202);

    expect(verifications(path)).toHaveLength(1);
    expect(outlet.received.filter((one) => one.path === '/right')).toEqual([]);
    expect(await kept(path)).toBeUndefined();
  });
});

describe('§7 content distribution', () => {
  test('§6 a change is told to all who asked: the whole feed, of its type, with its hub and its address', async () => {
    await ask('subscribe', '/plain');
    await correct();
    await until(() => outlet.deliveries('/plain').length === 1);
    const [delivery] = outlet.deliveries('/plain');

    expect(delivery?.body.toString()).toBe(newsroom.publicText('nl/atom.xml'));
    expect(delivery?.headers).toMatchObject({
      'content-type': (await fetch(feed)).headers.get('content-type'),
      link: `<${hub}>; rel="hub", <${feed}>; rel="self"`,
    });
    expect(delivery?.headers['x-hub-signature']).toBeUndefined();
  });

  test('§7.1 with a secret it is signed: sha256, of the body', async () => {
    await ask('subscribe', '/signed', { 'hub.secret': 'ключ' });
    await correct();
    await until(() => outlet.deliveries('/signed').length === 1);
    const [delivery] = outlet.deliveries('/signed');

    expect(delivery?.headers['x-hub-signature']).toMatch(/^sha256=[0-9a-f]{64}$/);
    expect(delivery && isSigned(delivery, 'ключ')).toBe(true);
    expect(delivery && isSigned({ ...delivery, body: Buffer.concat([delivery.body, Buffer.of(10)]) }, 'ключ')).toBe(
      false,
    );
  });

  test('an outlet that says it is gone gets nothing more', async () => {
    await ask('subscribe', '/gone');
    outlet.manners = ({ method, path }, response) =>
      method === 'POST' && path === '/gone' ? Boolean(response.writeHead(410).end()) : undefined;
    await correct();
    await until(() => outlet.deliveries('/gone').length === 1);
    await newsroom.cloud.quiet();

    expect(await kept('/gone')).toBeUndefined();
  });
});
