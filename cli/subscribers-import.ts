// polywire subscribers import: takes over the readers of another list.
import { nameKey } from '../functions/core/token.ts';
import { fromCaller, readArguments } from './arguments.ts';
import { counter } from './counter.ts';
import { type ImportCounts, type ImportOptions, importSubscribers, type Refused } from './import-subscribers.ts';
import { inNewsroom, whichNewsroom } from './newsroom-at.ts';
import { Refusal } from './sentence.ts';

/** Refusals that --json lists; each is told as it comes. */
const LISTED = 1000;

export async function subscribersImport(args: string[]): Promise<number> {
  const { values, positionals } = readArguments('subscribers import', args, {
    ...whichNewsroom,
    'dry-run': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  });
  const [file] = positionals;
  if (file === undefined || positionals.length > 1)
    throw new Refusal('Name one file: polywire subscribers import FILE.csv [--dry-run]');
  const isDryRun = values['dry-run'];
  const progress = counter(values.json ? process.stderr : process.stdout);
  const refusals: Refused[] = [];
  let soFar: ImportCounts | undefined;
  const options: ImportOptions = {
    ...{ at: new Date().toISOString(), needsProof: true, isDryRun },
    onRefused(refused) {
      if (refusals.length < LISTED) refusals.push(refused);
      progress.tell(`line ${refused.line}: ${refused.reason}`);
    },
    onProgress(counts, lines) {
      soFar = counts;
      progress.show(`${counts.rows} of about ${lines - 1} rows: ${inWords(counts)}`);
    },
  };
  try {
    const counts = await inNewsroom(values, async (newsroom) => {
      const readers = await newsroom.readers();
      return importSubscribers(fromCaller(file), { ...readers, key: nameKey(await readers.keys()) }, options);
    });
    const { rows, refused } = counts;
    progress.end(`${rows} rows: ${inWords(counts)}${isDryRun ? '; nothing was written' : ''}`);
    if (values.json) process.stdout.write(`${JSON.stringify({ dryRun: isDryRun, ...counts, refusals })}\n`);
    return rows > 0 && refused === rows ? 1 : 0;
  } catch (error) {
    if (soFar && !isDryRun)
      progress.tell(`So far: ${inWords(soFar)}. Import the file once more to go on: who was added is known then.`);
    throw error;
  }
}

const inWords = ({ added, known, optedOut, refused }: ImportCounts): string =>
  `${added} added, ${known} known, ${optedOut} opted out, ${refused} refused`;
