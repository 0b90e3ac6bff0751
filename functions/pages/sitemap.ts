// What crawlers are told: where the releases are, in which languages, and which are new. (sitemaps.org/protocol.html)
import { inNewsroomOrder, organisationIn } from '../../templates/named.ts';
import { permalink, publicKey, publicUrl } from '../core/address.ts';
import type { EditionItem } from '../core/item.ts';
import type { Newsroom } from '../core/newsroom.ts';
import { usableLanguages } from '../core/publication.ts';
import { safeText } from '../core/safe-text.ts';

type Place = { newsroom: Newsroom; site: string };

const SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';

/** Google takes no more (facts/feeds.md, "What do importers ask for?"). */
const NEWS_ITEMS = 1000;
const NEWS_MILLISECONDS = 2 * 24 * 3600 * 1000;

/** Releases of one language, each with all languages it can be read in. */
export function sitemap({ items, ...place }: Place & { items: readonly EditionItem[] }): string {
  const urls = items.map((item) => url(item, place));
  return xml(`<urlset ${SITEMAP} xmlns:xhtml="http://www.w3.org/1999/xhtml">`, urls, '</urlset>');
}

function url({ language, publication, published }: EditionItem, { newsroom, site }: Place): string {
  const languages = inNewsroomOrder(usableLanguages(publication), newsroom);
  const [first = language] = languages;
  // The same set as in the page's head: where they differ, or one doesn't name itself, Google takes none.
  const alternates = [...languages.map((one) => [one, one]), ['x-default', first]].map(
    ([hreflang = '', one = '']) =>
      `<xhtml:link rel="alternate" hreflang="${hreflang}" href="${escaped(permalink(site, one, publication))}"/>`,
  );
  const loc = element('loc', permalink(site, language, publication));
  return `<url>${loc}${element('lastmod', published.modified)}${alternates.join('')}</url>`;
}

/** The sitemaps of all languages; `modified` is when the newest of its releases changed. */
export const sitemapIndex = (entries: readonly { url: string; modified?: string }[]): string =>
  xml(
    `<sitemapindex ${SITEMAP}>`,
    entries.map(
      ({ url: loc, modified }) =>
        `<sitemap>${element('loc', loc)}${modified === undefined ? '' : element('lastmod', modified)}</sitemap>`,
    ),
    '</sitemapindex>',
  );

/**
 * News of all languages, newest first (Google, "Create a news sitemap"). It tells of two days; they are counted back
 * from the newest release, not from now: the same releases must give the same bytes.
 */
export function newsSitemap({ items, newsroom, site }: Place & { items: readonly EditionItem[] }): string {
  const ordered = items.toSorted((a, b) => (orderOf(a) < orderOf(b) ? 1 : -1));
  const last = ordered[0]?.published.firstPublished ?? '';
  const news = ordered.filter(({ published }) => isFresh(published.firstPublished, last)).slice(0, NEWS_ITEMS);
  return xml(
    `<urlset ${SITEMAP} xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">`,
    news.map(({ language, publication, published, edition }) => {
      const name = element('news:name', organisationIn(language, newsroom).name);
      const said = [
        `<news:publication>${name}${element('news:language', newsLanguage(language))}</news:publication>`,
        element('news:publication_date', published.firstPublished),
        element('news:title', edition.headline),
      ];
      return `<url>${element('loc', permalink(site, language, publication))}<news:news>${said.join('')}</news:news></url>`;
    }),
    '</urlset>',
  );
}

const orderOf = ({ published, publication, language }: EditionItem): string =>
  `${published.firstPublished} ${publication.releaseId} ${language}`;

/** Whether it is news beside the `last` release. */
export const isFresh = (firstPublished: string, last: string): boolean =>
  Date.parse(firstPublished) >= Date.parse(last) - NEWS_MILLISECONDS;

/** ISO 639, but for Chinese: "zh-cn" and "zh-tw" (Google, "Create a news sitemap"). */
export function newsLanguage(tag: string): string {
  const { language, script } = new Intl.Locale(tag).maximize();
  if (language !== 'zh') return language;
  return script === 'Hant' ? 'zh-tw' : 'zh-cn';
}

/** RFC 9309. Below /api are forms, one for each person. */
export const robots = (site: string): string =>
  [
    'User-agent: *',
    'Disallow: /api/',
    '',
    `Sitemap: ${publicUrl(site, publicKey.sitemaps)}`,
    `Sitemap: ${publicUrl(site, publicKey.newsSitemap)}`,
    '',
  ].join('\n');

const xml = (open: string, lines: string[], close: string): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${[open, ...lines, close].join('\n')}\n`;

const element = (name: string, value: string): string => `<${name}>${escaped(value)}</${name}>`;

const references: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

const escaped = (value: string): string => safeText(value).replace(/[&<>"']/g, (sign) => references[sign] ?? sign);
