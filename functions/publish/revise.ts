// What a release's uploads change for readers, now.
import type { Publication, PublishedEdition } from '../core/publication.ts';
import type { Release } from '../core/release.ts';
import type { HeadEdition, ReleaseHead } from '../core/release-head.ts';

type Editions = Record<string, PublishedEdition>;

/** The first publication fixes the address: the month of its date, or of the day it comes out. */
export function addressMonth({ date }: Pick<Release, 'date'>, now: Date): { year: string; month: string } {
  const [year = '', month = ''] = (date ?? now.toISOString()).split('-');
  return { year, month };
}

/**
 * The editions that readers have at `now`. Only the languages that changed are modified; one under embargo stays as
 * it was published, or unknown.
 */
export function editionsNow(head: ReleaseHead, before: Publication | undefined, now: Date): Editions {
  const instant = now.toISOString();
  const revised = Object.entries(head.editions).flatMap(([language, edition]): [string, PublishedEdition][] => {
    const published = editionNow(edition, before?.editions[language], instant);
    return published ? [[language, published]] : [];
  });
  return Object.fromEntries(revised);
}

function editionNow(
  edition: HeadEdition,
  earlier: PublishedEdition | undefined,
  now: string,
): PublishedEdition | undefined {
  if (edition.withdrawn) return withdrawn(edition, edition.withdrawn, earlier, now);
  if (edition.embargo !== null && edition.embargo > now) return earlier;
  const { version, contentHash, hash } = edition;
  if (earlier && earlier.withdrawn === null && earlier.hash === hash) return earlier;
  return {
    ...{ version, contentHash, hash },
    firstPublished: earlier?.firstPublished ?? now,
    modified: now,
    // Before it nothing was known of any version: a correction that says none leaves it true.
    embargo: edition.embargo ?? earlier?.embargo ?? null,
    // What was withdrawn is no part of a public history.
    history: [...(earlier?.withdrawn === null ? earlier.history : []), { version, contentHash, published: now }],
    withdrawn: null,
  };
}

/** Of what was taken back before its hour nobody knew, and nobody is told. */
function withdrawn(
  { contentHash, hash, embargo }: HeadEdition,
  { version, contentHash: note, receivedAt }: NonNullable<HeadEdition['withdrawn']>,
  earlier: PublishedEdition | undefined,
  now: string,
): PublishedEdition | undefined {
  if (!earlier && embargo !== null && embargo > receivedAt) return undefined;
  if (earlier?.withdrawn?.version === version) return earlier;
  const before = earlier?.withdrawn;
  const instant = before?.instant ?? now;
  return {
    ...(earlier ?? { contentHash, hash, firstPublished: now, embargo }),
    version,
    modified: now,
    history: [],
    withdrawn: { version, contentHash: note, instant, ...(before ? { first: before.first ?? before.version } : {}) },
  };
}

/** The publication with these editions, or undefined where nothing changed since `before`. */
export function revise(
  head: ReleaseHead,
  editions: Editions,
  before: Publication | undefined,
  place: Pick<Publication, 'year' | 'month' | 'slug' | 'positions'>,
  now: Date,
): Publication | undefined {
  const languages = Object.keys(editions);
  const isSame = before?.version === head.version && languages.every((one) => editions[one] === before.editions[one]);
  if (isSame) return undefined;
  const former = [...(before?.formerTopics ?? []), ...(before?.topics ?? [])];
  return {
    releaseId: head.releaseId,
    revision: (before?.revision ?? 0) + 1,
    version: head.version,
    ...place,
    topics: head.topics,
    formerTopics: [...new Set(former)].filter((topic) => !head.topics.includes(topic)),
    firstPublished: before?.firstPublished ?? now.toISOString(),
    editions,
  };
}

/** The day, in UTC, on which readers' last change of it came. */
export const changedOn = ({ editions }: Pick<Publication, 'editions'>): string =>
  (
    Object.values(editions)
      .map(({ modified }) => modified)
      .toSorted()
      .at(-1) ?? ''
  ).slice(0, 10);

/** The hours at which more of the release may be known, later than `now`. */
export const embargoesAhead = ({ editions }: Pick<ReleaseHead, 'editions'>, now: Date): string[] => [
  ...new Set(
    Object.values(editions).flatMap(({ embargo, withdrawn: taken }) =>
      embargo !== null && taken === null && embargo > now.toISOString() ? [embargo] : [],
    ),
  ),
];
