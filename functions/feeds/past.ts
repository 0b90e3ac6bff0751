// A language's past as Atom pages (RFC 5005 §4): the feed leads to the newest full page, and each page to the one before.
import type { Element } from 'xast';
import { x } from 'xastscript';
import { publicKey, publicUrl } from '../core/address.ts';
import { type AtomPage, atomFeed } from './atom.ts';
import type { ChannelFeed } from './channel-feed.ts';

const link = (rel: string, href: string): Element => x('link', { rel, type: 'application/atom+xml', href });

const addressOf = ({ channel, site }: ChannelFeed, page: number): string =>
  publicUrl(site, publicKey.archiveFeed(channel.language, page));

/** What the feed itself says of the past: there are `pages` full ones. */
export const leadingToPast = (feed: ChannelFeed, pages: number): AtomPage =>
  pages === 0 ? {} : { head: [link('prev-archive', addressOf(feed, pages))] };

/** A page of the past. It holds nothing that changes when the next one is full. */
export function archiveFeed(feed: ChannelFeed, page: number): string {
  const current = publicUrl(feed.site, publicKey.atom(feed.channel));
  return atomFeed(feed, {
    self: addressOf(feed, page),
    head: [
      x('fh:archive', { 'xmlns:fh': 'http://purl.org/syndication/history/1.0' }),
      link('current', current),
      ...(page > 1 ? [link('prev-archive', addressOf(feed, page - 1))] : []),
    ],
  });
}
