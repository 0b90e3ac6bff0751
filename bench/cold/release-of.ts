// Run by cold/release.ts, with a checkout and a folder for state: prints what one cold release cost there.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Worker } from 'node:worker_threads';

const [checkout = '', directory = ''] = process.argv.slice(2);
const load = (path: string) => import(pathToFileURL(join(checkout, path)).href);
const { freshAssembly } = await load('cli/assembly.ts');
const { openNewsroom } = await load('cli/local-newsroom.ts');
const { directory: assembly } = await freshAssembly();

/** The functions' threads, to be asked what they used; those of an older checkout have no names. */
const workers: Worker[] = [];
process.on('worker', (worker) => workers.push(worker));

const steps: Record<string, number> = {};
const out = { elapsed: 0, processor: 0 };
let begun = performance.now();
let before = process.cpuUsage();

/** A stage says what it has done when it has done it. */
function onLog(line: string): void {
  const { stage } = JSON.parse(line.startsWith('{') ? line : '{}');
  if (typeof stage !== 'string' || stage === 'clock') return;
  const elapsed = (performance.now() - begun) / 1000;
  steps[stage] ??= elapsed;
  if (!['feeds', 'pages', 'outlets'].includes(stage)) return;
  const { user, system } = process.cpuUsage(before);
  Object.assign(out, { elapsed, processor: (user + system) / 1e6 });
}

const ports = { site: 0, aws: 0 };
const siteUrl = 'https://news.example';
const newsroom = await openNewsroom({ assembly, directory, persistent: false, ports, siteUrl, onLog, isCold: true });
await newsroom.cloud.warm;
// A checkout that knows no cold cloud has started all by now: there they are ended, and start anew.
if (!readFileSync(join(checkout, 'infra/local/cloud.ts'), 'utf8').includes('isCold')) {
  for (const one of newsroom.cloud.functions) await one.stop();
}

for (const stage of Object.keys(steps)) delete steps[stage];
before = process.cpuUsage();
begun = performance.now();
await newsroom.upload(join(checkout, 'samples/reservoir-agreement.txt'), 'reservoir-agreement.txt');
await newsroom.settled();
const functions: Record<string, number> = {};
for (const worker of workers) {
  const { user, system } = await worker.cpuUsage().catch(() => ({ user: 0, system: 0 }));
  const name = worker.threadName?.replace(/^polywire-|-function$/g, '');
  if (name && name !== 'WorkerThread') functions[name] = Math.max(functions[name] ?? 0, (user + system) / 1e6);
}
process.stdout.write(`${JSON.stringify({ steps, ...out, functions })}\n`);
process.exit(0);
