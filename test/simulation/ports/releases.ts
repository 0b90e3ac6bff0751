import type { Publication } from '../../../functions/core/publication.ts';
import type { ReleaseHead } from '../../../functions/core/release-head.ts';
import type { Releases } from '../../../functions/io/releases.ts';
import { putIf } from './rows.ts';
import type { Wire } from './wire.ts';

export type ReleaseStore = {
  heads: Map<string, ReleaseHead>;
  publications: Map<string, Publication>;
  addresses: Map<string, string>;
  /** Hears of each publication as it is stored. */
  onPublish?: (publication: Publication) => void;
};

export const newReleases = (): ReleaseStore => ({ heads: new Map(), publications: new Map(), addresses: new Map() });

const follows =
  ({ revision }: { revision: number }) =>
  (there: { revision: number } | undefined): boolean =>
    (there?.revision ?? 0) === revision - 1;

export const releases = (store: ReleaseStore, { read, write }: Wire): Releases => ({
  head: (id) => read('releases.head', () => store.heads.get(id)),
  commit: (head) => write('releases.commit', () => putIf(store.heads, head.releaseId, head, follows(head))),
  publication: (id) => read('releases.publication', () => store.publications.get(id)),
  publish: (publication) =>
    write('releases.publish', () => {
      const isNext = putIf(store.publications, publication.releaseId, publication, follows(publication));
      if (isNext) store.onPublish?.(publication);
      return isNext;
    }),
  claimAddress: (address, id) =>
    write('releases.claimAddress', () =>
      putIf(store.addresses, address, id, (owner) => owner === undefined || owner === id),
    ),
  owner: (address) => read('releases.owner', () => store.addresses.get(address)),
});
