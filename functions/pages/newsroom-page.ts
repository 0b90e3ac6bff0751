// A newsroom: all releases in one language, newest first.
import type { ElementContent } from 'hast';
import { h } from 'hastscript';
import { document, type Setting } from '../../templates/document.ts';
import { dayIn, inNewsroomOrder, organisationIn } from '../../templates/named.ts';
import { texts } from '../../templates/texts.ts';
import { permalink, publicKey, publicUrl } from '../core/address.ts';
import type { Item } from '../core/item.ts';
import { longDate } from '../core/language.ts';
import { feedLinks } from './feed-links.ts';

export type NewsroomPage = Setting & {
  language: string;
  items: Item[];
  /** Those that have releases. */
  languages: string[];
};

/** The newsroom's page, as HTML. */
export function newsroomPage({ language, items, languages, newsroom, site, styleHref }: NewsroomPage): string {
  const { t, marks } = texts(language, newsroom);
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
    head: [h('meta', { property: 'og:type', content: 'website' })],
    body: [
      h('h1', { ...marks }, t('newsroom.title')),
      ...releases(items, { language, newsroom, site }),
      h('aside', { className: 'after' }, [
        h('h2', { ...marks }, t('feeds.title')),
        h(
          'ul',
          { className: 'links' },
          feedLinks({ language, topic: null }, site).map((link) => h('li', link)),
        ),
      ]),
    ],
  });
}

type Place = Pick<NewsroomPage, 'language' | 'newsroom' | 'site'>;

function releases(items: Item[], place: Place): ElementContent[] {
  const { t, marks } = texts(place.language, place.newsroom);
  if (items.length === 0) return [h('p', { ...marks }, t('newsroom.empty'))];
  const ordered = items.toSorted(newestFirst);
  return [
    h('p', { ...marks, className: 'facts' }, t('newsroom.latest', { count: items.length })),
    h(
      'ol',
      { className: 'releases' },
      ordered.map((item) => entry(item, place)),
    ),
  ];
}

const publishedAt = ({ published }: Item): string => published.firstPublished;

// Two releases of one second keep one order, whatever order they came in.
function newestFirst(a: Item, b: Item): number {
  const [first, second] = [a, b].map((item) => `${publishedAt(item)} ${item.publication.releaseId}`);
  return (first ?? '') < (second ?? '') ? 1 : -1;
}

function entry(item: Item, { language, newsroom, site }: Place): ElementContent {
  const instant = publishedAt(item);
  const href = permalink(site, language, item.publication);
  const { t, marks } = texts(language, newsroom);
  const date = h('time', { datetime: instant }, longDate(language, dayIn(newsroom.zone, instant)));
  return item.kind === 'edition'
    ? h('li', [h('h2', h('a', { href }, item.edition.headline)), date, h('p', item.edition.summary)])
    : h('li', [h('h2', h('a', { ...marks, href }, t('feed.withdrawn.title'))), date]);
}
