// Every feed of a language, for people: what feeds are, where they are, what a reader may expect of them.
import type { ElementContent } from 'hast';
import { h } from 'hastscript';
import { document, feedsOf, type Setting, type Translation, translationLink } from '../../templates/document.ts';
import { inNewsroomOrder, organisationIn, topicIn } from '../../templates/named.ts';
import { marksWithin, texts } from '../../templates/texts.ts';
import { publicKey, publicUrl } from '../core/address.ts';
import type { Channel } from '../core/channel.ts';
import { linkSection, topicAnchor } from './feed-links.ts';

export type FeedsPage = Setting & {
  language: string;
  /** Those that have releases. */
  languages: string[];
  /** Those that have feeds in this language; without it, all of the newsroom's. */
  topics?: string[];
};

/** The feeds page, as HTML. */
export function feedsPage(page: FeedsPage): string {
  const { language, newsroom, site, styleHref, languages } = page;
  const { t } = texts(language, newsroom);
  const address = (one: string) => publicUrl(site, publicKey.feedsPage(one));
  const all = inNewsroomOrder([...new Set([...languages, language])], newsroom);
  const translations = all.map((one) => ({ language: one, href: address(one) }));
  const topics = inOrder(page.topics ?? Object.keys(newsroom.topics), page);
  return document({
    ...{ language, newsroom, site, styleHref, translations },
    title: t('feeds.page.title'),
    description: t('feeds.page.intro', { organisation: organisationIn(language, newsroom).name }),
    url: address(language),
    otherwise: publicUrl(site, publicKey.chooser),
    channels: [null, ...topics].map((topic) => ({ language, topic })),
    head: [h('meta', { property: 'og:type', content: 'website' })],
    body: [h('div', { className: 'text' }, text(page, topics)), ...others(page, translations)],
  });
}

/** The newsroom's own, in its order. */
const inOrder = (topics: string[], { newsroom }: FeedsPage): string[] =>
  Object.keys(newsroom.topics).filter((topic) => topics.includes(topic));

function text({ language, newsroom, site }: FeedsPage, topics: string[]): ElementContent[] {
  const { t, marks } = texts(language, newsroom);
  const organisation = organisationIn(language, newsroom).name;
  return [
    h('h1', { ...marks }, t('feeds.page.title')),
    h('p', { ...marks, className: 'subheadline' }, t('feeds.page.intro', { organisation })),
    h('h2', { ...marks }, t('feeds.page.all')),
    addresses({ language, topic: null }, site),
    h('p', { ...marks }, t('feeds.page.formats')),
    h('p', { ...marks }, t('feeds.page.corrections')),
    ...(topics.length === 0 ? [] : [h('h2', { ...marks }, t('feeds.page.topics'))]),
    ...topics.flatMap((topic) => {
      const { name, language: nameLanguage } = topicIn(topic, language, newsroom);
      return [
        h('h3', { id: topicAnchor(topic), ...marksWithin(language, nameLanguage) }, name),
        addresses({ language, topic }, site),
      ];
    }),
    h('p', { ...marks }, h('a', { href: publicUrl(site, publicKey.opml), type: 'text/x-opml' }, t('feeds.page.opml'))),
    h('p', { ...marks }, h('a', { href: publicUrl(site, publicKey.outletsPage(language)) }, t('outlets.page.title'))),
  ];
}

/** The addresses are there to be read and copied. */
const addresses = (channel: Channel, site: string): ElementContent =>
  h(
    'ul',
    { className: 'addresses' },
    feedsOf(channel, site).map(({ name, href, type }) =>
      h('li', { lang: 'en', dir: 'ltr' }, h('a', { href, type }, [h('b', name), ' ', h('span', href)])),
    ),
  );

function others({ language, newsroom }: FeedsPage, translations: Translation[]): ElementContent[] {
  const { t, marks } = texts(language, newsroom);
  const links = translations.filter((one) => one.language !== language).map((one) => translationLink(one, language));
  const section = linkSection(marks, t('feeds.page.languages'), links);
  return section.length === 0 ? [] : [h('aside', { className: 'after' }, section)];
}
