// Stage 3: a channel that changed → its RSS, Atom and JSON Feed in the public bucket.
import { A_MINUTE } from '../core/cache-control.ts';
import { type Channel, channelOf } from '../core/channel.ts';
import { ChannelChanged } from '../core/messages.ts';
import { log } from '../io/log.ts';
import type { Content } from '../io/objects.ts';
import { onMessage } from '../io/on-message.ts';
import { itemOf, type PublicSite, publicSite } from '../io/public-site.ts';
import { type Entry, entry } from './entry.ts';
import { formats } from './formats.ts';

const NEWEST = 50;

async function entriesOf(channel: Channel, edges: PublicSite): Promise<Entry[]> {
  const publications = await edges.releases.newest(channel, NEWEST);
  const items = await Promise.all(publications.map((publication) => itemOf(publication, channel.language, edges)));
  return items.flatMap((item) => (item ? [entry(item, edges)] : []));
}

async function rebuild(channelChanged: ChannelChanged, edges: PublicSite): Promise<void> {
  const channel = channelOf(channelChanged.channel);
  const keys = formats.map(({ key }) => key(channel));
  await edges.public.replace(keys, async () => {
    const entries = await entriesOf(channel, edges);
    const feed = { channel, entries, newsroom: edges.newsroom, site: edges.site };
    const contents = formats.map(({ key, contentType, write }): [string, Content] => [
      key(channel),
      { body: write(feed), contentType, cacheControl: A_MINUTE },
    ]);
    return Object.fromEntries(contents);
  });
  log({ stage: 'feeds', outcome: 'rebuilt', channel: channelChanged.channel });
}

export const handler = onMessage('feeds', ChannelChanged, rebuild, publicSite);
