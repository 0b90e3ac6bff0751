// Six parsers of npm, each with what it gives of a feed; what it doesn't know of is left out.
import { extractFromXml } from '@extractus/feed-extractor';
import { parseFeed as parseRowan } from '@rowanmanning/feed-parser';
import FeedParser from 'feedparser';
import { parseAtomFeed, parseRssFeed } from 'feedsmith';
import { parseFeed as parseHtmlparser2 } from 'htmlparser2';
import RssParser from 'rss-parser';

export type Given = {
  id?: unknown;
  link?: unknown;
  title?: unknown;
  html?: unknown;
  published?: unknown;
  modified?: unknown;
};
export type GivenFeed = { language?: unknown; items: Given[] };
export type Parser = (xml: string) => GivenFeed | Promise<GivenFeed>;

// Only feedsmith reads dcterms: the others give an RSS item's one date twice.
const isRss = (xml: string): boolean => xml.includes('<rss ');

async function rssParser(xml: string): Promise<GivenFeed> {
  const { items, language } = await new RssParser<{ language?: string }, Record<string, string>>().parseString(xml);
  return {
    ...(language && { language }),
    items: items.map((item) => ({
      ...{ id: item.guid ?? item.id, link: item.link, title: item.title, published: item.isoDate },
      html: item['content:encoded'] ?? item.content,
    })),
  };
}

function feedParser(xml: string): Promise<GivenFeed> {
  const parser = new FeedParser({});
  const items: Given[] = [];
  let language: unknown;
  return new Promise((resolve, reject) => {
    parser.on('error', reject);
    parser.on('meta', (meta: { language: unknown }) => {
      language = meta.language;
    });
    parser.on('readable', () => {
      for (let item = parser.read(); item; item = parser.read()) {
        const { guid: id, link, title, description: html, pubdate: published, date } = item;
        items.push({ ...{ id, link, title, html, published }, ...(isRss(xml) ? {} : { modified: date }) });
      }
    });
    parser.on('end', () => resolve({ language, items }));
    parser.end(xml);
  });
}

function rowanmanning(xml: string): GivenFeed {
  const { language, items } = parseRowan(xml);
  return {
    language,
    items: items.map(({ id, url: link, title, content: html, published, updated }) => ({
      ...{ id, link, title, html, published },
      ...(isRss(xml) ? {} : { modified: updated }),
    })),
  };
}

// Two of them give one date: of Atom's two, that of the last change.
const dated = (xml: string, date: unknown) => (isRss(xml) ? { published: date } : { modified: date });

function extractus(xml: string): GivenFeed {
  // It knows Atom by its entries.
  if (!isRss(xml) && !xml.includes('<entry')) return { items: [] };
  const { language, entries = [] } = extractFromXml(xml);
  return {
    language,
    items: entries.map(({ id, link, title, published }) => ({ id, link, title, ...dated(xml, published) })),
  };
}

function htmlparser2(xml: string): GivenFeed {
  const items = parseHtmlparser2(xml)?.items ?? [];
  return {
    items: items.map(({ id, link, title, pubDate }) => ({
      ...{ id, link, title },
      ...dated(xml, pubDate),
    })),
  };
}

function feedsmith(xml: string): GivenFeed {
  if (isRss(xml)) {
    const { language, items = [] } = parseRssFeed(xml);
    return {
      language,
      items: items.map(({ guid, link, title, content, pubDate, dcterms }) => ({
        ...{
          id: guid?.value,
          link,
          title,
          html: content?.encoded,
          published: pubDate,
          modified: dcterms?.modified?.[0],
        },
      })),
    };
  }
  const { xml: feed, entries = [] } = parseAtomFeed(xml);
  return {
    language: feed?.lang,
    items: entries.map(({ id, links, title, content, published, updated: modified }) => ({
      ...{ id, title: title?.value, html: content?.value, published, modified },
      link: links?.find(({ rel }) => rel === 'alternate')?.href,
    })),
  };
}

export const parsers: Record<string, Parser> = {
  'rss-parser': rssParser,
  feedparser: feedParser,
  '@rowanmanning/feed-parser': rowanmanning,
  '@extractus/feed-extractor': extractus,
  htmlparser2,
  feedsmith,
};
