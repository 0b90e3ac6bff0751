// The secrets as they lie on disk: one JSON file, for its owner's eyes only, replaced whole.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const Version = z.object({
  id: z.string(),
  stages: z.array(z.string()),
  /** Milliseconds since 1970. */
  created: z.number(),
  string: z.string().optional(),
  /** Base64. */
  binary: z.string().optional(),
});
const Secret = z.object({
  name: z.string(),
  arn: z.string(),
  created: z.number(),
  changed: z.number(),
  versions: z.array(Version),
});
const Contents = z.object({ secrets: z.array(Secret) });

export type Version = z.infer<typeof Version>;
export type Secret = z.infer<typeof Secret>;

export type Vault = {
  /** By name, ARN, or ARN without its random end. */
  find(id: string): Secret | undefined;
  /** Adds it, or replaces the one with its ARN. */
  save(secret: Secret): void;
};

export function openVault(file: string): Vault {
  const secrets = new Map(load(file).map((secret) => [secret.arn, secret]));

  function save(secret: Secret): void {
    secrets.set(secret.arn, secret);
    const half = `${file}.half`;
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(half, JSON.stringify({ secrets: [...secrets.values()] }, null, 2), { mode: 0o600, flush: true });
    renameSync(half, file);
  }

  const find = (id: string) =>
    secrets.get(id) ?? [...secrets.values()].find(({ name, arn }) => name === id || arn.slice(0, -7) === id);
  return { find, save };
}

function load(file: string): Secret[] {
  try {
    return Contents.parse(JSON.parse(readFileSync(file, 'utf8'))).secrets;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw new Error(`The secrets in ${file} can't be read`, { cause: error });
  }
}
