// Stage 3: a channel that changed → its RSS, Atom and JSON Feed in the public bucket.
import { publicKey } from '../core/address.ts';
import { type Channel, channelOf } from '../core/channel.ts';
import { ChannelChanged } from '../core/messages.ts';
import type { Newsroom } from '../core/newsroom.ts';
import { type Archive, archive } from '../io/archive.ts';
import { env } from '../io/env.ts';
import { log } from '../io/log.ts';
import { bundledNewsroom } from '../io/newsroom.ts';
import { type Content, type Objects, objects } from '../io/objects.ts';
import { onMessage } from '../io/on-message.ts';
import { type Releases, releases } from '../io/releases.ts';
import { type ChannelFeed, organisation, packageFeed } from './channel-feed.ts';
import { enrichAtom, enrichRss } from './enrich.ts';
import { type Entry, entry } from './entry.ts';
import { jsonFeed } from './json-feed.ts';

const NEWEST = 50;

type Edges = { releases: Releases; archive: Archive; public: Objects; newsroom: Newsroom; site: string };

const edges = (): Edges => {
  const names = env('RELEASES_TABLE', 'ARCHIVE_BUCKET', 'PUBLIC_BUCKET', 'SITE_URL');
  return {
    releases: releases(names.RELEASES_TABLE),
    archive: archive(names.ARCHIVE_BUCKET),
    public: objects(names.PUBLIC_BUCKET),
    newsroom: bundledNewsroom(),
    site: names.SITE_URL,
  };
};

async function entriesOf(channel: Channel, { releases, archive, newsroom, site }: Edges): Promise<Entry[]> {
  const publications = await releases.newest(channel, NEWEST);
  const entries = await Promise.all(
    publications.map(async (publication) => {
      const published = publication.editions[channel.language];
      if (!published) return [];
      const { editions } = await archive.release(publication.releaseId, published.contentHash);
      const edition = editions.find(({ language }) => language === channel.language);
      return edition ? (entry(edition, publication, { site, authority: newsroom.authority }) ?? []) : [];
    }),
  );
  return entries.flat();
}

const minute = 'public, max-age=60, s-maxage=60, stale-while-revalidate=30, stale-if-error=300';

const formats = [
  {
    key: publicKey.rss,
    contentType: 'application/rss+xml; charset=utf-8',
    write: (feed: ChannelFeed) => enrichRss(packageFeed(feed).rss2(), enrichment(feed)),
  },
  {
    key: publicKey.atom,
    contentType: 'application/atom+xml; charset=utf-8',
    write: (feed: ChannelFeed) => enrichAtom(packageFeed(feed).atom1(), enrichment(feed)),
  },
  {
    key: publicKey.jsonFeed,
    contentType: 'application/feed+json; charset=utf-8',
    write: (feed: ChannelFeed) => jsonFeed(packageFeed(feed).json1(), enrichment(feed)),
  },
];

const enrichment = (feed: ChannelFeed) => ({
  language: feed.channel.language,
  author: organisation(feed),
  entries: feed.entries,
});

async function rebuild(channelChanged: ChannelChanged, edges: Edges): Promise<void> {
  const channel = channelOf(channelChanged.channel);
  const keys = formats.map(({ key }) => key(channel));
  await edges.public.replace(keys, async () => {
    const entries = await entriesOf(channel, edges);
    const feed = { channel, entries, newsroom: edges.newsroom, site: edges.site };
    const contents = formats.map(({ key, contentType, write }): [string, Content] => [
      key(channel),
      { body: write(feed), contentType, cacheControl: minute },
    ]);
    return Object.fromEntries(contents);
  });
  log({ stage: 'feeds', outcome: 'rebuilt', channel: channelChanged.channel });
}

export const handler = onMessage('feeds', ChannelChanged, rebuild, edges);
