// The site's first page: choose a language.
import type { ElementContent } from 'hast';
import { h } from 'hastscript';
import { document, type Setting } from '../../templates/document.ts';
import { inNewsroomOrder, organisationIn } from '../../templates/named.ts';
import { marksWithin, texts } from '../../templates/texts.ts';
import { publicKey, publicUrl } from '../core/address.ts';
import { direction, ownName } from '../core/language.ts';

export type ChooserPage = Setting & {
  /** Those that have releases; before the first release, none. */
  languages: string[];
};

/** The chooser, as HTML. It is written in the newsroom's first language, but each choice in its own. */
export function chooserPage(chooser: ChooserPage): string {
  const { languages, newsroom, site, styleHref } = chooser;
  const [language = 'en'] = newsroom.languages;
  const organisation = organisationIn(language, newsroom);
  const { t, marks } = texts(language, newsroom);
  const url = publicUrl(site, publicKey.chooser);
  const offered = inNewsroomOrder(languages, newsroom);
  return document({
    ...{ language, newsroom, site, styleHref, url },
    title: organisation.name,
    description: t('newsroom.description', { organisation: organisation.name }),
    home: url,
    otherwise: url,
    head: [
      h('meta', { property: 'og:type', content: 'website' }),
      ...offered.map((one) =>
        h('link', { rel: 'alternate', hreflang: one, href: publicUrl(site, publicKey.newsroom(one)) }),
      ),
    ],
    body: [
      h('h1', { ...marks }, t('languages')),
      h(
        'ul',
        { className: 'newsrooms' },
        offered.map((one) => choice(one, chooser)),
      ),
    ],
  });
}

function choice(language: string, { newsroom, site }: ChooserPage): ElementContent {
  const { name, language: nameLanguage } = organisationIn(language, newsroom);
  const words = [h('span', marksWithin(language, nameLanguage), name), h('small', ownName(language))];
  const href = publicUrl(site, publicKey.newsroom(language));
  return h('li', { lang: language, dir: direction(language) }, h('a', { href, hreflang: language }, words));
}
