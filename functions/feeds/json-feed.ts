// JSON Feed 1.1 from the 1.0 that `feed` writes. (jsonfeed.org/version/1.1)
import { hubUrl } from '../core/address.ts';
import { type ChannelFeed, packaged } from './channel-feed.ts';
import type { Entry } from './entry.ts';

export function jsonFeed(feed: ChannelFeed): string {
  const { entries, head, built } = packaged(feed);
  const { language } = feed.channel;
  const { author: _, items: plain, ...known }: Record<string, unknown> = JSON.parse(built.json1());
  const items = Array.isArray(plain) ? plain : [];
  const authors = [{ name: head.author.name, url: head.home }];
  const written = {
    ...known,
    version: 'https://jsonfeed.org/version/1.1',
    language,
    authors,
    ...(feed.newsroom.webSub && { hubs: [{ type: 'WebSub', url: hubUrl(feed.site) }] }),
    items: items.map((item, index) => ({ ...item, ...(entries[index] && more(entries[index])) })),
  };
  return `${JSON.stringify(written, null, 1)}\n`;
}

function more({ language, html, topics, pictures, ...entry }: Entry) {
  const [first] = pictures;
  const attachments = pictures.flatMap(({ url, type, alt }) =>
    type ? [{ url, mime_type: type, ...(alt && { title: alt }) }] : [],
  );
  return {
    content_html: html,
    language,
    ...(first && { image: first.url }),
    ...(topics.length > 0 && { tags: topics.map(({ name }) => name) }),
    ...(attachments.length > 0 && { attachments }),
    _polywire: extension({ ...entry, topics }),
  };
}

// Names that begin with an underscore are JSON Feed's extensions; readers ignore the ones they don't know.
function extension({
  translations,
  corrected,
  withdrawn,
  topics,
}: Pick<Entry, 'translations' | 'corrected' | 'withdrawn' | 'topics'>) {
  const mediaTopics = topics.flatMap(({ mediaTopic }) => mediaTopic ?? []);
  return {
    translations,
    ...(corrected !== null && { corrected }),
    ...(withdrawn !== null && { withdrawn }),
    ...(mediaTopics.length > 0 && { mediaTopics: mediaTopics.map((code) => `medtop:${code}`) }),
  };
}
