// npm run bench:feeds: what a rebuilt channel costs, beside the `feed` package that ours is made with, feedsmith and
// rss, all given ready HTML. Ours makes that HTML from the stored trees too. Writes bench/feeds.md.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { Feed } from 'feed';
import { generateAtomFeed, generateJsonFeed, generateRssFeed } from 'feedsmith';
import { h } from 'hastscript';
import RSS from 'rss';
import { channelId } from '../functions/core/channel.ts';
import type { EditionItem } from '../functions/core/item.ts';
import { atomFeed } from '../functions/feeds/atom.ts';
import { type Entry, entry } from '../functions/feeds/entry.ts';
import { jsonFeed } from '../functions/feeds/json-feed.ts';
import { rssFeed } from '../functions/feeds/rss.ts';
import { operator, REGION } from '../infra/local/account.ts';
import { startEmulators } from '../infra/local/emulators.ts';
import { readNewsroom } from '../infra/settings.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const ITEMS = 50;
const RUNS = 200;
const ITEM_BYTES = 6700;

const place = { newsroom: readNewsroom(), site: 'https://news.example' };
const channel = { language: 'en', topic: null };

const paragraphs = readFileSync(`${root}samples/reservoir-agreement.txt`, 'utf8')
  .split(/\n\s*\n/)
  .filter((text) => /^[\x20-\x7e\s’–—“”]{80,}$/.test(text))
  .map((text) => text.replace(/\s+/g, ' ').trim());

/** A release with its translations; each tenth was corrected. */
function item(index: number): EditionItem {
  const day = new Date(Date.UTC(2026, 2, 1, index)).toISOString();
  const later = new Date(Date.UTC(2026, 2, 2, index)).toISOString();
  const version = (published: string) => ({ version: 1, contentHash: '0', published });
  const published = {
    ...{ version: 1, contentHash: '0', hash: '0', firstPublished: day, modified: later },
    ...{ embargo: null, withdrawn: null },
    history: index % 10 === 0 ? [version(day), version(later)] : [version(day)],
  };
  const texts: string[] = [];
  for (let size = 0; size < ITEM_BYTES; size += texts.at(-1)?.length ?? ITEM_BYTES) {
    texts.push(paragraphs[texts.length % paragraphs.length] ?? '');
  }
  return {
    ...{ kind: 'edition', language: 'en', contact: null, correction: 'The flow is 14 m³ a second.', published },
    publication: {
      ...{ releaseId: `r${index}`, revision: 1, version: 1, year: '2026', month: '03', slug: `release-${index}` },
      ...{ topics: ['water', 'climate'], formerTopics: [], firstPublished: day, positions: { en: 1 } },
      editions: { en: published, fr: published, ar: published },
    },
    edition: {
      ...{ language: 'en', headline: `Reservoir & river agreement, part ${index}`, subheadline: 'Three councils sign' },
      dateline: { text: 'Upper Glenmore, 1 March 2026', date: '2026-03-01', place: 'Upper Glenmore' },
      body: {
        type: 'root',
        children: texts.map((text) => h('p', [text, ' ', h('a', { href: 'https://a.example/?b&c' }, 'More')])),
      },
      summary: (paragraphs[0] ?? '').slice(0, 300),
    },
  };
}

const items = Array.from({ length: ITEMS }, (_, index) => item(index));
const ready: Entry[] = items.map((one) => entry(one, place));
const title = 'Highland Water Council';
const self = `${place.site}/${channelId(channel)}/rss.xml`;

function byFeed() {
  const made = new Feed({
    id: self,
    title,
    link: place.site,
    copyright: title,
    updated: new Date(0),
    feedLinks: { rss: self },
  });
  for (const { id, url, title: headline, summary, html, published, modified } of ready) {
    made.addItem({
      ...{ id, guid: id, link: url, title: headline, description: summary, content: html },
      ...{ published: new Date(published), date: new Date(modified) },
    });
  }
  return [made.rss2(), made.atom1(), made.json1()];
}

const byFeedsmith = () => [
  generateRssFeed({
    ...{ title, link: place.site, description: title },
    items: ready.map(({ id, url, title: headline, summary, html, published }) => ({
      ...{ title: headline, link: url, guid: { value: id, isPermaLink: false }, pubDate: new Date(published) },
      ...{ description: summary, content: { encoded: html } },
    })),
  }),
  generateAtomFeed({
    ...{ id: self, title: { value: title }, updated: new Date(0) },
    entries: ready.map(({ id, url, title: headline, summary, html, published, modified }) => ({
      ...{ id, title: { value: headline }, links: [{ href: url }], summary: { value: summary } },
      ...{ content: { value: html, type: 'html' }, published: new Date(published), updated: new Date(modified) },
    })),
  }),
  JSON.stringify(
    generateJsonFeed({
      title,
      items: ready.map(({ id, url, title: headline, summary, html, published, modified }) => ({
        ...{ id, url, title: headline, summary, content_html: html },
        ...{ date_published: new Date(published), date_modified: new Date(modified) },
      })),
    }),
  ),
];

function byRss() {
  const made = new RSS({ title, feed_url: self, site_url: place.site });
  for (const { id, url, title: headline, html, published } of ready) {
    made.item({ title: headline, description: html, url, guid: id, date: published });
  }
  return [made.xml()];
}

function byPolywire() {
  const feed = { channel, ...place, entries: items.map((one) => entry(one, place)) };
  return [rssFeed(feed), atomFeed(feed), jsonFeed(feed)];
}

const makers: Record<string, () => string[]> = {
  'Polywire, from the stored texts': byPolywire,
  '`feed` alone': byFeed,
  '`feedsmith` alone': byFeedsmith,
  '`rss` alone, RSS only': byRss,
};

// In turns, so that a slow moment of the machine meets all of them.
const times = new Map<string, number[]>(Object.keys(makers).map((name) => [name, []]));
for (let run = -20; run < RUNS; run++) {
  for (const [name, make] of Object.entries(makers)) {
    const begun = performance.now();
    // As bytes: a string may still be in the pieces that it was made from.
    for (const text of make()) Buffer.from(text);
    if (run >= 0) times.get(name)?.push(performance.now() - begun);
  }
}
/** Runs of the puts. */
const PUTS = 20;

const median = (name: string): number => (times.get(name) ?? []).toSorted((a, b) => a - b)[RUNS / 2] ?? 0;

/** What the same publication puts: the three feeds and their packed twins, each on condition, into the S3 of this machine. */
async function puts(): Promise<number> {
  const directory = mkdtempSync(join(tmpdir(), 'polywire-bench-'));
  const account = { max24HourSend: -1, maxSendRate: 1000, production: true, sendingEnabled: true };
  const cloud = await startEmulators({ directory, persistent: false, port: 0, account, policyOf: () => undefined });
  Object.assign(process.env, {
    ...{ AWS_ENDPOINT_URL: cloud.gateway.url, AWS_REGION: REGION },
    ...{ AWS_ACCESS_KEY_ID: operator.accessKeyId, AWS_SECRET_ACCESS_KEY: operator.secretAccessKey },
  });
  const { objects } = await import('../functions/io/objects.ts');
  cloud.s3.createBucket('bench', { versioned: true, notifications: [] });
  const bucket = objects('bench');
  const texts = byPolywire();
  const keys = texts.flatMap((_, index) => [`${index}`, `${index}.gz`]);
  const spent: number[] = [];
  for (let run = -5; run < PUTS; run++) {
    const begun = performance.now();
    await bucket.replace(keys, async () =>
      Object.fromEntries(
        texts.flatMap((text, index) => {
          const body = `${text}<!-- ${run} -->`;
          return [
            [`${index}`, { body, contentType: 'text/plain' }],
            [`${index}.gz`, { body: gzipSync(body, { level: 9 }), contentType: 'text/plain' }],
          ];
        }),
      ),
    );
    if (run >= 0) spent.push(performance.now() - begun);
  }
  await cloud.stop();
  rmSync(directory, { recursive: true, force: true });
  return spent.toSorted((a, b) => a - b)[PUTS / 2] ?? 0;
}
const put = await puts();

const kilobytes = (texts: string[]) => Math.round(texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1000);
const rows = Object.entries(makers).map(
  ([name, make]) =>
    `| ${name} | ${median(name).toFixed(1)} | ${(median(name) / median('`feed` alone')).toFixed(1)} | ${kilobytes(make())} |`,
);
const report = [
  '# What a feed costs',
  '',
  `Made by \`npm run bench:feeds\` on ${cpus().length} cores (${cpus()[0]?.model.trim()}), Node ${process.version}: RSS, Atom and JSON Feed of`,
  `${ITEMS} items of ${(ITEM_BYTES / 1000).toFixed(1)} kB as bytes, median of ${RUNS} runs in turns. The libraries get ready HTML and write what they can; ours`,
  'makes the HTML from the stored trees, makes all text safe, and adds languages, translations, rights and topics.',
  '',
  '| made by | ms | × `feed` | kB |',
  '|---|---:|---:|---:|',
  ...rows,
  '',
  `The six conditional puts of the same feeds, packing included, into the S3 of this machine: ${put.toFixed(0)} ms, where none`,
  'travels over a network. Amazon S3 answers a put in some tens of milliseconds.',
];
writeFileSync(`${root}bench/feeds.md`, `${report.join('\n')}\n`);
process.stdout.write(`${report.join('\n')}\n`);
