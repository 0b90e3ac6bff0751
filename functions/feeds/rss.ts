// RSS 2.0 with dc, dcterms, media and atom.
import type { Element } from 'xast';
import { x } from 'xastscript';
import type { Picture } from '../core/pictures.ts';
import { type ChannelFeed, type Head, packaged, rights } from './channel-feed.ts';
import type { Entry } from './entry.ts';
import { before, changed, eachEntry, langWithin, MEDIA_TOPICS, named, related, say } from './xml.ts';

const namespaces = {
  'xmlns:atom': 'http://www.w3.org/2005/Atom',
  'xmlns:content': 'http://purl.org/rss/1.0/modules/content/',
  'xmlns:dc': 'http://purl.org/dc/elements/1.1/',
  'xmlns:dcterms': 'http://purl.org/dc/terms/',
  'xmlns:media': 'http://search.yahoo.com/mrss/',
};

export function rssFeed(feed: ChannelFeed): string {
  const { entries, head, built } = packaged(feed);
  return changed(built.rss2(), ['rss'], (rss) => {
    rss.attributes = { version: '2.0', 'xml:lang': feed.channel.language, ...namespaces };
    for (const channel of named(rss, 'channel')) {
      say(channel, 'title', head.title.name, langWithin(feed.channel.language, head.title.language));
      say(channel, 'description', head.description.name, langWithin(feed.channel.language, head.description.language));
      say(channel, 'copyright', `© ${head.author.name}`);
      // RSS Advisory Board, Best Practices Profile, "managingEditor": an address with a real name.
      before(channel, 'item', [x('managingEditor', `${feed.newsroom.sender} (${head.author.name})`)]);
      eachEntry(channel, 'item', entries, (item, entry) => enrich(item, entry, head));
    }
  });
}

function enrich(item: Element, entry: Entry, { author }: Head): void {
  const spoken = langWithin(entry.language, entry.textLanguage);
  say(item, 'title', entry.title, spoken);
  say(item, 'description', entry.summary, spoken);
  say(item, 'content:encoded', entry.html);
  item.children.push(
    ...entry.topics.flatMap(({ name, language, mediaTopic }) => [
      x('category', langWithin(entry.language, language), name),
      ...(mediaTopic ? [x('category', { domain: MEDIA_TOPICS }, `medtop:${mediaTopic}`)] : []),
    ]),
    x('dc:creator', author.name),
    x('dc:identifier', entry.id),
    x('dc:language', entry.language),
    x('dc:rights', rights(author, entry)),
    x('dcterms:issued', entry.published),
    x('dcterms:modified', entry.modified),
    ...entry.pictures.map((picture) => media(picture, entry.language)),
    ...related(entry).map((link) => x('atom:link', link)),
  );
}

// No enclosure beside it: RSS 2.0 demands its length, which nobody knows here. (rssboard.org/media-rss)
function media({ url, type, alt, credit, width, height }: Picture, language: string): Element {
  return x('media:content', { url, type, medium: 'image', width, height }, [
    ...(alt ? [x('media:description', { 'xml:lang': language, type: 'plain' }, alt)] : []),
    ...(credit ? [x('media:credit', credit)] : []),
  ]);
}
