// A newsroom with a past: pages of it, and what the next publication writes.
import { parseAtomFeed } from 'feedsmith';
import { beforeAll, expect, test } from 'vitest';
import type { archive } from '../../functions/io/archive.ts';
import type { Listings } from '../../functions/io/listings.ts';
import { anEdition, aPublication, aRelease, published } from '../templates/samples.ts';
import { oneNewsroom } from './one-newsroom.ts';

const BEFORE = 99;

const portuguese = (headline: string, slug: string) =>
  `---\nlanguages: [pt]\nslug: ${slug}\n---\n\n# ${headline}\n\n3 de maio de 2026, Oldbridge\n\nO Conselho das Águas abriu hoje ao público a nova estação de medição de Oldbridge, com todos os seus registos.`;

const newsroom = await oneNewsroom();
let listings: Listings;
beforeAll(async () => {
  const { ReleasesTable = '', ArchiveBucket = '' } = newsroom.cloud.outputs;
  listings = (await import('../../functions/io/listings.ts')).listings(ReleasesTable);
  const texts = (await import('../../functions/io/archive.ts')).archive(ArchiveBucket);
  for (let number = 1; number <= BEFORE; number++) await isPast(number, texts);
  await newsroom.publish('hundredth.md', portuguese('O centésimo comunicado', 'hundredth'));
});

/** A release that came out long ago. */
async function isPast(number: number, texts: ReturnType<typeof archive>): Promise<void> {
  const releaseId = `past-${number}`;
  const day = new Date(Date.UTC(2025, 0, number)).toISOString();
  const publication = aPublication(['pt'], {
    ...{ releaseId, slug: releaseId, firstPublished: day, topics: [] },
    positions: { pt: await listings.position('pt', releaseId) },
    editions: { pt: { ...published(day), contentHash: 'past' } },
  });
  await texts.putRelease(
    aRelease([anEdition({ language: 'pt', headline: `Past release ${number}` })], { id: releaseId }),
    'past',
  );
  await listings.list({ language: 'pt', topic: null }, publication);
  await listings.archive('pt', publication);
}

const atom = (key: string) => parseAtomFeed(newsroom.publicText(key));
const linked = (key: string, rel: string) => atom(key).links?.find((link) => link.rel === rel)?.href;
const titles = (key: string) => (atom(key).entries ?? []).map(({ title }) => title?.value);

test('a release that fills a page writes it, for feed readers, people and search engines', () => {
  const site = newsroom.cloud.outputs.Site ?? '';
  expect(titles('pt/archive/2.atom.xml')).toHaveLength(50);
  expect(titles('pt/archive/2.atom.xml')[0]).toMatch(/^O centésimo comunicado/);
  expect(titles('pt/archive/2.atom.xml').at(-1)).toBe('Past release 51');
  expect(newsroom.publicText('pt/archive/2.atom.xml')).toContain('archive xmlns:fh=');
  expect(linked('pt/archive/2.atom.xml', 'prev-archive')).toBe(`${site}/pt/archive/1.atom.xml`);
  expect(linked('pt/archive/2.atom.xml', 'current')).toBe(`${site}/pt/atom.xml`);
  expect(linked('pt/atom.xml', 'prev-archive')).toBe(`${site}/pt/archive/2.atom.xml`);
  expect(titles('pt/atom.xml')).toHaveLength(50);
  expect(newsroom.publicText('pt/archive/2.html')).toContain('Past release 51<');
  expect(newsroom.publicText('pt/archive/2.sitemap.xml').match(/<loc>/g)).toHaveLength(50);
  expect(newsroom.publicText('sitemap.xml')).toContain(`<loc>${site}/pt/archive/2.sitemap.xml</loc>`);
  expect(newsroom.publicText('pt/index.html')).toContain('/pt/archive/2"');
});

test('the next release leaves the pages of the past alone; a correction writes the one that holds it anew', async () => {
  const bucket = newsroom.cloud.outputs.PublicBucket ?? '';
  const state = (key: string) => newsroom.cloud.emulators.s3.read(bucket, key)?.etag;
  const before = state('pt/archive/2.atom.xml');
  await newsroom.publish('next.md', portuguese('O comunicado seguinte', 'next'));
  const after = state('pt/archive/2.atom.xml');
  await newsroom.publish('hundredth.md', portuguese('O centésimo comunicado, corrigido', 'hundredth'));

  expect(after).toBe(before);
  expect(titles('pt/archive/2.atom.xml')[0]).toBe('O centésimo comunicado, corrigido');
  expect(titles('pt/atom.xml').slice(0, 2)).toEqual(['O comunicado seguinte', 'O centésimo comunicado, corrigido']);
  expect(newsroom.publicText('pt/archive/2.html')).toContain('O centésimo comunicado, corrigido');
});

test('a correction is made known to the edge, once; a new release isn’t', async () => {
  const told = () => newsroom.cloud.emulators.cloudfront.invalidations();
  const before = told().length;
  await newsroom.publish('hundredth.md', portuguese('O centésimo comunicado, com nova data', 'hundredth'));
  const corrected = told().slice(before);
  await newsroom.publish('another.md', portuguese('Outro comunicado', 'another'));

  // By feeds, pages and outlets: each of what it writes.
  const references = corrected.map(({ reference }) => reference.replace(/^.*-\d+-/, ''));
  expect(references.toSorted()).toEqual(['feeds-pt', 'outlets', 'pages']);
  expect(told()).toHaveLength(before + corrected.length);
  const paths = corrected.flatMap((one) => one.paths);
  expect(paths).toContain('/pt/atom.xml*');
  expect(paths).toContain('/pt/archive/*');
  expect(paths).toContain('/pt/ninjs.json');
  expect(paths).toContain('/pt/2026/05/hundredth*');
});

test('what is nowhere is answered with a page that helps, and 404', async () => {
  const answer = await fetch(`${newsroom.cloud.site.url}/pt/2026/05/nothing`);

  expect(answer.status).toBe(404);
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(await answer.text()).toContain('Não há nada neste endereço');
});

test.each([
  ['pt/atom.xml', 'application/atom+xml; charset=utf-8'],
  ['pt/rss.xml', 'application/rss+xml; charset=utf-8'],
  ['pt/feed.json', 'application/feed+json; charset=utf-8'],
  ['pt/archive/2.atom.xml', 'application/atom+xml; charset=utf-8'],
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
  const answer = await fetch(`${newsroom.cloud.site.url}/pt/`, { headers: { 'accept-encoding': 'br' } });

  expect(answer.headers.get('content-encoding')).toBe('br');
  expect(answer.headers.get('etag')).toMatch(/^W\//);
  expect(await answer.text()).toContain('O centésimo comunicado');
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
  expect(newsroom.publicText('pt/outlets.html')).toContain('hreflang="es"');
  expect(newsroom.publicText('pt/index.html')).toContain('hreflang="es"');
  expect(newsroom.publicText('news-sitemap.xml')).toContain('La estación abre sus puertas');
  expect(newsroom.publicText('robots.txt')).toContain('/sitemap.xml');
});
