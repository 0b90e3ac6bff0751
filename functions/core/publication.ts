// A publication: what readers know of a release, and since when. It is the row that feeds, pages and mails are
// built from; its address and first dates never move.
import * as z from 'zod/mini';

const instant = z.iso.datetime();
const version = z.int().check(z.positive());

export const PublishedEdition = z.object({
  /** The release's version in which this language last changed. */
  version,
  /** The archive object that holds this edition. */
  contentHash: z.string(),
  /** sha256 of the edition, hex: tells whether a new version changes this language. */
  hash: z.string(),
  firstPublished: instant,
  modified: instant,
  /** Until when it was kept back, by the newest upload that said so. Rows from before embargoes were kept have none. */
  embargo: z._default(z.nullable(instant), null),
  /** What readers could read of it, oldest first; the last is what they read now. */
  history: z.array(z.object({ version, contentHash: z.string(), published: instant })),
  /** Since when a notice stands in its place; the archive object holds the note. */
  withdrawn: z.nullable(
    z.object({
      version,
      contentHash: z.string(),
      instant,
      /** The version that took it back first, where a later one said so once more. */
      first: z.optional(version),
    }),
  ),
});
export type PublishedEdition = z.infer<typeof PublishedEdition>;

export const Publication = z.object({
  releaseId: z.string(),
  /** Counts the changes of this row. */
  revision: version,
  /** The newest version of the release that was looked at. */
  version,
  /** YYYY and MM as they stand in its addresses. */
  year: z.string(),
  month: z.string(),
  slug: z.string(),
  topics: z.array(z.string()),
  /** Topics that it had before: its rows in their channels say that it has left them. */
  formerTopics: z.array(z.string()),
  firstPublished: instant,
  /** As the how-manieth release of each language it came out, from 1. */
  positions: z.record(z.string(), z.int().check(z.positive())),
  /** By language. A DynamoDB map keeps no order: who shows several orders them as newsroom.yaml does. */
  editions: z.record(z.string(), PublishedEdition),
});
export type Publication = z.infer<typeof Publication>;

/** What may be done with an edition, in IPTC's words. Ahead of its embargo nothing is public: only a preview is withheld. */
export function pubStatus({
  withdrawn,
  embargo,
  modified,
}: Pick<PublishedEdition, 'withdrawn' | 'embargo' | 'modified'>): 'usable' | 'withheld' | 'canceled' {
  if (withdrawn !== null) return 'canceled';
  return embargo !== null && embargo > modified ? 'withheld' : 'usable';
}

/** Whether readers had something else in its place before. */
export const isRevised = ({ editions }: Pick<Publication, 'editions'>): boolean =>
  Object.values(editions).some(({ history, withdrawn }) => history.length > 1 || withdrawn !== null);

/** The languages in which the release can be read, without those that were withdrawn. */
export const usableLanguages = ({ editions }: Pick<Publication, 'editions'>): string[] =>
  Object.keys(editions).filter((language) => editions[language]?.withdrawn === null);
