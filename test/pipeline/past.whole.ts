// A newsroom with a past: pages of it, and what the next publication writes.
import { parseAtomFeed } from 'feedsmith';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { archive } from '../../functions/io/archive.ts';
import type { Listings } from '../../functions/io/listings.ts';
import { anEdition, aPublication, aRelease, published } from '../templates/samples.ts';
import { english, lead, type TestNewsroom, testNewsroom } from './newsroom.ts';

const BEFORE = 99;

let newsroom: TestNewsroom;
let listings: Listings;
beforeAll(async () => {
  newsroom = await testNewsroom();
  const { ReleasesTable = '', ArchiveBucket = '' } = newsroom.cloud.outputs;
  listings = (await import('../../functions/io/listings.ts')).listings(ReleasesTable);
  const texts = (await import('../../functions/io/archive.ts')).archive(ArchiveBucket);
  for (let number = 1; number <= BEFORE; number++) await isPast(number, texts);
});
afterAll(() => newsroom.close());

/** A release that came out long ago. */
async function isPast(number: number, texts: ReturnType<typeof archive>): Promise<void> {
  const releaseId = `past-${number}`;
  const day = new Date(Date.UTC(2025, 0, number)).toISOString();
  const publication = aPublication(['en'], {
    ...{ releaseId, slug: releaseId, firstPublished: day, topics: [] },
    positions: { en: await listings.position('en', releaseId) },
    editions: { en: { ...published(day), contentHash: 'past' } },
  });
  await texts.putRelease(aRelease([anEdition({ headline: `Past release ${number}` })], { id: releaseId }), 'past');
  await listings.list({ language: 'en', topic: null }, publication);
  await listings.archive('en', publication);
}

const atom = (key: string) => parseAtomFeed(newsroom.publicText(key));
const linked = (key: string, rel: string) => atom(key).links?.find((link) => link.rel === rel)?.href;
const titles = (key: string) => (atom(key).entries ?? []).map(({ title }) => title?.value);

test('a release that fills a page writes it, for feed readers, people and search engines', async () => {
  await newsroom.publish('hundredth.txt', english('The hundredth release', lead));

  const site = newsroom.cloud.outputs.Site ?? '';
  expect(titles('en/archive/2.atom.xml')).toHaveLength(50);
  expect(titles('en/archive/2.atom.xml')[0]).toBe('The hundredth release');
  expect(titles('en/archive/2.atom.xml').at(-1)).toBe('Past release 51');
  expect(newsroom.publicText('en/archive/2.atom.xml')).toContain('archive xmlns:fh=');
  expect(linked('en/archive/2.atom.xml', 'prev-archive')).toBe(`${site}/en/archive/1.atom.xml`);
  expect(linked('en/archive/2.atom.xml', 'current')).toBe(`${site}/en/atom.xml`);
  expect(linked('en/atom.xml', 'prev-archive')).toBe(`${site}/en/archive/2.atom.xml`);
  expect(titles('en/atom.xml')).toHaveLength(50);
  expect(newsroom.publicText('en/archive/2.html')).toContain('Past release 51<');
  expect(newsroom.publicText('en/archive/2.sitemap.xml').match(/<loc>/g)).toHaveLength(50);
  expect(newsroom.publicText('sitemap.xml')).toContain(`<loc>${site}/en/archive/2.sitemap.xml</loc>`);
  expect(newsroom.publicText('en/index.html')).toContain('/en/archive/2"');
});

test('the next release leaves the pages of the past alone; a correction writes the one that holds it anew', async () => {
  const bucket = newsroom.cloud.outputs.PublicBucket ?? '';
  const state = (key: string) => newsroom.cloud.emulators.s3.read(bucket, key)?.etag;
  const before = state('en/archive/2.atom.xml');
  await newsroom.publish('next.txt', english('The next release', lead));
  const after = state('en/archive/2.atom.xml');
  await newsroom.publish('hundredth.txt', english('The hundredth release, corrected', lead));

  expect(after).toBe(before);
  expect(titles('en/archive/2.atom.xml')[0]).toBe('The hundredth release, corrected');
  expect(titles('en/atom.xml').slice(0, 2)).toEqual(['The next release', 'The hundredth release, corrected']);
  expect(newsroom.publicText('en/archive/2.html')).toContain('The hundredth release, corrected');
});

test('a correction is made known to the edge, once; a new release isn’t', async () => {
  const told = () => newsroom.cloud.emulators.cloudfront.invalidations();
  const references = told().map(({ reference }) => reference);
  await newsroom.publish('another.txt', english('Another release', lead));
  const before = told().length;

  // By feeds, pages and outlets: each of what it writes.
  expect(references.map((one) => one.replace(/^.*-2-/, '')).toSorted()).toEqual(['feeds-en', 'outlets', 'pages']);
  expect(told()).toHaveLength(before);
  const paths = told().flatMap((one) => one.paths);
  expect(paths).toContain('/en/atom.xml*');
  expect(paths).toContain('/en/archive/*');
  expect(paths).toContain('/en/ninjs.json');
  expect(paths.some((path) => /^\/en\/2026\/05\/the-hundredth-release\*$/.test(path))).toBe(true);
});

test('what is nowhere is answered with a page that helps, and 404', async () => {
  const answer = await fetch(`${newsroom.cloud.site.url}/en/2026/05/nothing`);

  expect(answer.status).toBe(404);
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(await answer.text()).toContain('There is nothing at this address');
});

test.each([
  ['en/atom.xml', 'application/atom+xml; charset=utf-8'],
  ['en/rss.xml', 'application/rss+xml; charset=utf-8'],
  ['en/feed.json', 'application/feed+json; charset=utf-8'],
  ['en/archive/2.atom.xml', 'application/atom+xml; charset=utf-8'],
])('polling %s is nearly free: packed, with a strong ETag, and not modified', async (key, type) => {
  const url = `${newsroom.cloud.site.url}/${key}`;
  const packed = await fetch(url, { headers: { 'accept-encoding': 'gzip' } });
  const plain = await fetch(url, { headers: { 'accept-encoding': 'identity' } });
  const text = await packed.text();
  const etag = packed.headers.get('etag') ?? '';
  const again = await fetch(url, { headers: { 'accept-encoding': 'gzip', 'if-none-match': etag } });

  expect([packed.headers.get('content-encoding'), plain.headers.get('content-encoding')]).toEqual(['gzip', null]);
  expect(text).toBe(await plain.text());
  expect(etag).toMatch(/^"[0-9a-f]{32}"$/);
  expect(plain.headers.get('etag')).not.toBe(etag);
  expect(packed.headers.get('vary')).toBe('Accept-Encoding');
  expect(packed.headers.get('content-type')).toBe(type);
  expect(again.status).toBe(304);
  expect(packed.headers.get('cache-control')).toContain('stale-if-error=300');
});

test('pages are packed by the edge', async () => {
  const answer = await fetch(`${newsroom.cloud.site.url}/en/`, { headers: { 'accept-encoding': 'br' } });

  expect(answer.headers.get('content-encoding')).toBe('br');
  expect(answer.headers.get('etag')).toMatch(/^W\//);
  expect(await answer.text()).toContain('The next release');
});

test('the first release of a language comes with the feeds of every topic, and with lists of all feeds', async () => {
  const spanish = 'El Consejo del Agua ha abierto al público la nueva estación de aforo de Oldbridge y sus registros.';
  await newsroom.publish(
    'apertura.txt',
    ['La estación abre sus puertas', '3 de mayo de 2026, Oldbridge', spanish].join('\n\n'),
  );

  expect(newsroom.publicText('es/topics/health/rss.xml')).not.toContain('<item>');
  expect(newsroom.publicText('opml.xml')).toContain('/es/topics/health/rss.xml');
  expect(newsroom.publicText('es/feeds/index.html')).toContain('/es/topics/health/rss.xml');
  for (const key of ['es/rss.xml', 'es/ninjs.json', '.well-known/jwks.json']) {
    expect(newsroom.publicText('es/outlets.html')).toContain(`/${key}</span>`);
    expect(newsroom.publicText(key)).not.toBe('');
  }
  expect(newsroom.publicText('en/outlets.html')).toContain('hreflang="es"');
  expect(newsroom.publicText('en/index.html')).toContain('hreflang="es"');
  expect(newsroom.publicText('news-sitemap.xml')).toContain('La estación abre sus puertas');
  expect(newsroom.publicText('robots.txt')).toContain('/sitemap.xml');
});
