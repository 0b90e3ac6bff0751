// Run by cold/release.ts, with a checkout and a folder for state: prints what one cold release cost there.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [checkout = '', directory = ''] = process.argv.slice(2);
const load = (path: string) => import(pathToFileURL(join(checkout, path)).href);
const { freshAssembly } = await load('cli/assembly.ts');
const { openNewsroom } = await load('cli/local-newsroom.ts');
const { directory: assembly } = await freshAssembly();

const steps: Record<string, number> = {};
let begun = performance.now();
const newsroom = await openNewsroom({
  ...{ assembly, directory, persistent: false, ports: { site: 0, aws: 0 }, siteUrl: 'https://news.example' },
  onLog: (line: string) => {
    const { stage } = JSON.parse(line.startsWith('{') ? line : '{}');
    if (typeof stage === 'string' && stage !== 'clock') steps[stage] ??= (performance.now() - begun) / 1000;
  },
});
await newsroom.cloud.warm;
for (const one of newsroom.cloud.functions) await one.stop();

const before = process.cpuUsage();
begun = performance.now();
await newsroom.upload(join(checkout, 'samples/reservoir-agreement.txt'), 'reservoir-agreement.txt');
await newsroom.settled();
const { user, system } = process.cpuUsage(before);
const elapsed = (performance.now() - begun) / 1000;
process.stdout.write(`${JSON.stringify({ steps, elapsed, processor: (user + system) / 1e6 })}\n`);
process.exit(0);
