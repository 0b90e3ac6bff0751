// What outlets' programs make of feeds: each knows an item by something else, and updates what it has.
import { parseFeed } from '@rowanmanning/feed-parser';
import FeedParser from 'feedparser';
import { parseRssFeed } from 'feedsmith';
import RssParser from 'rss-parser';

export type Post = { title: string; text: string };

/** As a plugin that knows an item by its guid, and updates what it has. */
export async function byGuid(feeds: string[], posts: Map<string, Post>) {
  for (const feed of feeds)
    for (const item of (await new RssParser<object, Record<string, string>>().parseString(feed)).items)
      posts.set(item.guid ?? '', { title: item.title ?? '', text: item['content:encoded'] ?? '' });
}

/** As one that goes by the address of the page. */
export async function byPermalink(feeds: string[], posts: Map<string, Post>) {
  for (const feed of feeds) {
    const parser = new FeedParser({});
    await new Promise((resolve, reject) => {
      parser.on('error', reject).on('end', resolve);
      parser.on('readable', () => {
        for (let item = parser.read(); item; item = parser.read())
          posts.set(item.link ?? '', { title: item.title ?? '', text: item.description ?? '' });
      });
      parser.end(feed);
    });
  }
}

/** As FeedWordPress: it takes an item that it has only where its date of change is later than the one it saw. */
export async function byDateOfChange(feeds: string[], posts: Map<string, Post & { modified?: string }>) {
  for (const item of feeds.flatMap((feed) => parseRssFeed(feed).items ?? [])) {
    const [modified = ''] = item.dcterms?.modified ?? [];
    const key = item.guid?.value ?? '';
    if (modified > (posts.get(key)?.modified ?? ''))
      posts.set(key, { title: item.title ?? '', text: item.content?.encoded ?? '', modified });
  }
}

/** Of Atom, by its id. */
export async function byId(feeds: string[], posts: Map<string, Post>) {
  for (const { id, title, content } of feeds.flatMap((feed) => parseFeed(feed).items))
    posts.set(id ?? '', { title: title ?? '', text: content ?? '' });
}
