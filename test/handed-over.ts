// What the tests use if it is there, and this repository doesn't hold: releases of others, schemas, programs.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const shared = fileURLToPath(new URL('../../shared', import.meta.url));

/** The path of a file beside this checkout, or undefined where it is not there; in CI nothing is passed over. */
export function handedOver(name: string): string | undefined {
  const path = `${shared}/${name}`;
  if (existsSync(path)) return path;
  if (process.env.CI) throw new Error(`${path} is not there, and in CI no test is skipped.`);
  return undefined;
}

/** Whether a command is on the PATH; in CI it must be. */
export function hasProgram(name: string): boolean {
  const isThere = spawnSync(name, ['--version']).error === undefined;
  if (!isThere && process.env.CI) throw new Error(`${name} is not on the PATH, and in CI no test is skipped.`);
  return isThere;
}
