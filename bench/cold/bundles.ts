// The functions' bundles of a checkout, and bare ones of the SDK clients that they use.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { options } from '../../infra/bundle.ts';
import { eagerFiles } from '../eager.ts';

/** Each is imported so often, in turns with the others, that a busy moment falls upon all alike. */
const ROUNDS = 11;

/** Makes every function's bundle as the checkout does, in a process of its own. */
export async function bundlesOf(checkout: string, directory: string): Promise<string> {
  mkdirSync(directory);
  const script = `
    const { bundle } = await import(${JSON.stringify(pathToFileURL(join(checkout, 'infra/bundle.ts')).href)});
    const { readNewsroom } = await import(${JSON.stringify(pathToFileURL(join(checkout, 'infra/settings.ts')).href)});
    await bundle(${JSON.stringify(directory)}, readNewsroom());`;
  execFileSync(process.execPath, ['--input-type=module', '-e', script], { cwd: checkout });
  return directory;
}

export const functionNames = (bundles: string): string[] =>
  readdirSync(bundles).filter((name) => statSync(join(bundles, name)).isDirectory());

const clients = {
  dynamodb: { service: 'DynamoDB', source: "export { DynamoDBClient } from '@aws-sdk/client-dynamodb';" },
  s3: { service: 'S3', source: "export { S3Client } from '@aws-sdk/client-s3';" },
  sqs: { service: 'SQS', source: "export { SQSClient } from '@aws-sdk/client-sqs';" },
  ses: { service: 'SESv2', source: "export { SESv2Client } from '@aws-sdk/client-sesv2';" },
  secrets: {
    service: 'Secrets Manager',
    source: "export { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';",
  },
};

export type Floor = { clients: string[]; files: { plain: string; alike: string } };

/** Bundles of the clients that a function loads when it wakes: with esbuild's own settings, and with ours. */
export async function floorOf(bundle: string, scratch: string): Promise<Floor> {
  const loaded = [...eagerFiles(bundle)].map((file) => readFileSync(join(bundle, file), 'utf8')).join('\n');
  const used = Object.entries(clients).filter(([, { service }]) => loaded.includes(`??"${service}"`));
  const names = used.map(([name]) => name);
  const contents = used.map(([, { source }]) => source).join('\n');
  const files = { plain: '', alike: '' };
  for (const kind of ['plain', 'alike'] as const) {
    const { absWorkingDir, bundle: isBundled, minify, platform, target, format, banner, outExtension } = options;
    const bare = { absWorkingDir, bundle: isBundled, minify, platform, target, format, banner, outExtension };
    const outdir = join(scratch, `floor-${kind}-${names.join('-')}`);
    files[kind] = join(outdir, 'stdin.mjs');
    const stdin = { contents, resolveDir: options.absWorkingDir };
    await build({ ...(kind === 'plain' ? bare : options), stdin, outdir });
  }
  return { clients: names, files };
}

/** Processor milliseconds of importing a file in a process of its own. */
export function imported(file: string): number {
  const script = `
    const before = process.cpuUsage();
    await import(${JSON.stringify(pathToFileURL(file).href)});
    const { user, system } = process.cpuUsage(before);
    process.stdout.write(String((user + system) / 1000));`;
  // Lambda's own, without which a client asks the machine where it is.
  const env = { ...process.env, AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'none', AWS_SECRET_ACCESS_KEY: 'none' };
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', script], { env, encoding: 'utf8' }));
}

/** The median of each subject's cost. */
export function medians(subjects: string[], cost: (subject: string) => number): Map<string, number> {
  const costs = new Map<string, number[]>(subjects.map((subject) => [subject, []]));
  for (let round = 0; round < ROUNDS; round++) {
    for (const [subject, seen] of costs) seen.push(cost(subject));
  }
  return new Map(
    [...costs].map(([subject, seen]) => [subject, seen.toSorted((one, other) => one - other)[ROUNDS >> 1] ?? 0]),
  );
}
