// Whether outlets that asked to be told of a feed have what a release has become: a function of what was pushed when, and
// of what each took when.
import type { Outlet, Push } from '../core/outlet.ts';
import type { Progress } from '../core/receipt.ts';

/** A feed that changed for the release, and who asked for it. */
export type Pushed = { push: Push; outlets: Outlet[] };

/** Outlets that are named; the rest are counted. */
const MOST_NAMED = 20;

/** An outlet, known by its callback, has it when it took every feed of it that it asked for; null where nobody asked. */
export function outletsOf(pushed: Pushed[], now: string): Progress['outlets'] {
  const all = new Map<string, { host: string; isTaken: boolean }>();
  for (const { push, outlets } of pushed) {
    // Who asked after it was pushed found it at the feed's address.
    for (const outlet of outlets.filter(({ since, leaseUntil }) => since <= push.at && leaseUntil > now)) {
      const isTaken = outlet.etag === push.etag || (outlet.takenAt ?? '') >= push.at;
      const before = all.get(outlet.id)?.isTaken ?? true;
      all.set(outlet.id, { host: new URL(outlet.callback).host, isTaken: before && isTaken });
    }
  }
  if (all.size === 0) return null;
  const waiting = [...all.values()].filter(({ isTaken }) => !isTaken);
  const hosts = [...new Set(waiting.map(({ host }) => host))].toSorted();
  return { asked: all.size, taken: all.size - waiting.length, waiting: hosts.slice(0, MOST_NAMED) };
}
