// A channel as the `feed` package wants it. What it can't say is added by rss.ts, atom.ts and json-feed.ts.
import { Feed } from 'feed';
import { isolated, marked } from '../../templates/bidi.ts';
import { type Named, organisationIn, topicIn } from '../../templates/named.ts';
import { texts } from '../../templates/texts.ts';
import { hubUrl, publicKey, publicUrl } from '../core/address.ts';
import { type Channel, channelId } from '../core/channel.ts';
import { carried } from '../core/characters.ts';
import type { Newsroom } from '../core/newsroom.ts';
import type { Entry } from './entry.ts';
import { fitted } from './fit.ts';

export type ChannelFeed = { channel: Channel; entries: Entry[]; newsroom: Newsroom; site: string };

/** A channel's own words, safe to write, with the language they are in. */
export type Head = { title: Named; description: Named; author: Named; home: string };

export const GENERATOR = { name: 'Polywire', version: '0.1.0' };

export function headOf({ channel, newsroom, site }: ChannelFeed): Head {
  const { t, language } = texts(channel.language, newsroom);
  const organisation = organisationIn(channel.language, newsroom);
  const topic = channel.topic === null ? undefined : topicIn(channel.topic, channel.language, newsroom).name;
  const title = topic ? `${organisation.name}: ${isolated(topic, organisation.language)}` : organisation.name;
  const about = t('newsroom.description', { organisation: organisation.name });
  const told = (words: string, own: string): Named => ({ name: marked(carried(words), own), language: own });
  return {
    title: told(title, organisation.language),
    description: told(about, language),
    author: { ...organisation, name: carried(organisation.name) },
    home: publicUrl(site, publicKey.newsroom(channel.language)),
  };
}

/** Whose text it is, as the trade says it. */
export const rights = (author: Named, { published }: Entry): string => `© ${published.slice(0, 4)} ${author.name}`;

/** The newest of its entries' modifications: rebuilding at another time gives the same bytes. */
export const updated = ({ entries }: ChannelFeed): Date =>
  new Date(Math.max(0, ...entries.map(({ modified }) => Date.parse(modified))));

/** A channel's entries as short as importers need them, its words, and what `feed` makes of both. */
export function packaged(feed: ChannelFeed): { entries: Entry[]; head: Head; built: Feed } {
  const [head, entries] = [headOf(feed), fitted(feed.entries)];
  const { channel, newsroom, site } = feed;
  const built = new Feed({
    id: `tag:${newsroom.authority},2026:channel/${channelId(channel)}`,
    title: head.title.name,
    description: head.description.name,
    link: head.home,
    language: channel.language,
    copyright: `© ${head.author.name}`,
    author: { name: head.author.name, link: head.home },
    generator: `${GENERATOR.name} ${GENERATOR.version}`,
    docs: 'https://www.rssboard.org/rss-specification',
    ttl: 15,
    updated: updated(feed),
    ...(newsroom.webSub && { hub: hubUrl(site) }),
    feedLinks: {
      rss: publicUrl(site, publicKey.rss(channel)),
      atom: publicUrl(site, publicKey.atom(channel)),
      json: publicUrl(site, publicKey.jsonFeed(channel)),
    },
  });
  for (const entry of entries) built.addItem(item(entry));
  return { entries, head, built };
}

// The text itself is put in afterwards: to write, parse and write it again would be most of the work. Categories too:
// `feed` escapes no "<" in their attributes.
const item = ({ id, url, title, summary, published, modified }: Entry) => ({
  ...{ id, guid: id, link: url, title, description: summary, content: '-' },
  ...{ published: new Date(published), date: new Date(modified) },
});
