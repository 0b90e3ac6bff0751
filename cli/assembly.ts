// The cloud assembly for the local cloud, synthesized anew when what it is made of has changed.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sha256 } from '../functions/core/digest.ts';
import { readNewsroom } from '../infra/settings.ts';
import { Refusal } from './sentence.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

// Not cdk.out, which `npm run synth` and the CDK's command line write at other times.
const cache = join(root, 'node_modules/.cache/polywire');

const SOURCES = ['functions', 'templates', 'infra', 'newsroom.yaml', 'package-lock.json'];

/** A newsroom may run from its assembly for weeks. */
const KEPT = 30 * 86_400_000;

/** Milliseconds from one word about a long work to the next. */
const PACE = 5000;

/**
 * An assembly has the name of what it is made of, so that two starts never write one folder. `isFresh`: just made.
 * `told` hears that it is being made, and that it still is: whoever starts for the first time sees nothing else meanwhile.
 */
export async function freshAssembly(
  told: (text: string) => void = () => undefined,
): Promise<{ directory: string; isFresh: boolean }> {
  // Faults in the settings are told before anything else happens.
  readNewsroom();
  const directory = join(cache, fingerprint().slice(0, 16));
  if (existsSync(directory)) return { directory, isFresh: false };
  const making = `${directory}.${process.pid}`;
  mkdirSync(cache, { recursive: true });
  told('synthesizing the stacks: once, and again only when their sources change; about 15 seconds …');
  const waiting = setInterval(told, PACE, 'still synthesizing the stacks …');
  await synthesize(making).finally(() => clearInterval(waiting));
  // Whoever was faster made the same.
  if (existsSync(directory)) rmSync(making, { recursive: true });
  else renameSync(making, directory);
  forgetOld();
  return { directory, isFresh: true };
}

/** In a process of its own: the CDK's 200 MB are not needed afterwards. */
async function synthesize(directory: string): Promise<void> {
  try {
    // The CDK's check against CloudFormation's schemas takes a second; `npm run synth` and deployments make it.
    const env = { ...process.env, CDK_OUTDIR: directory, CDK_VALIDATION: 'false' };
    await promisify(execFile)(process.execPath, [join(root, 'infra/app.ts')], { cwd: root, env, maxBuffer: 2 ** 26 });
  } catch (error) {
    const { stdout = '', stderr = String(error) } = Object(error);
    throw new Refusal(`The stacks could not be synthesized; npm run synth shows why.\n${stdout}${stderr}`);
  }
}

function forgetOld(): void {
  const old = readdirSync(cache).map((name) => join(cache, name));
  for (const directory of old) {
    if (Date.now() - statSync(directory).mtimeMs > KEPT) rmSync(directory, { recursive: true, force: true });
  }
}

function fingerprint(): string {
  const files = SOURCES.flatMap((source) => filesBelow(join(root, source))).sort();
  return sha256(files.map((file) => `${relative(root, file)} ${sha256(readFileSync(file))}`).join('\n'));
}

/** Without the local cloud, which is no part of what is deployed. */
function filesBelow(path: string): string[] {
  if (path === join(root, 'infra/local')) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).flatMap((entry) => filesBelow(join(path, entry)));
}
