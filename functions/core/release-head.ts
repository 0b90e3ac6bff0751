// The head of a release: every upload of it, and what they come to. Writing it is the commit point of an upload.
import * as z from 'zod/mini';

const instant = z.iso.datetime();

/** What an upload says, as far as later ones may say it anew. The texts are in the archive. */
export const Upload = z.object({
  key: z.string(),
  /** S3's sequencer; null where no event told of the upload. */
  sequencer: z.nullable(z.string()),
  receivedAt: instant,
  /** sha256 of the release as understood, hex; names the archive object. */
  contentHash: z.string(),
  /** Key of its receipt in the archive. */
  receipt: z.string(),
  /** By language. `hash` is the edition's, sha256, hex: it tells whether a language changed. */
  editions: z.record(z.string(), z.object({ hash: z.string(), embargo: z.nullable(instant) })),
  topics: z.nullable(z.array(z.string())),
  notify: z.nullable(z.boolean()),
  require: z.nullable(z.array(z.string())),
  withdrawal: z.nullable(z.object({ languages: z.nullable(z.array(z.string())) })),
  reinstates: z.boolean(),
});
export type Upload = z.infer<typeof Upload>;

export const HeadEdition = z.object({
  /** The version that last changed this language, and its archive object. */
  version: z.int().check(z.positive()),
  contentHash: z.string(),
  hash: z.string(),
  embargo: z.nullable(instant),
  /** The version that took it back, its archive object, and when it came in. */
  withdrawn: z.nullable(
    z.object({ version: z.int().check(z.positive()), contentHash: z.string(), receivedAt: instant }),
  ),
});
export type HeadEdition = z.infer<typeof HeadEdition>;

export const ReleaseHead = z.object({
  releaseId: z.string(),
  /** Counts the writes of this row: whoever writes has seen the one before. */
  revision: z.int().check(z.positive()),
  /** Counts the contents that came in one after another. */
  version: z.int().check(z.positive()),
  /** In the order in which they were put, oldest first. */
  uploads: z.array(Upload).check(z.minLength(1)),
  /** By language. */
  editions: z.record(z.string(), HeadEdition),
  topics: z.array(z.string()),
  notify: z.boolean(),
  require: z.array(z.string()),
});
export type ReleaseHead = z.infer<typeof ReleaseHead>;

/** Languages that must be there before any goes out, and aren't. */
export const missingLanguages = ({ require, editions }: Pick<ReleaseHead, 'require' | 'editions'>): string[] =>
  require.filter((language) => !Object.hasOwn(editions, language));
