// A million subscribers: how they are planned, and when the first of them has mail.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { freshAssembly } from '../../cli/assembly.ts';
import { openNewsroom } from '../../cli/local-newsroom.ts';
import { startCloud } from '../../infra/local/cloud.ts';
import { apart, once } from './apart.ts';
import type { Units } from './capacity.ts';
import { localKeys } from './place.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const releaseId = 'bench';

// As test/functions/ingest/memory.ts: of 256 MB, the young part of the heap gets 5 %.
const heap = ['--max-old-space-size=180', '--max-semi-space-size=12'];

export type Planned = {
  messages: number;
  copies: number;
  /** To SQS, ten messages in each. */
  requests: number;
  loaded: number;
  peak: number;
  /** Until the shards of the first invocation were planned. */
  firstSeconds: number;
  seconds: number;
  cpuSeconds: number;
  consumed: Record<string, Units>;
};

export type Million = {
  subscribers: number;
  fillSeconds: number;
  planned: Planned;
  /** Since the upload, until an outcome was logged first, and until SES took the first mail. */
  steps: { step: string; seconds: number }[];
};

export async function planning(subscribers: number): Promise<Million> {
  const directory = mkdtempSync(join(tmpdir(), 'polywire-bench-'));
  try {
    const { directory: assembly } = await freshAssembly();
    const options = { assembly, directory, persistent: true, ports: { site: 0, aws: 0 } };
    const cloud = await startCloud({ ...options, onLog: () => undefined });
    await cloud.warm;
    await cloud.stop();
    const { ReleasesTable = '', SubscribersTable = '', LedgerTable = '' } = cloud.outputs;
    const tables = { releases: ReleasesTable, subscribers: SubscribersTable, ledger: LedgerTable };
    const path = join(directory, 'dynamodb');
    const { seconds: fillSeconds } = await once<{ seconds: number }>('fill-of.ts', {
      ...{ path, tables, subscribers, releaseId },
    });
    const planned = await plannedOn(path, { tables, releaseId });
    return { subscribers, fillSeconds, planned, steps: await firstMail(options) };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

async function plannedOn(path: string, order: object): Promise<Planned> {
  const bundle = mkdtempSync(join(tmpdir(), 'polywire-bench-'));
  const database = await apart<number>('tables.ts', { path });
  try {
    await build({
      entryPoints: [`${root}bench/bulletins/plan-of.ts`],
      outdir: bundle,
      outExtension: { '.js': '.mjs' },
      ...({ bundle: true, splitting: true, minify: true, platform: 'node', target: 'node24', format: 'esm' } as const),
      banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    });
    const environment = { ...localKeys, AWS_ENDPOINT_URL: `http://127.0.0.1:${database.answer}` };
    return await once<Planned>(join(bundle, 'plan-of.mjs'), order, { environment, flags: heap });
  } finally {
    await database.stop();
    rmSync(bundle, { recursive: true, force: true });
  }
}

const outcomes: Record<string, string> = {
  accepted: 'ingest has accepted it',
  published: 'it is published',
  planned: 'the first shard is planned',
};

/** Through the whole local cloud, whose table has that audience. */
async function firstMail(options: Omit<Parameters<typeof openNewsroom>[0], 'onLog'>): Promise<Million['steps']> {
  const steps: Million['steps'] = [];
  let begun = 0;
  const note = (step: string) => steps.push({ step, seconds: (performance.now() - begun) / 1000 });
  const newsroom = await openNewsroom({
    ...options,
    onLog: (line) => {
      const outcome = outcomes[/"outcome":"([^"]+)"/.exec(line)?.[1] ?? ''];
      if (begun > 0 && outcome && steps.every(({ step }) => step !== outcome)) note(outcome);
    },
  });
  try {
    await newsroom.cloud.warm;
    begun = performance.now();
    await newsroom.upload(`${root}samples/reservoir-agreement.txt`, 'reservoir-agreement.txt');
    while (newsroom.bulletins().length === 0) await sleep(20);
    note('SES has taken the first mail');
    return steps;
  } finally {
    await newsroom.cloud.stop();
  }
}
