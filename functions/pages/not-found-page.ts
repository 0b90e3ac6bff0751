// The page for every address that leads nowhere. The edge has one for all: it speaks each language.
import type { ElementContent } from 'hast';
import { h } from 'hastscript';
import { document, type Setting } from '../../templates/document.ts';
import { inNewsroomOrder } from '../../templates/named.ts';
import { marksWithin, texts } from '../../templates/texts.ts';
import { publicKey, publicUrl } from '../core/address.ts';
import { direction } from '../core/language.ts';

export type NotFoundPage = Setting & {
  /** Those that have releases. */
  languages: string[];
};

/** The page, as HTML. Search engines don't keep it. */
export function notFoundPage({ languages, ...setting }: NotFoundPage): string {
  const { newsroom, site } = setting;
  const [first = 'en'] = newsroom.languages;
  const home = publicUrl(site, publicKey.chooser);
  const told = inNewsroomOrder(languages, newsroom);
  const [language = first] = told;
  const blocks = told.map((one, index) => block(one, index === 0 ? 'h1' : 'h2', setting));
  const { t } = texts(language, newsroom);
  return document({
    ...{ ...setting, language, home, title: t('notfound.title') },
    body: blocks.length > 0 ? blocks : [block(language, 'h1', setting, home)],
  });
}

function block(language: string, heading: 'h1' | 'h2', { newsroom, site }: Setting, home?: string): ElementContent {
  const { t, language: written } = texts(language, newsroom);
  const href = home ?? publicUrl(site, publicKey.newsroom(language));
  const marks = marksWithin(language, written);
  return h('section', { className: 'lost', lang: language, dir: direction(language) }, [
    h(heading, marks, t('notfound.title')),
    h('p', marks, t('notfound.text')),
    h('p', marks, h('a', { href, ...(home === undefined && { hreflang: language }) }, t('newsroom.title'))),
  ]);
}
