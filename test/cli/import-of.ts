// Run as a process of its own: what the import of a file costs, with a table that only counts. Arguments: the file, and
// "dry" for a dry run. Of who is there, the table knows the ids that `people` gives them.
import { type ImportPorts, importSubscribers } from '../../cli/import-subscribers.ts';
import { nameKey } from '../../functions/core/token.ts';
import { idsOf, LEFT, SUPPRESSED, THERE } from './people.ts';
import { keys, reader } from './readers.ts';

const [file = '', mode] = process.argv.slice(2);
const there = idsOf(THERE);
const left = idsOf(LEFT);
const suppressed = idsOf(SUPPRESSED);
const written = { added: 0, consents: 0, erased: 0 };
let isBusy = 0;
let busiest = 0;

/** As long as a look into a table takes, at the least: what is read is read while others wait. */
async function call<Result>(result: Result): Promise<Result> {
  busiest = Math.max(busiest, ++isBusy);
  await new Promise(setImmediate);
  isBusy--;
  return result;
}

const ports: ImportPorts = {
  key: nameKey(keys),
  subscribers: {
    suppressed: (ids) => call(new Set(ids.filter((id) => suppressed.has(id)))),
    many: (ids) =>
      call(
        ids
          .filter((id) => there.has(id) || left.has(id))
          .map((id) => reader('x@list.example', { id, state: left.has(id) ? 'unsubscribed' : 'active' })),
      ),
    async add() {
      written.added++;
      return call(true);
    },
    async remove() {
      written.erased++;
    },
  },
  aliases: { idsOf: (hashes) => call(new Map(hashes.map((hash) => [hash, hash]))) },
  consents: {
    async add() {
      written.consents++;
      return call(true);
    },
    async erase() {
      written.erased++;
    },
  },
};

let refusals = 0;
const start = performance.now();
const counts = await importSubscribers(file, ports, {
  ...{ at: '2026-11-25T12:00:00.000Z', needsProof: true, isDryRun: mode === 'dry' },
  onRefused: () => refusals++,
  onProgress: () => undefined,
});
const seconds = (performance.now() - start) / 1000;
const peak = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(JSON.stringify({ counts, written, refusals, busiest, seconds, peak }));
