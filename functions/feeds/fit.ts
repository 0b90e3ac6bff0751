// How long a feed may become: importers cut it off or refuse it, at 512 K the smallest, most at 1 to 2 MB.
import type { Entry } from './entry.ts';

// With titles, summaries and links of 50 items beside them, the file stays under 1.5 MB.
const BODIES_BYTES = 1_200_000;

/** The entries, newest first, the older ones with their summary in place of the text once all together are too long. */
export function fitted(entries: readonly Entry[]): Entry[] {
  let left = BODIES_BYTES;
  return entries.map((entry) => {
    left -= entry.size;
    return left >= 0 ? entry : { ...entry, html: entry.brief() };
  });
}
