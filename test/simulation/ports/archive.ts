import { archiveKey } from '../../../functions/core/archive.ts';
import type { Release } from '../../../functions/core/release.ts';
import type { Archive } from '../../../functions/io/archive.ts';
import { type ObjectStore, objects } from './objects.ts';
import type { Wire } from './wire.ts';

export function archive(store: ObjectStore, wire: Wire, now: () => Date): Archive {
  const bucket = objects(store, wire, now);
  return {
    ...bucket,

    async putRelease(release, contentHash) {
      const body = JSON.stringify(release);
      await bucket.putOnce(archiveKey.release(release.id, contentHash), { body, contentType: 'application/json' });
    },

    async release(releaseId, contentHash): Promise<Release> {
      const bytes = await bucket.get(archiveKey.release(releaseId, contentHash));
      if (!bytes) throw new Error(`The archive lacks release ${releaseId} with content ${contentHash}.`);
      return JSON.parse(new TextDecoder().decode(bytes));
    },
  };
}
