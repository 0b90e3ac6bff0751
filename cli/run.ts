// polywire run: publishes files once and writes what readers would have.
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { readNewsroom } from '../infra/settings.ts';
import { fromCaller, readArguments } from './arguments.ts';
import { freshAssembly } from './assembly.ts';
import type { ImportReport } from './import-subscribers.ts';
import type { Followed, LocalNewsroom } from './local-newsroom.ts';
import { fileFault, makeFolder, Refusal } from './sentence.ts';
import { steps } from './steps.ts';
import type { Tally } from './tally.ts';

type Published = {
  file: string;
  outcome: string;
  summary: string;
  version: number | null;
  addresses: Record<string, string>;
  copies: Followed['copies'] | null;
};

type Report = {
  ok: boolean;
  releases: Published[];
  /** Of daily and weekly readers. */
  digests: Tally;
  subscribers: ImportReport | null;
  deadLetters: Record<string, number>;
};

export async function run(args: string[]): Promise<number> {
  const { values, positionals } = readArguments('run', args, {
    subscribers: { type: 'string' },
    out: { type: 'string' },
    json: { type: 'boolean', default: false },
  });
  const files = positionals.map(fromCaller);
  if (files.length === 0) throw new Refusal('Name at least one file: polywire run FILE… --out DIR');
  if (values.out === undefined) throw new Refusal('Name the folder to write into: polywire run FILE… --out DIR');
  for (const file of [...files, ...(values.subscribers ? [values.subscribers] : [])]) readable(file);
  prepare(values.out);
  const directory = mkdtempSync(join(tmpdir(), 'polywire-run-'));
  try {
    const report = await publishAll({ ...values, out: values.out, files, directory });
    if (values.json) process.stdout.write(`${JSON.stringify(report)}\n`);
    for (const sentence of faults(report)) process.stderr.write(`polywire: ${sentence}\n`);
    return report.ok ? 0 : 1;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

type Work = { files: string[]; subscribers?: string | undefined; out: string; directory: string; json: boolean };

// The cloud is not stopped but ends with the process: all is quiet, and nothing of it is kept.
async function publishAll({ files, subscribers, out, directory, json }: Work): Promise<Report> {
  const told = steps(json ? process.stderr : process.stdout);
  // The one in its own process, the other here: both take a second and more.
  const [{ directory: assembly, isFresh }, { openNewsroom }] = await Promise.all([
    freshAssembly(told),
    import('./local-newsroom.ts'),
  ]);
  told(isFresh ? 'synthesized the stacks' : 'found the stacks synthesized');
  const { domain, authority } = readNewsroom();
  const newsroom = await openNewsroom({
    assembly,
    directory,
    persistent: false,
    ports: { site: 0, aws: 0 },
    siteUrl: `https://${domain ?? authority}`,
    onLog: () => undefined,
  });
  told('started the local cloud');
  const imported = subscribers === undefined ? null : await newsroom.importSubscribers(subscribers);
  if (imported) told(`imported ${imported.added} subscribers`);
  const releases: Published[] = [];
  for (const file of files) {
    const published = await publish(file, newsroom);
    releases.push(published);
    told(published.summary);
  }
  const digests = await newsroom.digests();
  if (digests.SENT > 0) told(`sent ${digests.SENT} digests, as if their hour had come`);
  const report = reportOf(releases, digests, imported, newsroom);
  write(out, report, newsroom, directory);
  told(`wrote ${out}`);
  return report;
}

async function publish(file: string, newsroom: LocalNewsroom): Promise<Published> {
  const key = basename(file);
  await newsroom.upload(file, key);
  await newsroom.settled();
  const receipt = newsroom.receipts().findLast((one) => one.receipt.file === key)?.receipt;
  const followed = await newsroom.follow(key);
  return {
    file,
    outcome: receipt?.outcome ?? 'lost',
    summary: receipt?.summary ?? `"${key}" has no receipt: it ended in a dead-letter queue.`,
    version: receipt?.version ?? null,
    addresses: followed?.addresses ?? {},
    copies: followed?.copies ?? null,
  };
}

function reportOf(
  releases: Published[],
  digests: Tally,
  subscribers: ImportReport | null,
  { cloud }: LocalNewsroom,
): Report {
  const stages = cloud.stages().filter((stage) => stage.deadLetters > 0);
  const deadLetters = Object.fromEntries(stages.map((stage) => [stage.name, stage.deadLetters]));
  const report = { ok: true, releases, digests, subscribers, deadLetters };
  return { ...report, ok: faults(report).length === 0 };
}

/** Why not everything was published and delivered, in sentences. */
function faults({ releases, digests, subscribers, deadLetters }: Report): string[] {
  const unpublished = releases.filter(
    ({ outcome, addresses }) => outcome === 'refused' || Object.keys(addresses).length === 0,
  );
  const undelivered = releases.flatMap(({ file, copies }) => {
    const open = copies ? undeliveredOf(copies) : 0;
    return open > 0
      ? [`${open} mails of "${basename(file)}" were not delivered; DIR/report.json says what became of each.`]
      : [];
  });
  const left = undeliveredOf(digests);
  return [
    ...unpublished.map(({ summary }) => summary),
    ...undelivered,
    ...(left > 0 ? [`${left} digests were not delivered; DIR/report.json says what became of them.`] : []),
    ...(subscribers?.refused ?? []).map(
      ({ line, reason }) => `Line ${line} of the subscribers file was left out: ${reason}.`,
    ),
    ...Object.entries(deadLetters).map(
      ([stage, count]) => `${count} messages of the stage ${stage} could not be processed.`,
    ),
  ];
}

const undeliveredOf = ({ SENT, CLAIMED, UNKNOWN, FREE, FAILED, delivered }: Tally): number =>
  SENT + CLAIMED + UNKNOWN + FREE + FAILED - delivered;

/** What the newsroom itself was written to. */
const RECEIPT_MAILS = join('receipts', 'mail');

const OUTPUTS = ['public', 'outbox', 'receipts', 'report.json'];

function prepare(out: string): void {
  if (existsSync(out) && !statSync(out).isDirectory()) throw new Refusal(`"${out}" is a file; --out names a folder.`);
  makeFolder(out, '--out');
  for (const name of OUTPUTS) rmSync(join(out, name), { recursive: true, force: true });
  for (const name of OUTPUTS.slice(0, 3)) makeFolder(join(out, name), '--out');
}

function write(out: string, report: Report, newsroom: LocalNewsroom, directory: string): void {
  const { cloud } = newsroom;
  const { s3, ses } = cloud.emulators;
  const copy = (bucket: string | undefined, prefix: string) => {
    for (const key of s3.list(bucket ?? '').filter((one) => one.startsWith(prefix))) {
      const file = join(out, key);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, s3.read(bucket ?? '', key)?.body ?? '');
    }
  };
  copy(cloud.outputs.ArchiveBucket, 'receipts/');
  const { PublicBucket } = cloud.outputs;
  for (const key of s3.list(PublicBucket ?? '')) {
    const file = join(out, 'public', key);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, s3.read(PublicBucket ?? '', key)?.body ?? '');
  }
  const bulletins = new Set(newsroom.bulletins().map(({ file }) => file));
  for (const { file } of ses.outbox()) {
    const folder = join(out, bulletins.has(file) ? 'outbox' : RECEIPT_MAILS);
    mkdirSync(folder, { recursive: true });
    copyFileSync(join(directory, 'mail', 'outbox', file), join(folder, file));
  }
  writeFileSync(join(out, 'report.json'), `${JSON.stringify(report, null, 2)}\n`);
}

function readable(file: string): void {
  try {
    if (statSync(file).isFile()) return;
  } catch (error) {
    throw fileFault(file, error);
  }
  throw new Refusal(`"${file}" is a folder, not a file.`);
}
