// A page of a language's past: once closed, it lists the same releases for ever.
import { h } from 'hastscript';
import { document, type Setting } from '../../templates/document.ts';
import { inNewsroomOrder, organisationIn } from '../../templates/named.ts';
import { texts } from '../../templates/texts.ts';
import { publicKey, publicUrl } from '../core/address.ts';
import type { Item } from '../core/item.ts';
import { releaseList } from './release-list.ts';

export type ArchivePage = Setting & {
  language: string;
  /** From 1, the oldest. */
  page: number;
  items: Item[];
  /** Those that have releases. */
  languages: string[];
};

/** The page, as HTML. It is no translation of another language's page of the same number. */
export function archivePage({ page, items, languages, ...place }: ArchivePage): string {
  const { language, newsroom, site } = place;
  const { t, marks } = texts(language, newsroom);
  const title = t('archive.title', { page });
  const newsroomIn = (one: string) => publicUrl(site, publicKey.newsroom(one));
  const all = inNewsroomOrder([...new Set([...languages, language])], newsroom);
  const older = publicUrl(site, publicKey.archivePage(language, page - 1));
  return document({
    ...place,
    title,
    description: t('newsroom.description', { organisation: organisationIn(language, newsroom).name }),
    url: publicUrl(site, publicKey.archivePage(language, page)),
    switcher: all.map((one) => ({ language: one, href: newsroomIn(one) })),
    channels: [{ language, topic: null }],
    head: [h('meta', { property: 'og:type', content: 'website' })],
    body: [
      h('div', { className: 'text' }, [
        h('h1', { ...marks, className: 'section' }, title),
        releaseList(items, { ...place, language }),
        h('p', { ...marks, className: 'pager' }, [
          ...(page > 1 ? [h('a', { href: older, rel: 'next' }, t('archive.older'))] : []),
          h('a', { href: newsroomIn(language) }, t('archive.newest')),
        ]),
      ]),
    ],
  });
}
