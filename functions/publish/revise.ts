// What a version of a release changes for readers.
import { sha256 } from '../core/digest.ts';
import type { Publication, PublishedEdition } from '../core/publication.ts';
import type { Release } from '../core/release.ts';
import type { ReleaseHead } from '../core/release-head.ts';

type Addressed = Pick<Publication, 'year' | 'month' | 'slug'>;

/** The first publication fixes the address: the month of its date, or of the day it comes out. */
export function addressMonth(release: Release, now: Date): { year: string; month: string } {
  const [year = '', month = ''] = (release.date ?? now.toISOString()).split('-');
  return { year, month };
}

/**
 * The publication after `head`'s version came out at `now`. Only the languages whose text changed are modified; a
 * language that the new version lacks stays as it was published.
 */
export function revise(
  head: ReleaseHead,
  release: Release,
  before: Publication | undefined,
  address: Addressed,
  now: Date,
): Publication {
  const instant = now.toISOString();
  const revised = release.editions.map((edition): [string, PublishedEdition] => {
    const hash = sha256(JSON.stringify(edition));
    const earlier = before?.editions[edition.language];
    if (earlier?.hash === hash) return [edition.language, earlier];
    const firstPublished = earlier?.firstPublished ?? instant;
    return [
      edition.language,
      { version: head.version, contentHash: head.contentHash, hash, firstPublished, modified: instant },
    ];
  });
  return {
    releaseId: head.releaseId,
    version: head.version,
    contentHash: head.contentHash,
    ...address,
    topics: release.topics,
    firstPublished: before?.firstPublished ?? instant,
    editions: { ...before?.editions, ...Object.fromEntries(revised) },
  };
}
