// The pages that the judges are shown: every kind in every language of the newsroom, and some made to break a page.
import type { ElementContent } from 'hast';
import { h } from 'hastscript';
import { publicKey, publicUrl } from '../../functions/core/address.ts';
import type { EditionItem, Item } from '../../functions/core/item.ts';
import { ownName } from '../../functions/core/language.ts';
import type { Publication } from '../../functions/core/publication.ts';
import type { Edition } from '../../functions/core/release.ts';
import { archivePage } from '../../functions/pages/archive-page.ts';
import { chooserPage } from '../../functions/pages/chooser-page.ts';
import { feedsPage } from '../../functions/pages/feeds-page.ts';
import type { Version } from '../../functions/pages/history.ts';
import { newsroomPage } from '../../functions/pages/newsroom-page.ts';
import { notFoundPage } from '../../functions/pages/not-found-page.ts';
import { outletsPage } from '../../functions/pages/outlets-page.ts';
import { releasePage } from '../../functions/pages/release-page.ts';
import { withdrawnPage } from '../../functions/pages/withdrawn-page.ts';
import type { Setting } from '../../templates/document.ts';
import {
  aNotice,
  anEdition,
  anItem,
  aPublication,
  highlands,
  hostile,
  published,
  samples,
} from '../templates/samples.ts';
import { subscriptionPages } from './subscription-cases.ts';

export type PageCase = { path: string; language: string; html: string };

export const STYLE = '/assets/style.css';

const languages = highlands.languages;
const corrected = published('2026-03-09T08:00:00Z', '2026-03-11T08:00:00Z');

/** A picture of the site's own, so that there is one to load. */
export const PICTURE = '/media/r1/gauge.png';

const bodyOf = (children: ElementContent[]) => ({ type: 'root' as const, children });

const own = (site: string, alt: string) => h('img', { src: `${site}${PICTURE}`, alt, dataCredit: 'I. Vann' });

/** In languages that have no sample, the sample's text is borrowed: the judges read its markup. */
function editionIn(language: string): Edition {
  const found = samples.find(({ edition }) => edition.language === language)?.edition;
  return found ?? anEdition({ language, headline: highlands.organisation[language] ?? ownName(language) });
}

function history(site: string, edition: Edition): { item: EditionItem & { contact: string }; versions: Version[] } {
  const publication = aPublication(languages, { slug: 'corrected', editions: { [edition.language]: corrected } });
  const blocks = edition.body.children.flatMap(elements);
  const before = {
    ...edition,
    headline: `${edition.headline} 2025`,
    body: bodyOf([...blocks.slice(0, -1), h('p', '2025 2026')]),
  };
  const pictured = bodyOf([
    ...edition.body.children.flatMap(elements),
    h('p', own(site, 'A gauge')),
    h('p', 'I. Vann'),
  ]);
  const correction = 'The hour was wrong: 14:00, not 12:00.';
  const after = { ...edition, body: pictured };
  return {
    item: { ...anItem(after, everywhere(publication), correction), contact: 'Press office, +44 20 0000 0000' },
    versions: [
      { number: 1, published: corrected.firstPublished, correction: null, edition: before },
      { number: 2, published: corrected.modified, correction, edition: after },
    ],
  };
}

const elements = (node: Edition['body']['children'][number]) => (node.type === 'element' ? [node] : []);

const everywhere = (publication: Publication): Publication => ({
  ...publication,
  editions: { ...aPublication(languages).editions, ...publication.editions },
});

const long = 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft'.repeat(3);

const hostileEditions = (site: string): Edition[] => [
  anEdition({ headline: hostile, subheadline: hostile, summary: `${hostile} </script><!-- <script>` }),
  anEdition({ headline: 'UNESCO \u200Fمياه\u200E \u0000\uD800 ]]>', summary: long, body: bodyOf([h('p', long)]) }),
  anEdition({
    language: 'ar',
    headline: 'صور وروابط',
    body: bodyOf([
      h('h4', 'A heading out of order'),
      h('h1', 'A second first heading'),
      h('h2', ''),
      h('p', h('img', { src: 'https://elsewhere.example/a.png', alt: '' })),
      h(
        'p',
        h('a', { href: 'https://a.example/?a=1&b=2' }, h('img', { src: 'https://elsewhere.example/b.png', alt: 'b' })),
      ),
      h('p', h('a', { href: 'https://a.example/' }, own(site, ''))),
      h('p', h('a', { href: `https://a.example/${long}` })),
      h('pre', h('code', long)),
      h('ol', { start: 3 }, [h('li', [h('p', 'One'), h('ul', h('li', 'Two'))])]),
      h('blockquote', h('p', hostile)),
      h('hr'),
    ]),
  }),
];

export async function pageCases(site: string): Promise<PageCase[]> {
  const setting = { newsroom: highlands, site, styleHref: `${site}${STYLE}` };
  const at = (key: string, language: string, html: string): PageCase => ({
    path: publicUrl('', key),
    ...{ language, html },
  });
  const release = (item: EditionItem, versions: Version[] = []) =>
    at(publicKey.release(item.language, item.publication), item.language, releasePage({ ...setting, item, versions }));
  const [first = 'en'] = languages;
  return [
    at(publicKey.chooser, first, chooserPage({ ...setting, languages })),
    at(publicKey.notFound, first, notFoundPage({ ...setting, languages })),
    at('empty.html', first, notFoundPage({ ...setting, languages: [] })),
    ...samples.map(({ edition, publication }) =>
      release(anItem(edition, { ...publication, slug: publication.releaseId })),
    ),
    ...hostileEditions(site).map((edition, index) =>
      release(anItem(edition, aPublication(languages, { slug: `hostile-${index}`, topics: [hostile, 'water'] }))),
    ),
    ...languages.flatMap((language) => inLanguage(language, setting, at)),
    ...(await Promise.all(languages.map((language) => ofSubscriptions(language, setting, at)))).flat(),
  ];
}

function inLanguage(
  language: string,
  setting: { newsroom: typeof highlands; site: string; styleHref: string },
  at: (key: string, language: string, html: string) => PageCase,
): PageCase[] {
  const edition = editionIn(language);
  const { item, versions } = history(setting.site, edition);
  const notice = aNotice(language, 'الأرقام خاطئة');
  const others = samples.filter((one) => one.edition.language === language && one.edition !== edition);
  const listed = [...others.map((one) => one.edition), edition].map(numbered);
  const items: Item[] = [item, { ...notice, published: published('2026-02-20T08:00:00Z') }, ...listed];
  const place = { ...setting, language };
  const page = (key: string, html: string) => at(key, language, html);
  return [
    page(publicKey.newsroom(language), newsroomPage({ ...place, items, languages, closedPages: 2 })),
    page(`${language}/empty.html`, newsroomPage({ ...place, items: [], languages: [language] })),
    page(publicKey.archivePage(language, 2), archivePage({ ...place, page: 2, items, languages })),
    page(publicKey.feedsPage(language), feedsPage({ ...place, languages })),
    page(publicKey.outletsPage(language), outletsPage({ ...place, languages })),
    page(publicKey.release(language, item.publication), releasePage({ ...setting, item, versions })),
    page(publicKey.release(language, notice.publication), withdrawnPage({ ...setting, item: notice })),
  ];
}

type At = (key: string, language: string, html: string) => PageCase;

async function ofSubscriptions(language: string, setting: Setting, at: At): Promise<PageCase[]> {
  // Its own style, in the place of the one that a newsroom would have.
  const styled = (html: string) => html.replace(/href="[^"]*\/assets\/style\.[^"]+"/, `href="${setting.styleHref}"`);
  return (await subscriptionPages(language, setting)).map(([name, html]) => at(name, language, styled(html)));
}

/** Releases of several days. */
function numbered(edition: Edition, index: number): EditionItem {
  const row = published(`2026-02-${10 + index}T08:00:00Z`);
  const id = { releaseId: `n${index}`, slug: `n-${index}` };
  return anItem(edition, aPublication(languages, { ...id, editions: { [edition.language]: row } }));
}
