// The nightly fuzzer: cli/node24 test/fuzz.ts [--inputs 100000] [--seed N]. Ends with 1 where a file fails.
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parse } from 'yaml';
import { newsroom } from '../functions/core/newsroom.ts';
import { fuzzed, judge } from './functions/ingest/fuzz.ts';
import type { Input } from './functions/ingest/fuzz-files.ts';

/** Failures; more would say the same. */
const ENOUGH = 20;
/** Inputs of one seed; the next have the next seed. */
const BATCH = 500;

const { values } = parseArgs({ options: { inputs: { type: 'string' }, seed: { type: 'string' } } });
const inputs = Number(values.inputs ?? 100_000);
const first = Number(values.seed ?? Math.floor(Math.random() * 1e9));
const settings = newsroom(parse(readFileSync('newsroom.yaml', 'utf8')));

const start = performance.now();
let [done, published, failed, slowest] = [0, 0, 0, 0];

function fail(input: Input, faults: string[], seed: number): void {
  const file = join(mkdtempSync(join(tmpdir(), 'polywire-fuzz-')), input.key);
  writeFileSync(file, input.bytes);
  console.error(`${file} ${faults.join('\n')}`);
  console.error(`Again: cli/node24 test/fuzz.ts --seed ${seed} --inputs ${BATCH}, or cli/polywire check ${file}`);
  failed++;
  process.exitCode = 1;
}

async function batch(seed: number, count: number): Promise<void> {
  for (const input of fuzzed(seed, count)) {
    const before = performance.now();
    const verdict = await judge(input, settings);
    // The first file loads what the others find loaded.
    if (done > 0) slowest = Math.max(slowest, performance.now() - before);
    done++;
    if (verdict.published) published++;
    if (verdict.faults.length > 0) fail(input, verdict.faults, seed);
    if (process.stderr.isTTY && done % 5000 === 0) process.stderr.write(`${done} of ${inputs}\n`);
  }
}

for (let seed = first; done < inputs && failed < ENOUGH; seed++) await batch(seed, Math.min(BATCH, inputs - done));

const seconds = Math.round((performance.now() - start) / 1000);
console.log(
  `${done} inputs from seed ${first} in ${seconds} s: ${published} published, ${failed} failed, the slowest took ${Math.round(slowest)} ms.`,
);
