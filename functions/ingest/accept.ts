// What an upload means for the release of its key.
import type { ReleaseHead } from '../core/release-head.ts';

export type Upload = {
  releaseId: string;
  key: string;
  contentHash: string;
  sequencer: string;
  receivedAt: string;
  embargo: string | null;
};

export type Acceptance =
  /** An older event that came late: a newer upload of the same key was seen. */
  | { kind: 'stale' }
  /** The content that the head has: what follows is repeated, in case it failed the first time. */
  | { kind: 'same'; head: ReleaseHead }
  | { kind: 'new'; head: ReleaseHead };

/** S3's sequencers of one key compare as text once the shorter is padded with zeros on the right. */
export function isOlder(one: string, other: string): boolean {
  const length = Math.max(one.length, other.length);
  return one.padEnd(length, '0') < other.padEnd(length, '0');
}

/** "a.md" after "a.txt" is the same release, but sequencers say nothing of two keys: their hours do. */
const isLate = (upload: Upload, head: ReleaseHead): boolean =>
  upload.key === head.key ? isOlder(upload.sequencer, head.sequencer) : upload.receivedAt < head.receivedAt;

export function accept(head: ReleaseHead | undefined, upload: Upload): Acceptance {
  if (head && isLate(upload, head)) return { kind: 'stale' };
  if (head && head.contentHash === upload.contentHash)
    return { kind: 'same', head: { ...head, sequencer: upload.sequencer } };
  const version = (head?.version ?? 0) + 1;
  const { contentHash, receivedAt } = upload;
  const versions = [...(head?.versions ?? []), { version, contentHash, receivedAt }];
  return { kind: 'new', head: { ...upload, version, versions } };
}
