// Stage 3: a channel that changed → its RSS, Atom and JSON Feed in the public bucket, and the pages of its past.
import { gzipSync } from 'node:zlib';
import { inNewsroomOrder } from '../../templates/named.ts';
import { feedLinks, publicKey } from '../core/address.ts';
import { fullPages, PAGE_SIZE } from '../core/archive-page.ts';
import { A_MINUTE, AN_HOUR } from '../core/cache-control.ts';
import { type Channel, channelId, channelOf } from '../core/channel.ts';
import { ChannelChanged, FeedChanged } from '../core/messages.ts';
import type { Publication } from '../core/publication.ts';
import { env } from '../io/env.ts';
import { log } from '../io/log.ts';
import type { Content } from '../io/objects.ts';
import { onMessage } from '../io/on-message.ts';
import { itemsOf, type PublicSite, publicSite } from '../io/public-site.ts';
import { type Queue, queue } from '../io/queue.ts';
import type { ChannelFeed } from './channel-feed.ts';
import { entry } from './entry.ts';
import { ATOM, formats } from './formats.ts';
import { opml } from './opml.ts';
import { archiveFeed } from './past.ts';

/** Items of a feed; what is older is in the pages of the past. */
const NEWEST = PAGE_SIZE;

async function feedOf(channel: Channel, publications: Publication[], edges: PublicSite): Promise<ChannelFeed> {
  const items = await itemsOf(publications, channel.language, edges);
  const entries = items.map((item) => entry(item, edges));
  return { channel, entries, newsroom: edges.newsroom, site: edges.site };
}

/** As it is, and packed: CloudFront packs neither Atom nor JSON Feed, and its packing weakens ETags (infra/edge.ts). */
function twins(key: string, body: string, kind: Omit<Content, 'body'>): [string, Content][] {
  return [
    [key, { body, ...kind }],
    [`${key}.gz`, { body: gzipSync(body, { level: 9 }), ...kind, contentEncoding: 'gzip' }],
  ];
}

/** What the edge says in a header of the feed's. (infra/edge.ts) */
const discovery = (key: string, { newsroom, site }: PublicSite): Pick<Content, 'metadata'> =>
  newsroom.webSub ? { metadata: { link: feedLinks(site, key) } } : {};

const bothOf = (key: string): string[] => [key, `${key}.gz`];

export type FeedEdges = PublicSite & { changed: Pick<Queue<FeedChanged>, 'sendAll'> };

const edges = (): FeedEdges => ({
  ...publicSite(),
  changed: queue(env('DISTRIBUTION_QUEUE_URL').DISTRIBUTION_QUEUE_URL, FeedChanged),
});

export async function rebuild(message: ChannelChanged, edges: FeedEdges): Promise<void> {
  const { channel: id, releaseId, page, invalidates } = message;
  const channel = channelOf(id);
  if (page !== null) await rebuildPast(channel, page, edges);
  await edges.public.replace(
    formats.flatMap(({ key }) => bothOf(key(channel))),
    async () => {
      const pages = channel.topic === null ? fullPages(await edges.listings.count(channel.language)) : 0;
      const feed = await feedOf(channel, await edges.listings.newest(channel, NEWEST), edges);
      const contents = formats.flatMap(({ key, contentType, write }) =>
        twins(key(channel), write(feed, pages), {
          contentType,
          cacheControl: A_MINUTE,
          ...discovery(key(channel), edges),
        }),
      );
      return Object.fromEntries(contents);
    },
  );
  if (page !== null) await listFeeds(edges);
  if (invalidates !== null) await edges.edge.invalidate(`${invalidates}-feeds-${id}`, pathsOf(channel));
  await edges.changed.sendAll(formats.map(({ key }) => ({ feed: key(channel), releaseId })));
  log({ stage: 'feeds', outcome: 'rebuilt', channel: id });
}

/** The page of the release that changed, once it is full; and the newest full one, to which the feed is about to lead. */
async function rebuildPast(channel: Channel, page: number, edges: PublicSite): Promise<void> {
  const full = fullPages(await edges.listings.count(channel.language));
  if (page <= full) await rebuildPage(channel, page, edges);
  const newest = publicKey.archiveFeed(channel.language, full);
  if (full > 0 && page !== full && !(await edges.public.exists(newest))) await rebuildPage(channel, full, edges);
}

async function rebuildPage(channel: Channel, page: number, edges: PublicSite): Promise<void> {
  const key = publicKey.archiveFeed(channel.language, page);
  await edges.public.replace(bothOf(key), async () => {
    const publications = await edges.listings.page(channel.language, page);
    const feed = await feedOf(channel, publications.reverse(), edges);
    return Object.fromEntries(twins(key, archiveFeed(feed, page), { contentType: ATOM, cacheControl: AN_HOUR }));
  });
}

async function listFeeds(edges: PublicSite): Promise<void> {
  const key = publicKey.opml;
  await edges.public.replace([key], async () => {
    const opened = await edges.listings.opened();
    const languages = inNewsroomOrder(
      opened.map(({ language }) => language),
      edges.newsroom,
    );
    const body = opml({ newsroom: edges.newsroom, site: edges.site, languages });
    return { [key]: { body, contentType: 'text/x-opml; charset=utf-8', cacheControl: A_MINUTE } };
  });
}

/** Everything in a topic's folder is of its channel; a language's folder holds all else too. */
function pathsOf(channel: Channel): string[] {
  if (channel.topic !== null) return [`/${channelId(channel)}/*`];
  return [...formats.map(({ key }) => `/${key(channel)}*`), `/${channel.language}/archive/*`];
}

export const handler = onMessage('feeds', ChannelChanged, rebuild, edges);
