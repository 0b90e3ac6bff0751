// A channel with its releases, and its three feeds as the handler writes them, read by a parser that isn't ours.
import { type Atom, parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import type { Channel } from '../../../functions/core/channel.ts';
import type { Publication } from '../../../functions/core/publication.ts';
import type { Edition } from '../../../functions/core/release.ts';
import { atomFeed } from '../../../functions/feeds/atom.ts';
import type { ChannelFeed } from '../../../functions/feeds/channel-feed.ts';
import { entry } from '../../../functions/feeds/entry.ts';
import { jsonFeed } from '../../../functions/feeds/json-feed.ts';
import { rssFeed } from '../../../functions/feeds/rss.ts';
import { anEdition, anItem, aPublication, highlands, published } from '../../templates/samples.ts';

export const place = { site: 'https://news.example', newsroom: highlands };

export const first = '2026-03-09T08:00:00.000Z';
export const corrected = '2026-03-10T09:00:00.000Z';

/** A release in Arabic, English and French; the Arabic edition was corrected. */
export const release = (edition: Partial<Edition> = {}, changes: Partial<Publication> = {}) => ({
  edition: anEdition({ language: 'ar', headline: 'افتتاح الخزان', ...edition }),
  publication: aPublication(['ar', 'en', 'fr'], {
    editions: { ar: published(first, corrected), en: published(first), fr: published(first) },
    ...changes,
  }),
});

export const channelFeed = (
  releases: ReturnType<typeof release>[],
  channel: Channel = { language: 'ar', topic: null },
): ChannelFeed => ({
  channel,
  entries: releases.flatMap(({ edition, publication }) => entry(anItem(edition, publication), place)),
  newsroom: highlands,
  site: place.site,
});

export const written = (feed: ChannelFeed) => ({ rss: rssFeed(feed), atom: atomFeed(feed), json: jsonFeed(feed) });

export function parsed(feed: ChannelFeed) {
  const { rss, atom, json } = written(feed);
  return { rss: parseRssFeed(rss), atom: parseAtomFeed(atom), json: parseJsonFeed(json) };
}

type Links = NonNullable<Atom.Feed<string>['links']>;

/** Links of that relation, as "language address". */
export const linked = (links: Links | undefined, rel: string): string[] =>
  (links ?? []).filter((link) => link.rel === rel).map(({ hreflang, href }) => `${hreflang} ${href}`);
