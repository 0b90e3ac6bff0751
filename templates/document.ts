// The HTML shell of every page. The edge's policy allows neither inline styles nor scripts.
import type { ElementContent } from 'hast';
import { h } from 'hastscript';
import { publicKey, publicUrl } from '../functions/core/address.ts';
import type { Channel } from '../functions/core/channel.ts';
import { direction, ownName } from '../functions/core/language.ts';
import type { Newsroom } from '../functions/core/newsroom.ts';
import { isolated } from './bidi.ts';
import { serialised } from './html.ts';
import { organisationIn, topicIn } from './named.ts';
import { marksWithin, texts } from './texts.ts';

/** The same page in a language. */
export type Translation = { language: string; href: string };

/** What every page is made with. `site` is an origin, "https://news.example". */
export type Setting = { newsroom: Newsroom; site: string; styleHref: string };

export type Page = Setting & {
  language: string;
  title: string;
  description?: string;
  /** Its address. A page without one is for one person: it is not to be indexed. */
  url?: string;
  /** The page in all its languages, this one included. */
  translations?: Translation[];
  /** Where the languages on top lead; the translations, unless the page has none. */
  switcher?: Translation[];
  /** For readers of any other language (x-default). */
  otherwise?: string;
  /** Where the organisation's name leads, if not to the language's newsroom: it may have no releases yet. */
  home?: string;
  /** Feeds that programs find by this page. */
  channels?: Channel[];
  head?: ElementContent[];
  body: ElementContent[];
};

/** More than these fold away: they would fill a telephone's screen. */
const LANGUAGES_IN_A_ROW = 7;

// HTML standard, "Preprocessing the input stream": controls and lone surrogates are errors; names from newsroom.yaml
// may hold some.
const notHtml = /[^\t\n\r\u0020-\u007E\u00A0-\uD7FF\uE000-\uFDCF\uFDF0-\uFFFD\u{10000}-\u{10FFFD}]/gu;

/** The whole page, as HTML. */
export function document(page: Page): string {
  const { language, body } = page;
  const { t, marks } = texts(language, page.newsroom);
  return serialised(
    h(null, [
      { type: 'doctype' },
      h('html', { lang: language, dir: direction(language) }, [
        h('head', head(page)),
        h('body', [
          h('a', { ...marks, className: 'skip', href: '#content' }, t('skip')),
          masthead(page),
          h('main', { id: 'content' }, body),
          imprint(page),
        ]),
      ]),
    ]),
  ).replace(notHtml, '');
}

function head(page: Page): ElementContent[] {
  const { title, description, url, translations = [], otherwise, styleHref } = page;
  return [
    h('meta', { charset: 'utf-8' }),
    h('title', fullTitle(page)),
    h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    h('meta', { name: 'color-scheme', content: 'light dark' }),
    ...(description ? [h('meta', { name: 'description', content: description })] : []),
    ...(url
      ? [h('link', { rel: 'canonical', href: url }), h('meta', { property: 'og:url', content: url })]
      : [h('meta', { name: 'robots', content: 'noindex' })]),
    ...translations.map(({ language, href }) => h('link', { rel: 'alternate', hreflang: language, href })),
    ...(otherwise ? [h('link', { rel: 'alternate', hreflang: 'x-default', href: otherwise })] : []),
    ...(page.channels ?? []).flatMap((channel) => autodiscovery(page, channel)),
    h('link', { rel: 'stylesheet', href: styleHref }),
    h('meta', { property: 'og:title', content: title }),
    ...(page.head ?? []),
  ];
}

function fullTitle({ title, language, newsroom }: Page): string {
  const { name } = organisationIn(language, newsroom);
  return title === name ? title : `${isolated(title, language)} – ${isolated(name, language)}`;
}

/** The three feeds of a channel: what they are called, where they are, their media types. */
export const feedsOf = (channel: Channel, site: string) => [
  { name: 'RSS', href: publicUrl(site, publicKey.rss(channel)), type: 'application/rss+xml' },
  { name: 'Atom', href: publicUrl(site, publicKey.atom(channel)), type: 'application/atom+xml' },
  { name: 'JSON Feed', href: publicUrl(site, publicKey.jsonFeed(channel)), type: 'application/feed+json' },
];

function autodiscovery({ newsroom, site }: Page, channel: Channel): ElementContent[] {
  const { language, topic } = channel;
  const names = [organisationIn(language, newsroom), ...(topic ? [topicIn(topic, language, newsroom)] : [])];
  const title = names.map(({ name }) => isolated(name, language)).join(' – ');
  return feedsOf(channel, site).map(({ name, href, type }) =>
    h('link', { rel: 'alternate', type, href, title: `${title} (${name})` }),
  );
}

function masthead(page: Page): ElementContent {
  const { language, newsroom, site, home, translations = [], switcher = translations } = page;
  const { name, language: nameLanguage } = organisationIn(language, newsroom);
  const href = home ?? publicUrl(site, publicKey.newsroom(language));
  return h('header', { className: 'masthead' }, [
    h('a', { className: 'home', href, ...marksWithin(language, nameLanguage) }, name),
    ...(switcher.length > 1 ? [languageSwitcher(language, newsroom, switcher)] : []),
  ]);
}

function languageSwitcher(language: string, newsroom: Newsroom, offered: Translation[]): ElementContent {
  const { t, marks } = texts(language, newsroom);
  const links = h(
    'ul',
    { className: 'languages' },
    offered.map((one) => h('li', translationLink(one, language))),
  );
  const isLong = offered.length > LANGUAGES_IN_A_ROW;
  return h('nav', { ...marks, ariaLabel: t('languages') }, [
    isLong ? h('details', [h('summary', t('languages')), links]) : links,
  ]);
}

function imprint({ language, newsroom, site, home }: Page): ElementContent {
  const { t, marks } = texts(language, newsroom);
  const link = (key: string, words: string) => h('li', h('a', { ...marks, href: publicUrl(site, key) }, words));
  return h('footer', { className: 'imprint' }, [
    h('address', { dir: 'auto' }, newsroom.postalAddress),
    h('ul', { className: 'links' }, [
      ...(home === undefined
        ? [
            link(publicKey.subscribePage(language), t('subscribe.title')),
            link(publicKey.feedsPage(language), t('feeds.page.title')),
            link(publicKey.outletsPage(language), t('outlets.page.title')),
          ]
        : []),
      link(publicKey.chooser, t('languages')),
    ]),
  ]);
}

/** A language by its own name, linked unless the reader is there. */
export function translationLink({ language, href }: Translation, here: string): ElementContent {
  const written = { lang: language, dir: direction(language) };
  return language === here
    ? h('span', { ...written, ariaCurrent: 'page' }, ownName(language))
    : h('a', { ...written, href, hreflang: language }, ownName(language));
}
