// What reading a file costs at most, in megabytes, in a process that loads what the Lambda function loads.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { parse } from 'yaml';

export type Cost = {
  /** The process's memory before the file is read, and its peak after. */
  loaded: number;
  peak: number;
  seconds: number;
  published: boolean;
  messages: string[];
};

// Lambda tells Node how much memory there is: of 256 MB, the young part of the heap gets 5 %.
const heap = ['--max-old-space-size=180', '--max-semi-space-size=12'];

export type Scales = { cost(key: string, bytes: Uint8Array): Cost; remove(): void };

export async function scales(): Promise<Scales> {
  const directory = mkdtempSync(join(tmpdir(), 'polywire-memory-'));
  const require = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";
  await build({
    entryPoints: ['test/functions/ingest/memory-of.ts'],
    outdir: directory,
    outExtension: { '.js': '.mjs' },
    ...({ bundle: true, splitting: true, minify: true, platform: 'node', target: 'node24', format: 'esm' } as const),
    banner: { js: require },
  });
  const settings = JSON.stringify(parse(readFileSync('newsroom.yaml', 'utf8')));
  return {
    cost(key, bytes) {
      const file = join(directory, 'file');
      writeFileSync(file, bytes);
      const script = join(directory, 'memory-of.mjs');
      return JSON.parse(
        execFileSync(process.execPath, [...heap, script, settings, key, file], {
          encoding: 'utf8',
          timeout: 20_000,
          stdio: ['ignore', 'pipe', 'pipe'],
        }),
      );
    },
    remove: () => rmSync(directory, { recursive: true, force: true }),
  };
}
