// What an upload means for the release of its key.
import type { ReleaseHead } from '../core/release-head.ts';

export type Upload = {
  releaseId: string;
  key: string;
  contentHash: string;
  /** Undefined where no event told of the upload. */
  sequencer: string | undefined;
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

/** Sequencers order the events of one key. "a.md" after "a.txt" is the same release by another key: the hours tell. */
function isLate({ key, sequencer, receivedAt }: Upload, head: ReleaseHead): boolean {
  if (key !== head.key || sequencer === undefined) return receivedAt < head.receivedAt;
  return isOlder(sequencer, head.sequencer);
}

export function accept(head: ReleaseHead | undefined, upload: Upload): Acceptance {
  const sequencer = later(head?.sequencer ?? '', upload.sequencer ?? '');
  if (head?.contentHash === upload.contentHash) return { kind: 'same', head: { ...head, sequencer } };
  if (head && isLate(upload, head)) return { kind: 'stale' };
  const version = (head?.version ?? 0) + 1;
  const { contentHash, receivedAt } = upload;
  const versions = [...(head?.versions ?? []), { version, contentHash, receivedAt }];
  return { kind: 'new', head: { ...upload, sequencer, version, versions } };
}

const later = (one: string, other: string): string => (isOlder(one, other) ? other : one);
