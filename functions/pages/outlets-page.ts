// For media outlets: how to import releases, be told of new ones, and verify whose they are. What it says of feeds and
// documents is tested claim by claim (outlets-claims.test.ts).
import type { ElementContent } from 'hast';
import { h } from 'hastscript';
import { document, feedsOf, type Setting } from '../../templates/document.ts';
import { inNewsroomOrder, organisationIn } from '../../templates/named.ts';
import { type TextKey, texts } from '../../templates/texts.ts';
import { hubUrl, publicKey, publicUrl } from '../core/address.ts';
import { allFeedLinks, linkSection } from './feed-links.ts';

export type OutletsPage = Setting & {
  language: string;
  /** Those that have releases. */
  languages: string[];
};

/** The outlets' page, as HTML. */
export function outletsPage(page: OutletsPage): string {
  const { language, newsroom, site, languages } = page;
  const { t } = texts(language, newsroom);
  const address = (one: string) => publicUrl(site, publicKey.outletsPage(one));
  const all = inNewsroomOrder([...new Set([...languages, language])], newsroom);
  return document({
    ...page,
    title: t('outlets.page.title'),
    description: t('outlets.page.intro', { organisation: organisationIn(language, newsroom).name }),
    url: address(language),
    translations: all.map((one) => ({ language: one, href: address(one) })),
    otherwise: publicUrl(site, publicKey.chooser),
    channels: [{ language, topic: null }],
    head: [h('meta', { property: 'og:type', content: 'website' })],
    body: [h('div', { className: 'text' }, text(page)), after(page)],
  });
}

function text(page: OutletsPage): ElementContent[] {
  const words = wordsIn(page);
  const { t, marks } = words;
  const organisation = organisationIn(page.language, page.newsroom).name;
  return [
    h('h1', { ...marks }, t('outlets.page.title')),
    h('p', { ...marks, className: 'subheadline' }, t('outlets.page.intro', { organisation })),
    ...intoWebsites(page, words),
    ...intoNewsroomSystems(page, words),
    ...(page.newsroom.webSub ? atOnce(page, words) : []),
    ...changes(words),
    ...verifying(page, words),
  ];
}

type Words = ReturnType<typeof wordsIn>;

function wordsIn({ language, newsroom }: OutletsPage) {
  const { t, marks } = texts(language, newsroom);
  return {
    ...{ t, marks },
    title: (key: TextKey) => h('h2', { ...marks }, t(key)),
    paragraph: (key: TextKey) => h('p', { ...marks }, withCode(t(key))),
    step: (key: TextKey, ...below: ElementContent[]) => h('li', [h('div', { ...marks }, withCode(t(key))), ...below]),
  };
}

/** Names of formats stand between backticks, and are the same in every language. */
const withCode = (words: string): (ElementContent | string)[] =>
  words
    .split('`')
    .map((part, index) => (index % 2 === 0 ? part : h('bdi', { lang: 'en', dir: 'ltr' }, h('code', part))));

function intoWebsites({ language, site }: OutletsPage, { title, step }: Words): ElementContent[] {
  const rss = feedsOf({ language, topic: null }, site).filter(({ name }) => name === 'RSS');
  const source = step('outlets.page.address', ...rss.map(linked));
  return [
    title('outlets.page.wordpress.title'),
    h('ol', { className: 'steps' }, [
      step('outlets.page.wordpress.plugin'),
      source,
      step('outlets.page.wordpress.update'),
      step('outlets.page.wordpress.fields'),
    ]),
    title('outlets.page.drupal.title'),
    h('ol', { className: 'steps' }, [
      step('outlets.page.drupal.parser'),
      source,
      step('outlets.page.drupal.unique'),
      step('outlets.page.drupal.once'),
    ]),
  ];
}

function intoNewsroomSystems({ language, site }: OutletsPage, { title, paragraph }: Words): ElementContent[] {
  const href = publicUrl(site, publicKey.ninjsFeed({ language, topic: null }));
  return [
    title('outlets.page.system.title'),
    paragraph('outlets.page.system.feed'),
    linked({ name: 'ninjs', href, type: 'application/json' }),
    paragraph('outlets.page.system.documents'),
    paragraph('outlets.page.system.item'),
    paragraph('outlets.page.system.translations'),
  ];
}

const atOnce = ({ site }: OutletsPage, { title, paragraph }: Words): ElementContent[] => [
  title('outlets.page.push.title'),
  paragraph('outlets.page.push.hub'),
  // No link: the hub takes what is posted.
  addresses(h('code', hubUrl(site))),
  paragraph('outlets.page.push.lease'),
];

const changes = ({ title, paragraph }: Words): ElementContent[] => [
  title('outlets.page.changes.title'),
  paragraph('outlets.page.changes.correction'),
  paragraph('outlets.page.changes.withdrawal'),
  paragraph('outlets.page.changes.translation'),
  paragraph('outlets.page.changes.older'),
];

const verifying = ({ site }: OutletsPage, { title, paragraph }: Words): ElementContent[] => [
  title('outlets.page.verify.title'),
  paragraph('outlets.page.verify.keys'),
  linked({ name: 'JWKS', href: publicUrl(site, publicKey.jwks), type: 'application/json' }),
  paragraph('outlets.page.verify.how'),
];

const linked = ({ name, href, type }: { name: string; href: string; type: string }): ElementContent =>
  addresses(h('a', { href, type }, [h('b', name), ' ', h('span', href)]));

/** There to be read and copied: from left to right everywhere. */
const addresses = (address: ElementContent): ElementContent =>
  h('ul', { className: 'addresses' }, h('li', { lang: 'en', dir: 'ltr' }, address));

function after({ language, newsroom, site }: OutletsPage): ElementContent {
  const { t, marks } = texts(language, newsroom);
  const links = allFeedLinks({ language, newsroom, site });
  return h('aside', { className: 'after' }, linkSection(marks, t('feeds.title'), links));
}
