// A newsroom: the newest releases in one language, and the way to all others.
import type { ElementContent } from 'hast';
import { h } from 'hastscript';
import { document, type Setting } from '../../templates/document.ts';
import { inNewsroomOrder, organisationIn } from '../../templates/named.ts';
import { firstValues, subscribeForm } from '../../templates/subscribe-form.ts';
import { texts } from '../../templates/texts.ts';
import { publicKey, publicUrl } from '../core/address.ts';
import type { Item } from '../core/item.ts';
import { allFeedLinks, linkSection, topicLink } from './feed-links.ts';
import { releaseList } from './release-list.ts';

export type NewsroomPage = Setting & {
  language: string;
  items: Item[];
  /** Those that have releases. */
  languages: string[];
  /** Pages of the past; the newest one is where the list goes on. */
  closedPages?: number;
};

/** The newsroom's page, as HTML. */
export function newsroomPage(page: NewsroomPage): string {
  const { language, languages, newsroom, site, styleHref } = page;
  const { t } = texts(language, newsroom);
  const address = (one: string) => publicUrl(site, publicKey.newsroom(one));
  const all = inNewsroomOrder([...new Set([...languages, language])], newsroom);
  const description = t('newsroom.description', { organisation: organisationIn(language, newsroom).name });
  return document({
    ...{ language, newsroom, site, styleHref, description },
    title: t('newsroom.title'),
    url: address(language),
    translations: all.map((one) => ({ language: one, href: address(one) })),
    otherwise: publicUrl(site, publicKey.chooser),
    channels: [{ language, topic: null }],
    head: [
      h('meta', { property: 'og:type', content: 'website' }),
      h('meta', { property: 'og:description', content: description }),
    ],
    body: [h('div', { className: 'text' }, [...text(page), subscribe(page)]), after(page)],
  });
}

function text(page: NewsroomPage): ElementContent[] {
  const { language, items, newsroom, site, closedPages = 0 } = page;
  const { t, marks } = texts(language, newsroom);
  const title = h('h1', { ...marks, className: 'section' }, t('newsroom.title'));
  if (items.length === 0) return [title, h('p', { ...marks }, t('newsroom.empty'))];
  const older = publicUrl(site, publicKey.archivePage(language, closedPages));
  return [
    title,
    h('p', { ...marks, className: 'facts' }, t('newsroom.latest', { count: items.length })),
    releaseList(items, page),
    ...(closedPages > 0
      ? [h('p', { ...marks, className: 'pager' }, h('a', { href: older, rel: 'next' }, t('archive.older')))]
      : []),
  ];
}

/** The mails of this newsroom, for who doesn't poll feeds. */
function subscribe({ language, newsroom, site }: NewsroomPage): ElementContent {
  const { t, marks } = texts(language, newsroom);
  const organisation = organisationIn(language, newsroom).name;
  return h('section', { className: 'subscribe', id: 'subscribe' }, [
    h('h2', { ...marks }, t('subscribe.title')),
    h('p', { ...marks }, t('subscribe.intro', { organisation })),
    subscribeForm({
      ...{ language, newsroom, values: firstValues(language, newsroom), faults: [], isBrief: true },
      page: publicUrl(site, publicKey.newsroom(language)),
    }),
  ]);
}

function after(page: NewsroomPage): ElementContent {
  const { t, marks } = texts(page.language, page.newsroom);
  const shown = new Set(page.items.flatMap(({ publication }) => publication.topics));
  const topics = Object.keys(page.newsroom.topics).filter((topic) => shown.has(topic));
  return h('aside', { className: 'after' }, [
    ...linkSection(marks, t('subscribe.title'), [h('a', { ...marks, href: '#subscribe' }, t('subscribe.button'))]),
    ...linkSection(
      marks,
      t('release.topics'),
      topics.map((topic) => topicLink(topic, page)),
    ),
    ...linkSection(marks, t('feeds.title'), allFeedLinks(page)),
  ]);
}
