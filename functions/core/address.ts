// Public addresses and item ids. The same locally and deployed, but for the site's origin.
import { type Channel, channelId } from './channel.ts';
import type { Publication } from './publication.ts';

type Placed = Pick<Publication, 'year' | 'month' | 'slug'>;

/** Paths below the site's origin; each is also the key of the object in the public bucket. */
export const publicKey = {
  chooser: 'index.html',
  style: (hash: string) => `assets/style.${hash}.css`,
  opml: 'opml.xml',
  robots: 'robots.txt',
  notFound: 'not-found.html',
  /** The index of all sitemaps, and the one of news. */
  sitemaps: 'sitemap.xml',
  newsSitemap: 'news-sitemap.xml',
  newsroom: (language: string) => `${language}/index.html`,
  feedsPage: (language: string) => `${language}/feeds/index.html`,
  subscribePage: (language: string) => `${language}/subscribe.html`,
  outletsPage: (language: string) => `${language}/outlets.html`,
  /** The newest releases of a language, for search engines. */
  sitemap: (language: string) => `${language}/sitemap.xml`,
  /** A page of a language's past, from 1: for people, feed readers (RFC 5005), search engines. */
  archivePage: (language: string, page: number) => `${language}/archive/${page}.html`,
  archiveFeed: (language: string, page: number) => `${language}/archive/${page}.atom.xml`,
  archiveSitemap: (language: string, page: number) => `${language}/archive/${page}.sitemap.xml`,
  release: (language: string, { year, month, slug }: Placed) => `${language}/${year}/${month}/${slug}.html`,
  rss: (channel: Channel) => `${channelId(channel)}/rss.xml`,
  atom: (channel: Channel) => `${channelId(channel)}/atom.xml`,
  jsonFeed: (channel: Channel) => `${channelId(channel)}/feed.json`,
  ninjsFeed: (channel: Channel) => `${channelId(channel)}/ninjs.json`,
  ninjs: (language: string, { year, month, slug }: Placed) => `${language}/${year}/${month}/${slug}.ninjs.json`,
  jws: (language: string, { year, month, slug }: Placed) => `${language}/${year}/${month}/${slug}.jws`,
  jwks: '.well-known/jwks.json',
  newsml: (language: string, { year, month, slug }: Placed) => `${language}/${year}/${month}/${slug}.newsml.xml`,
  media: (releaseId: string, name: string) => `media/${releaseId}/${name}`,
};

/** The address a reader sees for a key: the edge adds "index.html" and ".html" by itself. */
export const publicUrl = (site: string, key: string): string =>
  `${site}/${key.replace(/(^|\/)index\.html$/, '$1').replace(/\.html$/, '')}`;

/** By this header the API knows that a request came by the edge. */
export const EDGE_HEADER = 'x-polywire-edge';

/** Where a link in a mail leads: by what it is for. A short one, because folded headers break some DKIM checks. */
export const apiUrl = (
  site: string,
  route: 'subscribe' | 'confirm' | 'preferences' | 'unsubscribe',
  token: string,
): string => `${site}/api/${route}?t=${token}`;

/** Where outlets ask to be told of what is new. */
export const hubUrl = (site: string): string => `${site}/api/hub`;

/** A feed's hub and its own address, as a Link header says them. (W3C WebSub, §4; RFC 8288) */
export const feedLinks = (site: string, key: string): string =>
  `<${hubUrl(site)}>; rel="hub", <${publicUrl(site, key)}>; rel="self"`;

const FEED = /^[A-Za-z0-9-]+(?:\/topics\/[a-z0-9-]+)?\/(?:rss\.xml|atom\.xml|feed\.json|ninjs\.json)$/;

/** The key of the feed that is at an address of the site; undefined where the address can be no feed's. */
export function feedAt(address: string, site: string): string | undefined {
  const url = URL.parse(address);
  if (!url || url.origin !== new URL(site).origin || url.search || url.hash) return undefined;
  // No feed's address needs any encoding: what is encoded all the same means the same. (WebSub, §5.1.1)
  const key = url.pathname
    .slice(1)
    .replace(/%[0-9a-f]{2}/gi, (byte) => String.fromCharCode(Number.parseInt(byte.slice(1), 16)));
  return FEED.test(key) ? key : undefined;
}

/** Where an edition is read. */
export const permalink = (site: string, language: string, placed: Placed): string =>
  publicUrl(site, publicKey.release(language, placed));

/** RFC 4151. It outlives corrections and a move of the site: AUTHORITY is no address. */
export const itemId = (
  authority: string,
  { year, releaseId }: Pick<Publication, 'year' | 'releaseId'>,
  language: string,
) => `tag:${authority},${year}:release/${releaseId}/${language}`;
