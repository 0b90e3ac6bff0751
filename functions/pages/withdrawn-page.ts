// The page of a release that was withdrawn: the notice, at the release's address.
import { h } from 'hastscript';
import { document, type Setting, translationLink } from '../../templates/document.ts';
import { dayIn, inNewsroomOrder } from '../../templates/named.ts';
import { texts } from '../../templates/texts.ts';
import { permalink } from '../core/address.ts';
import type { NoticeItem } from '../core/item.ts';
import { longDate } from '../core/language.ts';
import { usableLanguages } from '../core/publication.ts';

export type WithdrawnPage = Setting & { item: NoticeItem };

/** The notice, as HTML. It names nothing of what was withdrawn, and search engines drop it. */
export function withdrawnPage({ item, newsroom, site, styleHref }: WithdrawnPage): string {
  const { language, publication, instant, note } = item;
  const { t, marks, language: own } = texts(language, newsroom);
  const title = t('release.withdrawn.title');
  const date = longDate(own, dayIn(newsroom.zone, instant));
  const others = inNewsroomOrder(usableLanguages(publication), newsroom).map((one) => ({
    language: one,
    href: permalink(site, one, publication),
  }));
  return document({
    ...{ language, newsroom, site, styleHref, title },
    body: [
      h('article', { className: 'withdrawn' }, [
        h('h1', marks, title),
        h('p', marks, h('time', { datetime: instant }, t('release.withdrawn.text', { date }))),
        ...(note === null ? [] : [h('p', { dir: 'auto' }, note)]),
      ]),
      ...(others.length === 0
        ? []
        : [
            h('aside', { className: 'after' }, [
              h('h2', marks, t('release.languages')),
              h(
                'ul',
                { className: 'links' },
                others.map((one) => h('li', translationLink(one, language))),
              ),
            ]),
          ]),
    ],
  });
}
