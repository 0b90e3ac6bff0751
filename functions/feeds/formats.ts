// A channel's feeds in their three formats, by key.
import { publicKey } from '../core/address.ts';
import { atomFeed } from './atom.ts';
import type { ChannelFeed } from './channel-feed.ts';
import { jsonFeed } from './json-feed.ts';
import { rssFeed } from './rss.ts';

export const formats = [
  {
    key: publicKey.rss,
    contentType: 'application/rss+xml; charset=utf-8',
    write: (feed: ChannelFeed) => rssFeed(feed),
  },
  {
    key: publicKey.atom,
    contentType: 'application/atom+xml; charset=utf-8',
    write: (feed: ChannelFeed) => atomFeed(feed),
  },
  {
    key: publicKey.jsonFeed,
    contentType: 'application/feed+json; charset=utf-8',
    write: (feed: ChannelFeed) => jsonFeed(feed),
  },
];
