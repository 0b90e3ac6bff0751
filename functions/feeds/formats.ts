// A channel's feeds in their three formats, by key.
import { publicKey } from '../core/address.ts';
import type { Channel } from '../core/channel.ts';
import { atomFeed } from './atom.ts';
import type { ChannelFeed } from './channel-feed.ts';
import { jsonFeed } from './json-feed.ts';
import { leadingToPast } from './past.ts';
import { rssFeed } from './rss.ts';

type Format = {
  key(channel: Channel): string;
  contentType: string;
  /** `pages` of the channel's past are full. */
  write(feed: ChannelFeed, pages: number): string;
};

export const ATOM = 'application/atom+xml; charset=utf-8';

export const formats: Format[] = [
  { key: publicKey.rss, contentType: 'application/rss+xml; charset=utf-8', write: (feed) => rssFeed(feed) },
  { key: publicKey.atom, contentType: ATOM, write: (feed, pages) => atomFeed(feed, leadingToPast(feed, pages)) },
  { key: publicKey.jsonFeed, contentType: 'application/feed+json; charset=utf-8', write: (feed) => jsonFeed(feed) },
];
