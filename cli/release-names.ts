// What a release is called in the terminal. The functions' logs hold ids only, and no text of a release.
import { basename } from 'node:path/posix';
import { releaseId } from '../functions/core/release.ts';
import type { S3 } from '../infra/local/s3/s3.ts';

export type ReleaseNames = {
  /** The key of its newest file in the inbox. */
  fileOf(id: string): string | undefined;
  /** The sentence of its newest receipt. */
  summaryOf(id: string): string | undefined;
};

type Buckets = { inbox: string; archive: string };

export function releaseNames(s3: Pick<S3, 'list' | 'read'>, { inbox, archive }: Buckets): ReleaseNames {
  const files = new Map<string, string>();
  const fileOf = (id: string): string | undefined => {
    if (!files.has(id)) for (const key of s3.list(inbox)) files.set(releaseId(key), key);
    return files.get(id);
  };
  return {
    fileOf,
    summaryOf(id) {
      const own = s3.list(inbox).filter((key) => releaseId(key) === id);
      const newest = s3
        .list(archive)
        .filter((key) => key.endsWith('.json') && own.some((file) => key.startsWith(`receipts/${file}/`)))
        .toSorted((one, other) => (basename(one) < basename(other) ? -1 : 1))
        .at(-1);
      const body = newest === undefined ? undefined : s3.read(archive, newest)?.body;
      // Written by ingest a moment ago, in this very checkout.
      return body && JSON.parse(new TextDecoder().decode(body)).summary;
    },
  };
}
