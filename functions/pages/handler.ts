// Stage 3: a release that changed → its pages, the newsrooms and pages of the past that list it, and what lists those.
import { style } from '../../templates/style.css.ts';
import { firstValues } from '../../templates/subscribe-form.ts';
import { subscribePage } from '../../templates/subscribe-page.ts';
import { publicKey, publicUrl } from '../core/address.ts';
import { fullPages, PAGE_SIZE, pageOf } from '../core/archive-page.ts';
import { A_MINUTE, AN_HOUR, FOR_EVER } from '../core/cache-control.ts';
import { sha256 } from '../core/digest.ts';
import type { EditionItem, Item } from '../core/item.ts';
import { ReleaseChanged } from '../core/messages.ts';
import type { Publication } from '../core/publication.ts';
import { log } from '../io/log.ts';
import type { Content } from '../io/objects.ts';
import { onMessage } from '../io/on-message.ts';
import { itemOf, itemsOf, type PublicSite, publicSite, version } from '../io/public-site.ts';
import { archivePage } from './archive-page.ts';
import { chooserPage } from './chooser-page.ts';
import { feedsPage } from './feeds-page.ts';
import type { Version } from './history.ts';
import { newsroomPage } from './newsroom-page.ts';
import { notFoundPage } from './not-found-page.ts';
import { outletsPage } from './outlets-page.ts';
import { releasePage } from './release-page.ts';
import { isFresh, newsSitemap, robots, sitemap, sitemapIndex } from './sitemap.ts';
import { withdrawnPage } from './withdrawn-page.ts';

/** Releases on a newsroom's page; older ones are on the pages of the past. */
const NEWEST = PAGE_SIZE;

const styleKey = publicKey.style(sha256(style).slice(0, 12));

const page = (body: string): Content => ({ body, contentType: 'text/html; charset=utf-8', cacheControl: A_MINUTE });
const xml = (body: string): Content => ({
  body,
  contentType: 'application/xml; charset=utf-8',
  cacheControl: A_MINUTE,
});

async function rebuild({ releaseId, invalidates }: ReleaseChanged, edges: PublicSite): Promise<void> {
  await edges.public.putOnce(styleKey, {
    body: style,
    contentType: 'text/css; charset=utf-8',
    cacheControl: FOR_EVER,
  });
  const publication = await publicationOf(releaseId, edges);
  const own = Object.keys(publication.editions);
  await Promise.all(own.map((language) => releasePages(releaseId, language, publication, edges)));
  const opened = await edges.listings.opened();
  // Every newsroom links to all others: the first release of a language changes them all.
  const isFirst = opened.some((one) => one.releaseId === releaseId);
  for (const language of isFirst ? opened.map((one) => one.language) : own) await newsroomIn(language, edges);
  for (const language of own) await pastOf(language, pageOf(publication.positions[language] ?? 1), edges);
  await lists(edges);
  if (invalidates !== null) await edges.edge.invalidate(`${invalidates}-pages`, pathsOf(publication));
  log({ stage: 'pages', outcome: 'rebuilt', releaseId });
}

async function publicationOf(releaseId: string, { releases }: PublicSite): Promise<Publication> {
  const publication = await releases.publication(releaseId);
  if (!publication) throw new Error(`Release ${releaseId} is not published.`);
  return publication;
}

const setting = ({ newsroom, site }: PublicSite) => ({ newsroom, site, styleHref: publicUrl(site, styleKey) });

async function releasePages(
  releaseId: string,
  language: string,
  placed: Publication,
  edges: PublicSite,
): Promise<void> {
  const key = publicKey.release(language, placed);
  await edges.public.replace([key], async () => {
    const item = await itemOf(await publicationOf(releaseId, edges), language, edges);
    if (!item) throw new Error(`Release ${releaseId} has no edition in ${language}.`);
    return { [key]: await releaseContent(item, edges) };
  });
}

async function releaseContent(item: Item, edges: PublicSite): Promise<Content> {
  // The edge answers with this status (infra/edge.ts).
  if (item.kind === 'notice')
    return { ...page(withdrawnPage({ ...setting(edges), item })), metadata: { status: '410' } };
  return page(releasePage({ ...setting(edges), item, versions: await versionsOf(item, edges) }));
}

const versionsOf = ({ language, publication, published }: EditionItem, { archive }: PublicSite): Promise<Version[]> =>
  Promise.all(
    published.history.map(async ({ version: number, contentHash, published: since }) => ({
      ...{ number, published: since },
      ...(await version(archive, publication.releaseId, contentHash, language)),
    })),
  );

const languagesOf = async ({ listings }: PublicSite): Promise<string[]> =>
  (await listings.opened()).map(({ language }) => language);

const editionsOf = (items: Item[]): EditionItem[] => items.filter((item) => item.kind === 'edition');

/** The newsroom's page, those on feeds, for outlets and to subscribe, and its newest releases for search engines. */
async function newsroomIn(language: string, edges: PublicSite): Promise<void> {
  const keys = {
    newsroom: publicKey.newsroom(language),
    feeds: publicKey.feedsPage(language),
    outlets: publicKey.outletsPage(language),
    subscribe: publicKey.subscribePage(language),
  };
  const sitemapKey = publicKey.sitemap(language);
  await edges.public.replace([...Object.values(keys), sitemapKey], async () => {
    const languages = await languagesOf(edges);
    const closedPages = fullPages(await edges.listings.count(language));
    const items = await itemsOf(await edges.listings.newest({ language, topic: null }, NEWEST), language, edges);
    const place = { ...setting(edges), language, languages };
    return {
      [keys.newsroom]: page(newsroomPage({ ...place, items, closedPages })),
      [keys.feeds]: page(feedsPage(place)),
      [keys.outlets]: page(outletsPage(place)),
      [keys.subscribe]: page(subscribePage({ ...place, values: firstValues(language, edges.newsroom), faults: [] })),
      [sitemapKey]: xml(sitemap({ ...setting(edges), items: editionsOf(items) })),
    };
  });
}

/** The page of the past that holds the release, once it is full; and the newest full one. */
async function pastOf(language: string, own: number, edges: PublicSite): Promise<void> {
  const full = fullPages(await edges.listings.count(language));
  if (own <= full) await pastPage(language, own, edges);
  const isMissing = full > 0 && own !== full && !(await edges.public.exists(publicKey.archivePage(language, full)));
  if (isMissing) await pastPage(language, full, edges);
}

async function pastPage(language: string, number: number, edges: PublicSite): Promise<void> {
  const [key, sitemapKey] = [publicKey.archivePage(language, number), publicKey.archiveSitemap(language, number)];
  await edges.public.replace([key, sitemapKey], async () => {
    const items = await itemsOf(await edges.listings.page(language, number), language, edges);
    // Without links to languages that come later: a page of the past holds nothing that changes by itself.
    const place = { ...setting(edges), language, languages: [language] };
    return {
      [key]: { ...page(archivePage({ ...place, page: number, items })), cacheControl: AN_HOUR },
      [sitemapKey]: { ...xml(sitemap({ ...setting(edges), items: editionsOf(items) })), cacheControl: AN_HOUR },
    };
  });
}

/** What leads to all that there is. */
async function lists(edges: PublicSite): Promise<void> {
  const { chooser, notFound, robots: robotsKey, sitemaps, newsSitemap: news } = publicKey;
  await edges.public.replace([chooser, notFound, robotsKey, sitemaps, news], async () => {
    const languages = await languagesOf(edges);
    const place = { ...setting(edges), languages };
    return {
      [chooser]: page(chooserPage(place)),
      [notFound]: page(notFoundPage(place)),
      [robotsKey]: { ...page(robots(edges.site)), contentType: 'text/plain; charset=utf-8' },
      [sitemaps]: xml(sitemapIndex(await sitemapsOf(languages, edges))),
      [news]: xml(newsSitemap({ ...setting(edges), items: await newsOf(languages, edges) })),
    };
  });
}

async function sitemapsOf(languages: string[], { listings, site }: PublicSite): Promise<{ url: string }[]> {
  const keys = languages.map(async (language) => {
    const pages = Array.from({ length: fullPages(await listings.count(language)) }, (_, index) => index + 1);
    return [publicKey.sitemap(language), ...pages.map((number) => publicKey.archiveSitemap(language, number))];
  });
  return (await Promise.all(keys)).flat().map((key) => ({ url: publicUrl(site, key) }));
}

async function newsOf(languages: string[], edges: PublicSite): Promise<EditionItem[]> {
  const listed = await Promise.all(
    languages.map(async (language) => ({
      language,
      publications: await edges.listings.newest({ language, topic: null }, NEWEST),
    })),
  );
  const publishedAt = (publication: Publication, language: string) =>
    publication.editions[language]?.firstPublished ?? publication.firstPublished;
  const newest = listed.flatMap(({ language, publications }) => publications.map((one) => publishedAt(one, language)));
  const last = newest.toSorted().at(-1) ?? '';
  const items = listed.map(({ language, publications }) =>
    itemsOf(
      publications.filter((one) => isFresh(publishedAt(one, language), last)),
      language,
      edges,
    ),
  );
  return editionsOf((await Promise.all(items)).flat());
}

/** Both as they are asked for and as the edge rewrites them. */
const pathsOf = ({ releaseId, editions, year, month, slug }: Publication): string[] => [
  ...Object.keys(editions).flatMap((language) => [
    `/${language}/${year}/${month}/${slug}*`,
    `/${language}/`,
    `/${language}/index.html`,
    `/${language}/archive/*`,
  ]),
  `/media/${releaseId}/*`,
];

export const handler = onMessage('pages', ReleaseChanged, rebuild, publicSite);
