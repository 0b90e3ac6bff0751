// A channel as the `feed` package wants it. What it can't say is added by enrich.ts and json-feed.ts.
import { Feed } from 'feed';
import { publicKey, publicUrl } from '../core/address.ts';
import { type Channel, channelId } from '../core/channel.ts';
import { type Newsroom, nameIn } from '../core/newsroom.ts';
import type { Entry } from './entry.ts';

export type ChannelFeed = { channel: Channel; entries: Entry[]; newsroom: Newsroom; site: string };

export const organisation = ({ channel, newsroom }: ChannelFeed): string =>
  nameIn(newsroom.organisation, channel.language, newsroom);

export function feedTitle(feed: ChannelFeed): string {
  const { channel, newsroom } = feed;
  const topic = channel.topic === null ? undefined : newsroom.topics[channel.topic];
  const name = topic ? nameIn(topic, channel.language, newsroom) : channel.topic;
  return name ? `${organisation(feed)}: ${name}` : organisation(feed);
}

export const homePage = ({ channel, site }: ChannelFeed): string =>
  publicUrl(site, publicKey.newsroom(channel.language));

/** The newest of its entries' modifications: rebuilding at another time gives the same bytes. */
export const updated = ({ entries }: ChannelFeed): Date =>
  new Date(Math.max(0, ...entries.map(({ modified }) => Date.parse(modified))));

export function packageFeed(feed: ChannelFeed): Feed {
  const { channel, entries, newsroom, site } = feed;
  const name = organisation(feed);
  const result = new Feed({
    id: `tag:${newsroom.authority},2026:channel/${channelId(channel)}`,
    title: feedTitle(feed),
    description: feedTitle(feed),
    link: homePage(feed),
    language: channel.language,
    copyright: name,
    author: { name },
    generator: 'Polywire',
    docs: 'https://www.rssboard.org/rss-specification',
    ttl: 15,
    updated: updated(feed),
    feedLinks: {
      rss: publicUrl(site, publicKey.rss(channel)),
      atom: publicUrl(site, publicKey.atom(channel)),
      json: publicUrl(site, publicKey.jsonFeed(channel)),
    },
  });
  for (const entry of entries) {
    result.addItem({
      id: entry.id,
      guid: entry.id,
      link: entry.url,
      title: entry.title,
      description: entry.summary,
      content: entry.html,
      published: new Date(entry.published),
      date: new Date(entry.modified),
      category: entry.topics.map((topic) => ({ name: topic, term: topic })),
    });
  }
  return result;
}
