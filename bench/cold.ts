// npm run bench:cold [-- --before DIR]: what a function costs when it wakes, beside a bare bundle of the SDK clients that
// it uses, and what a release costs where every function must wake. Writes bench/cold.md; `--before` names another
// checkout, with its node_modules, that is measured in the same run.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { bundlesOf, floorOf, functionNames, imported, medians } from './cold/bundles.ts';
import { memoryTable } from './cold/memory.ts';
import { coldRelease, type Release } from './cold/release.ts';
import { eagerBytes } from './eager.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const { before } = parseArgs({ options: { before: { type: 'string' } } }).values;
const checkouts = { now: root, ...(before !== undefined && { before: resolve(before) }) };

/** What each may cost, in bare bundles: ingest reads and judges a text besides. */
const limitOf = (name: string): number => (name === 'ingest' ? 2 : 1.25);

const scratch = mkdtempSync(join(tmpdir(), 'polywire-cold-'));
const lines: string[] = [];
const say = (...some: string[]) => lines.push(...some);

say(
  '# What waking costs',
  '',
  `Made by \`npm run bench:cold\`${before === undefined ? '' : ' `-- --before DIR`'} on ${cpus().length} cores (${cpus()[0]?.model.trim()}), Node ${process.version}. Processor milliseconds, all threads together.`,
);

try {
  const own = await bundlesOf(checkouts.now, join(scratch, 'now'));
  const former = 'before' in checkouts ? await bundlesOf(checkouts.before, join(scratch, 'before')) : undefined;
  const names = functionNames(own);
  const floors = new Map(
    await Promise.all(names.map(async (name) => [name, await floorOf(join(own, name), scratch)] as const)),
  );
  const files = names.flatMap((name) => [
    join(own, name, 'index.mjs'),
    ...(former ? [join(former, name, 'index.mjs')] : []),
    ...Object.values(floors.get(name)?.files ?? {}),
  ]);
  const cost = medians([...new Set(files)], imported);
  const of = (file = '') => cost.get(file) ?? Number.NaN;
  say(
    '',
    '## Importing a bundle',
    '',
    'The floor is a minified bundle of the bare clients that the function uses, as esbuild makes it by default; the last column compares with one that is made with the settings of our bundles. ingest is measured as it is for a plain text.',
    '',
    '| function | clients | kB loaded | before, ms | now, ms | floor, ms | now ÷ floor | may be | floor as ours, ms | now ÷ that |',
    '|---|---|---:|---:|---:|---:|---:|---:|---:|---:|',
  );
  for (const name of names) {
    const floor = floors.get(name);
    const [now, plain, alike] = [of(join(own, name, 'index.mjs')), of(floor?.files.plain), of(floor?.files.alike)];
    const then = former ? of(join(former, name, 'index.mjs')).toFixed(0) : '–';
    const loaded = Math.round(eagerBytes(join(own, name)) / 1000);
    say(
      `| ${name} | ${floor?.clients.join(', ')} | ${loaded} | ${then} | ${now.toFixed(0)} | ${plain.toFixed(0)} | ${(now / plain).toFixed(2)} | ${limitOf(name)} | ${alike.toFixed(0)} | ${(now / alike).toFixed(2)} |`,
    );
  }
  say(
    '',
    '## A release where every function must wake',
    '',
    'The local cloud, every worker ended before the upload of `samples/reservoir-agreement.txt`. Elapsed seconds at which each stage had first done something, and until the last feed, page and document was out; processor seconds until then are of the whole cloud, with emulators, receipts and what else runs beside. Of five releases the one in the middle.',
    '',
  );
  const releases: Record<string, Release> = {};
  for (const [when, checkout] of Object.entries(checkouts)) releases[when] = await coldRelease(checkout, scratch);
  const whens = Object.keys(releases).toReversed();
  const steps = Object.keys(releases.now?.steps ?? {});
  const row = (title: string, cell: (release: Release) => number | undefined) =>
    say(`| ${title} | ${whens.map((when) => releases[when] && cell(releases[when])?.toFixed(2)).join(' | ')} |`);
  say(`| | ${whens.join(' | ')} |`, `|---|${whens.map(() => '---:').join('|')}|`);
  for (const step of steps) row(step, (release) => release.steps[step]);
  row('**all is out**', ({ elapsed }) => elapsed);
  row('**processor seconds**', ({ processor }) => processor);
  say(...memoryTable(releases.now?.functions ?? {}));
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
writeFileSync(join(root, 'bench/cold.md'), `${lines.join('\n')}\n`);
process.stdout.write(`${lines.join('\n')}\n`);
// The cloud's workers are not waited for.
process.exit(0);
