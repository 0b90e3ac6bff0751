// The head of a release: its newest version. Writing it is the commit point of an upload.
import { z } from 'zod';

export const ReleaseHead = z.object({
  releaseId: z.string(),
  key: z.string(),
  version: z.number().int().positive(),
  /** sha256 of the release as understood, hex; names the archive object. */
  contentHash: z.string(),
  /** S3's sequencer of the newest event that was seen for this key. */
  sequencer: z.string(),
  receivedAt: z.iso.datetime(),
  embargo: z.iso.datetime().nullable(),
  /** All versions, oldest first. */
  versions: z.array(z.object({ version: z.number(), contentHash: z.string(), receivedAt: z.iso.datetime() })),
});
export type ReleaseHead = z.infer<typeof ReleaseHead>;
