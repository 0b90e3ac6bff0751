// The cloud assembly for the local cloud, synthesized anew when what it is made of has changed.
import { execFile } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sha256 } from '../functions/core/digest.ts';
import { readNewsroom } from '../infra/settings.ts';
import { Refusal } from './sentence.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const directory = join(root, 'cdk.out');
const mark = join(directory, 'made-of');

const SOURCES = ['functions', 'templates', 'infra', 'newsroom.yaml', 'package-lock.json'];

/** `isFresh` tells whether it had to be made. */
export async function freshAssembly(): Promise<{ directory: string; isFresh: boolean }> {
  // Its faults are the press office's to mend: they are told before anything else happens.
  readNewsroom();
  const fingerprint = fingerprintOf(SOURCES);
  if (existsSync(mark) && readFileSync(mark, 'utf8') === fingerprint) return { directory, isFresh: false };
  try {
    // In a process of its own: the CDK's 200 MB are not needed afterwards.
    await promisify(execFile)(process.execPath, [join(root, 'infra/app.ts')], {
      cwd: root,
      maxBuffer: 64 * 1024 * 1024,
    });
  } catch (error) {
    const output = Object(error);
    throw new Refusal(
      `The stacks could not be synthesized; npm run synth shows why.\n${output.stdout ?? ''}${output.stderr ?? error}`,
    );
  }
  writeFileSync(mark, fingerprint);
  return { directory, isFresh: true };
}

function fingerprintOf(sources: string[]): string {
  const files = sources.flatMap((source) => filesBelow(join(root, source))).sort();
  return sha256(files.map((file) => `${file} ${sha256(readFileSync(file))}`).join('\n'));
}

function filesBelow(path: string): string[] {
  if (path === join(root, 'infra', 'local')) return [];
  const entries = existsSync(path) ? safeEntries(path) : [];
  return entries === undefined ? [path] : entries.flatMap((entry) => filesBelow(join(path, entry)));
}

function safeEntries(path: string): string[] | undefined {
  try {
    return readdirSync(path);
  } catch {
    return undefined;
  }
}
