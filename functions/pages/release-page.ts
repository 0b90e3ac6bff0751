// The page of one release in one language.
import type { ElementContent } from 'hast';
import { h } from 'hastscript';
import { document, type Page, type Setting, type Translation, translationLink } from '../../templates/document.ts';
import { dayIn, inNewsroomOrder, organisationIn, topicIn } from '../../templates/named.ts';
import { marksWithin, texts } from '../../templates/texts.ts';
import { permalink, publicKey, publicUrl } from '../core/address.ts';
import type { EditionItem } from '../core/item.ts';
import { longDate } from '../core/language.ts';
import { usableLanguages } from '../core/publication.ts';
import { feedLinks } from './feed-links.ts';
import { history, type Version } from './history.ts';

export type ReleasePage = Setting & {
  item: EditionItem;
  /** What readers could read of it, oldest first; the last is the item. */
  versions: Version[];
};

/** The release's page, as HTML. */
export function releasePage(release: ReleasePage): string {
  const { item, newsroom, site, styleHref } = release;
  const { language, edition, publication } = item;
  const languages = inNewsroomOrder(usableLanguages(publication), newsroom);
  const translations = languages.map((one) => ({ language: one, href: permalink(site, one, publication) }));
  const page: Page = {
    ...{ language, newsroom, site, styleHref, translations },
    title: edition.headline,
    description: edition.summary,
    url: permalink(site, language, publication),
    otherwise: permalink(site, languages[0] ?? language, publication),
    channels: [{ language, topic: null }],
    head: openGraph(release),
    body: [article(release), after(release, translations)],
  };
  return document(page);
}

// https://ogp.me, "article".
function openGraph({ item, newsroom }: ReleasePage): ElementContent[] {
  const { language, summary } = item.edition;
  const { firstPublished, modified } = item.published;
  const properties = {
    'og:type': 'article',
    'og:description': summary,
    'og:locale': language.replaceAll('-', '_'),
    'og:site_name': organisationIn(language, newsroom).name,
    'article:published_time': firstPublished,
    'article:modified_time': modified,
  };
  return Object.entries(properties).map(([property, content]) => h('meta', { property, content }));
}

function article(release: ReleasePage): ElementContent {
  const { headline, subheadline, dateline, body } = release.item.edition;
  return h('article', [
    h('header', [
      h('h1', headline),
      ...(subheadline ? [h('p', { className: 'subheadline' }, subheadline)] : []),
      h('div', { className: 'facts' }, [
        ...(dateline
          ? [h('p', dateline.date ? h('time', { datetime: dateline.date }, dateline.text) : dateline.text)]
          : []),
        ...dates(release),
      ]),
    ]),
    h('div', { className: 'body' }, body),
    ...history({ ...release, language: release.item.language }),
  ]);
}

function dates({ item: { language, published: row, correction }, newsroom }: ReleasePage): ElementContent[] {
  const { language: textLanguage, t, marks } = texts(language, newsroom);
  const { firstPublished, modified, history: versions } = row;
  const date = (instant: string) => longDate(textLanguage, dayIn(newsroom.zone, instant));
  const published = h('time', { datetime: firstPublished }, t('release.published', { date: date(firstPublished) }));
  if (versions.length < 2) return [h('p', marks, published)];
  const corrected = h('time', { datetime: modified }, t('release.corrected', { date: date(modified) }));
  return [
    h('p', marks, published),
    h('div', { className: 'correction' }, [
      h('p', marks, corrected),
      ...(correction ? [h('p', { dir: 'auto' }, correction)] : []),
    ]),
  ];
}

function after({ item, newsroom, site }: ReleasePage, translations: Translation[]): ElementContent {
  const { language, publication } = item;
  const { t, marks } = texts(language, newsroom);
  const others = translations.filter((translation) => translation.language !== language);
  return h('aside', { className: 'after' }, [
    ...section(
      marks,
      t('release.languages'),
      others.map((other) => translationLink(other, language)),
    ),
    ...section(
      marks,
      t('release.topics'),
      publication.topics.map((topic) => topicLink(topic, language, { newsroom, site })),
    ),
    ...section(marks, t('feeds.title'), feedLinks({ language, topic: null }, site)),
  ]);
}

/** A link to the topic's feed; a topic that newsroom.yaml doesn't list has none and is shown as written. */
function topicLink(
  topic: string,
  language: string,
  { newsroom, site }: Pick<Setting, 'newsroom' | 'site'>,
): ElementContent {
  if (!Object.hasOwn(newsroom.topics, topic)) return h('bdi', topic);
  const { name, language: nameLanguage } = topicIn(topic, language, newsroom);
  const href = publicUrl(site, publicKey.rss({ language, topic }));
  const title = texts(language, newsroom).t('feeds.topic', { topic: name });
  const written = marksWithin(language, nameLanguage);
  return h('a', { href, title, type: 'application/rss+xml' }, h('bdi', written, name));
}

const section = (marks: object, title: string, links: ElementContent[]): ElementContent[] =>
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
