// A publication: what readers know of a release, and since when. It is the row that feeds, pages and mails are
// built from; its address and first dates never move.
import { z } from 'zod';

const instant = z.iso.datetime();

export const PublishedEdition = z.object({
  /** The release's version in which this language last changed. */
  version: z.number().int().positive(),
  /** The archive object that holds this edition. */
  contentHash: z.string(),
  /** sha256 of the edition, hex: tells whether a new version changes this language. */
  hash: z.string(),
  firstPublished: instant,
  modified: instant,
});
export type PublishedEdition = z.infer<typeof PublishedEdition>;

export const Publication = z.object({
  releaseId: z.string(),
  /** The newest version that was published. */
  version: z.number().int().positive(),
  /** The archive object of the newest version. */
  contentHash: z.string(),
  /** YYYY and MM as they stand in its addresses. */
  year: z.string(),
  month: z.string(),
  slug: z.string(),
  topics: z.array(z.string()),
  firstPublished: instant,
  /** By language. A DynamoDB map keeps no order: who shows several orders them as newsroom.yaml does. */
  editions: z.record(z.string(), PublishedEdition),
});
export type Publication = z.infer<typeof Publication>;
