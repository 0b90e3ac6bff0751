// One release in the local cloud of a checkout, every worker ended before its upload.
import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod/mini';

const Release = z.object({
  /** Elapsed seconds at which a stage first said that it had done something. */
  steps: z.record(z.string(), z.number()),
  /** Seconds until its last feed, page and document was out. */
  elapsed: z.number(),
  /** Seconds until then, of all threads together, emulators and all that runs beside. */
  processor: z.number(),
  /** Seconds of each function's thread, of the busiest where there were several: waking, and its share of the release. */
  functions: z.record(z.string(), z.number()),
});
export type Release = z.infer<typeof Release>;

const ROUNDS = 5;

/** The one in the middle of several, each in a process of its own. */
export async function coldRelease(checkout: string, scratch: string): Promise<Release> {
  const script = fileURLToPath(new URL('./release-of.ts', import.meta.url));
  const releases: Release[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const state = mkdtempSync(join(scratch, 'state-'));
    const said = execFileSync(process.execPath, [script, checkout, state], { cwd: checkout, encoding: 'utf8' });
    releases.push(Release.parse(JSON.parse(said.trim().split('\n').at(-1) ?? '')));
  }
  const [middle] = releases.toSorted((one, other) => one.processor - other.processor).slice(ROUNDS >> 1);
  if (!middle) throw new Error('No cold release was measured.');
  return middle;
}
