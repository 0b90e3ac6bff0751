// A subscribers file into the table; a broken row is told and leaves the others alone.
import { subscriberId, type Wishes } from '../functions/core/subscriber.ts';
import type { Aliases } from '../functions/io/aliases.ts';
import type { Consents } from '../functions/io/consents.ts';
import type { Subscribers } from '../functions/io/subscribers.ts';
import { importRow } from '../functions/subscriptions/import.ts';
import { countLines } from './csv-records.ts';
import { inTurns } from './in-turns.ts';
import { newSeen } from './seen.ts';
import { rowsOf } from './subscribers-file.ts';

export type ImportCounts = {
  rows: number;
  added: number;
  /** Had subscribed before: their own choices stay. */
  known: number;
  /** Left, were erased, or can't be written to: no list brings them back. */
  optedOut: number;
  refused: number;
};

export type Refused = { line: number; reason: string };

export type ImportPorts = {
  subscribers: Pick<Subscribers, 'suppressed' | 'many' | 'add' | 'remove'>;
  aliases: Pick<Aliases, 'idsOf'>;
  consents: Pick<Consents, 'add' | 'erase'>;
  /** Names addresses by their hash. */
  key: string;
};

export type ImportOptions = {
  at: string;
  needsProof: boolean;
  /** Counts, and writes nothing. */
  isDryRun: boolean;
  onRefused(refused: Refused): void;
  /** `lines` is how many the file has. */
  onProgress(counts: ImportCounts, lines: number): void;
};

/** As `polywire run` tells it. */
export type ImportReport = { added: number; known: number; refused: Refused[] };

/** For a newsroom that is there to be looked at: nobody's consent is needed. */
export async function importSample(file: string, ports: ImportPorts): Promise<ImportReport> {
  const refused: Refused[] = [];
  const { added, known, optedOut } = await importSubscribers(file, ports, {
    ...{ at: new Date().toISOString(), needsProof: false, isDryRun: false },
    onRefused: (one) => void refused.push(one),
    onProgress: () => undefined,
  });
  return { added, known: known + optedOut, refused };
}

type Candidate = { hash: string; address: string; wishes: Wishes; proof: string; isRepeated: boolean };
type Named = Candidate & { id: string };

/** What one lookup takes; how many are under way; how many calls each makes at once. */
const BATCH = 100;
const BATCHES = 4;
const CALLS = 25;

export async function importSubscribers(
  file: string,
  ports: ImportPorts,
  options: ImportOptions,
): Promise<ImportCounts> {
  const counts: ImportCounts = { rows: 0, added: 0, known: 0, optedOut: 0, refused: 0 };
  // Before anything is written: a file that is no text is refused whole.
  const lines = await countLines(file);
  const batches = batchesOf(file, counts, ports.key, options);
  // The workers share the reading: it goes no further than they come, and ends where one of them fails.
  const worker = async (): Promise<void> => {
    for await (const batch of batches) {
      await importBatch(batch, counts, ports, options);
      options.onProgress(counts, lines);
    }
  };
  await Promise.all(Array.from({ length: BATCHES }, worker));
  return counts;
}

async function* batchesOf(file: string, counts: ImportCounts, key: string, options: ImportOptions) {
  const seen = newSeen();
  let batch: Candidate[] = [];
  for await (const read of rowsOf(file)) {
    counts.rows++;
    const candidate = 'fault' in read ? read.fault : candidateFrom(importRow(read.row), options.needsProof);
    if (typeof candidate === 'string') {
      counts.refused++;
      options.onRefused({ line: read.line, reason: candidate });
      continue;
    }
    const hash = subscriberId(key, candidate.address);
    batch.push({ ...candidate, hash, isRepeated: seen.again(hash) });
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  yield batch;
}

function candidateFrom(imported: ReturnType<typeof importRow>, needsProof: boolean) {
  if ('refusal' in imported) return imported.refusal;
  if (needsProof && imported.proof === '') return 'the row has no proof of consent; say how and when they agreed';
  return imported;
}

async function importBatch(batch: Candidate[], counts: ImportCounts, ports: ImportPorts, options: ImportOptions) {
  if (batch.length === 0) return;
  const { subscribers, aliases } = ports;
  const aliased = await aliases.idsOf([...new Set(batch.map(({ hash }) => hash))]);
  const named: Named[] = batch.map((one) => ({ ...one, id: aliased.get(one.hash) ?? one.hash }));
  const ids = [...new Set(named.map(({ id }) => id))];
  const [suppressed, there] = await Promise.all([subscribers.suppressed(ids), subscribers.many(ids)]);
  const states = new Map(there.map(({ id, state }) => [id, state]));
  const isOut = ({ id }: Named): boolean => suppressed.has(id) || states.get(id) === 'unsubscribed';
  const out = named.filter(isOut).length;
  const fresh = named.filter((one) => !isOut(one) && !states.has(one.id) && !one.isRepeated);
  const added = options.isDryRun ? fresh : await addAll(fresh, ports, options.at);
  const erased = options.isDryRun ? 0 : await removeErased(added, ports);
  counts.added += added.length - erased;
  counts.known += named.length - out - added.length;
  counts.optedOut += out + erased;
}

/** Those who weren't there, each with their proof before them: nobody is a subscriber without. */
async function addAll(fresh: Named[], { subscribers, consents }: ImportPorts, at: string): Promise<Named[]> {
  const added = await inTurns(fresh, CALLS, async ({ id, address, wishes, proof }) => {
    if (proof !== '') await consents.add({ said: 'imported', subscriberId: id, at, address, wishes, proof });
    return subscribers.add({ ...wishes, id, address, state: 'active', formerRhythm: null });
  });
  return fresh.filter((_, index) => added[index]);
}

/** Who was erased between the look and the adding stays erased; how many they are. */
async function removeErased(added: Named[], { subscribers, consents }: ImportPorts): Promise<number> {
  if (added.length === 0) return 0;
  const erased = await subscribers.suppressed(added.map(({ id }) => id));
  for (const id of erased) {
    await subscribers.remove(id);
    await consents.erase(id);
  }
  return erased.size;
}
