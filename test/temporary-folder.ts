// Runs once around all tests: what they, and the processes they start, leave in the temporary folder goes with it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export function setup(): (() => void) | undefined {
  // Vitest asks each project.
  if (process.env.POLYWIRE_TESTS_FOLDER !== undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'polywire-tests-'));
  const before = process.env.TMPDIR;
  Object.assign(process.env, { TMPDIR: folder, POLYWIRE_TESTS_FOLDER: folder });
  return () => {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
    rmSync(folder, { recursive: true, force: true });
  };
}
