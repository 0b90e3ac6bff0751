// The private archive bucket: releases as they were understood.
import { archiveKey } from '../core/archive.ts';
import { Release } from '../core/release.ts';
import { objects } from './objects.ts';

export function archive(bucket: string) {
  const store = objects(bucket);
  return {
    ...store,

    async putRelease(release: Release, contentHash: string): Promise<void> {
      const body = JSON.stringify(release);
      await store.putOnce(archiveKey.release(release.id, contentHash), { body, contentType: 'application/json' });
    },

    /** The release of that content. Throws when the archive lacks it, which a retry may mend. */
    async release(releaseId: string, contentHash: string): Promise<Release> {
      const bytes = await store.get(archiveKey.release(releaseId, contentHash));
      if (!bytes) throw new Error(`The archive lacks release ${releaseId} with content ${contentHash}.`);
      return Release.parse(JSON.parse(new TextDecoder().decode(bytes)));
    },
  };
}
export type Archive = ReturnType<typeof archive>;
