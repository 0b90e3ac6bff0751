// The page of one release in one language.
import type { ElementContent } from 'hast';
import { h } from 'hastscript';
import { document, type Page, type Setting, type Translation, translationLink } from '../../templates/document.ts';
import { dayIn, inNewsroomOrder } from '../../templates/named.ts';
import { texts } from '../../templates/texts.ts';
import { permalink } from '../core/address.ts';
import type { EditionItem } from '../core/item.ts';
import { longDate } from '../core/language.ts';
import { usableLanguages } from '../core/publication.ts';
import { allFeedLinks, linkSection, topicLink } from './feed-links.ts';
import { history, type Version } from './history.ts';
import { metadata } from './metadata.ts';
import { pageBody } from './page-body.ts';

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
    head: metadata({ ...release, translations }),
    body: [article(release), after(release, translations)],
  };
  return document(page);
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
    h('div', { className: 'body' }, pageBody(release.site, body)),
    ...contact(release),
    ...history({ ...release, language: release.item.language }),
  ]);
}

function contact({ item, newsroom }: ReleasePage): ElementContent[] {
  if (!item.contact) return [];
  const { t, marks } = texts(item.language, newsroom);
  return [
    h('section', { className: 'contact' }, [
      h('h2', { ...marks }, t('release.contact')),
      h('p', { dir: 'auto' }, item.contact),
    ]),
  ];
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
  const place = { language, newsroom, site };
  const others = translations.filter((translation) => translation.language !== language);
  return h('aside', { className: 'after' }, [
    ...linkSection(
      marks,
      t('release.languages'),
      others.map((other) => translationLink(other, language)),
    ),
    ...linkSection(
      marks,
      t('release.topics'),
      publication.topics.map((topic) => topicLink(topic, place)),
    ),
    ...linkSection(marks, t('feeds.title'), allFeedLinks(place)),
  ]);
}
