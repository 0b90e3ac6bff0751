// OPML 2.0 of every feed, for readers that subscribe to a list at once. (opml.org/spec2.opml)
import type { Element } from 'xast';
import { x } from 'xastscript';
import { written } from '../../templates/xml.ts';
import { publicKey, publicUrl } from '../core/address.ts';
import { carried } from '../core/characters.ts';
import { ownName } from '../core/language.ts';
import type { Newsroom } from '../core/newsroom.ts';
import { headOf } from './channel-feed.ts';

export type FeedList = {
  newsroom: Newsroom;
  site: string;
  /** In the order in which they are listed. */
  languages: readonly string[];
  /** A language's topics; all of the newsroom's where it isn't there. */
  topicsByLanguage?: Readonly<Record<string, readonly string[]>>;
};

/** A group for each language: its whole feed, then those of its topics. */
export function opml({ newsroom, site, languages, topicsByLanguage = {} }: FeedList): string {
  const [first = 'en'] = newsroom.languages;
  const { author } = headOf({ channel: { language: first, topic: null }, entries: [], newsroom, site });
  const groups = languages.map((language) => {
    const topics = topicsByLanguage[language] ?? Object.keys(newsroom.topics);
    const known = topics.filter((topic) => Object.hasOwn(newsroom.topics, topic));
    const channels = [null, ...known].map((topic) => ({ language, topic }));
    return x(
      'outline',
      { text: ownName(language) },
      channels.map((channel) => outline({ channel, newsroom, site })),
    );
  });
  const head = x('head', [x('title', author.name), x('ownerName', author.name), x('ownerId', `${site}/`)]);
  const tree = x(null, [x('opml', { version: '2.0' }, [head, x('body', groups)])]);
  return `<?xml version="1.0" encoding="utf-8"?>\n${written(tree)}`;
}

function outline(place: Omit<Parameters<typeof headOf>[0], 'entries'>): Element {
  const { title, description, home } = headOf({ ...place, entries: [] });
  const xmlUrl = publicUrl(place.site, publicKey.rss(place.channel));
  return x('outline', {
    ...{ type: 'rss', version: 'RSS2', text: title.name, title: title.name, description: carried(description.name) },
    ...{ xmlUrl, htmlUrl: home, language: place.channel.language },
  });
}
