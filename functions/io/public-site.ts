// What feeds and pages are made from, and where they go.
import type { Item } from '../core/item.ts';
import { withMediaAt } from '../core/media.ts';
import type { Newsroom } from '../core/newsroom.ts';
import type { Publication } from '../core/publication.ts';
import { noteIn } from '../core/release.ts';
import { type Archive, archive } from './archive.ts';
import { type Edge, edge } from './edge.ts';
import { env } from './env.ts';
import { type Listings, listings } from './listings.ts';
import { bundledNewsroom } from './newsroom.ts';
import { type Objects, objects } from './objects.ts';
import { type Releases, releases } from './releases.ts';

export type PublicSite = {
  releases: Releases;
  listings: Listings;
  archive: Archive;
  public: Objects;
  edge: Edge;
  newsroom: Newsroom;
  /** Its origin. */
  site: string;
};

export function publicSite(): PublicSite {
  const names = env('RELEASES_TABLE', 'ARCHIVE_BUCKET', 'PUBLIC_BUCKET', 'SITE_URL', 'DISTRIBUTION_ID');
  return {
    releases: releases(names.RELEASES_TABLE),
    listings: listings(names.RELEASES_TABLE),
    edge: edge(names.DISTRIBUTION_ID),
    archive: archive(names.ARCHIVE_BUCKET),
    public: objects(names.PUBLIC_BUCKET),
    newsroom: bundledNewsroom(),
    site: names.SITE_URL,
  };
}

/** What readers find of a publication in a language; undefined where it never had that language. */
export async function itemOf(
  publication: Publication,
  language: string,
  { archive: texts, site }: Pick<PublicSite, 'archive' | 'site'>,
): Promise<Item | undefined> {
  const published = publication.editions[language];
  if (!published) return undefined;
  const { releaseId } = publication;
  const place = { language, publication, published };
  if (published.withdrawn) {
    const { instant, contentHash } = published.withdrawn;
    const { withdrawal } = await texts.release(releaseId, contentHash);
    return { ...place, kind: 'notice', instant, note: noteIn(withdrawal?.note ?? null, language) };
  }
  const { edition, correction: note, contact } = await version(texts, releaseId, published.contentHash, language);
  const correction = published.history.length > 1 ? note : null;
  return {
    ...place,
    kind: 'edition',
    edition: { ...edition, body: withMediaAt(site, edition.body) },
    correction,
    contact,
  };
}

/** In the order of the publications. */
export const itemsOf = async (
  publications: Publication[],
  language: string,
  site: Pick<PublicSite, 'archive' | 'site'>,
): Promise<Item[]> =>
  (await Promise.all(publications.map((publication) => itemOf(publication, language, site)))).filter(
    (item) => item !== undefined,
  );

/** One edition of one version. Throws when the archive lacks it. */
export async function version(texts: Archive, releaseId: string, contentHash: string, language: string) {
  const release = await texts.release(releaseId, contentHash);
  const edition = release.editions.find((one) => one.language === language);
  if (!edition) throw new Error(`Release ${releaseId} with content ${contentHash} has no edition in ${language}.`);
  return { edition, correction: noteIn(release.correction, language), contact: release.contact };
}
