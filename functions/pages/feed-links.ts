// Links to feeds, for people: to a channel's three, and to where the feeds page explains a topic's.
import type { ElementContent } from 'hast';
import { h } from 'hastscript';
import { feedsOf, type Setting } from '../../templates/document.ts';
import { topicIn } from '../../templates/named.ts';
import { marksWithin, texts } from '../../templates/texts.ts';
import { publicKey, publicUrl } from '../core/address.ts';
import type { Channel } from '../core/channel.ts';

type Place = Pick<Setting, 'newsroom' | 'site'> & { language: string };

/** Links to a channel's feeds. Their names are the same in every language. */
export const feedLinks = (channel: Channel, site: string): ElementContent[] =>
  feedsOf(channel, site).map(({ name, href, type }) => h('a', { href, type, lang: 'en', dir: 'ltr' }, name));

/** Links to a language's feeds, and to the page that explains them. */
export function allFeedLinks({ language, newsroom, site }: Place): ElementContent[] {
  const { t, marks } = texts(language, newsroom);
  const page = h('a', { ...marks, href: publicUrl(site, publicKey.feedsPage(language)) }, t('feeds.page.title'));
  return [...feedLinks({ language, topic: null }, site), page];
}

/** Where the feeds page tells of a topic. */
export const topicAnchor = (topic: string): string => `topic-${topic}`;

/** Browsers show a feed as bare XML, or save it. A topic that newsroom.yaml doesn't list has none. */
export function topicLink(topic: string, { language, newsroom, site }: Place): ElementContent {
  if (!Object.hasOwn(newsroom.topics, topic)) return h('bdi', topic);
  const { name, language: nameLanguage } = topicIn(topic, language, newsroom);
  const href = `${publicUrl(site, publicKey.feedsPage(language))}#${topicAnchor(topic)}`;
  const title = texts(language, newsroom).t('feeds.topic', { topic: name });
  return h('a', { href, title }, h('bdi', marksWithin(language, nameLanguage), name));
}

/** A heading and what it leads to; nothing where that is nothing. */
export const linkSection = (marks: object, title: string, links: ElementContent[]): ElementContent[] =>
  links.length === 0
    ? []
    : [
        h('h2', { ...marks }, title),
        h(
          'ul',
          { className: 'links' },
          links.map((link) => h('li', link)),
        ),
      ];
