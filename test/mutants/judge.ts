// Runs tests on a mutant until one fails that passes without it.
import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Group } from './related.ts';

export type Verdict = { kind: 'caught' | 'survived'; how: string };

type Setting = {
  directory: string;
  /** Puts the mutant into the copy. */
  apply: () => void;
  /** Takes it out again. */
  undo: () => void;
  milliseconds: number;
};

export async function judge(groups: Group[], { directory, apply, undo, milliseconds }: Setting): Promise<Verdict> {
  const until = performance.now() + milliseconds;
  let count = 0;
  for (const { files, isolated } of groups) {
    let left = files.filter((file) => !broken.has(file));
    while (left.length > 0) {
      const time = until - performance.now();
      if (time <= 0) return { kind: 'survived', how: `${count} test files passed, then the time was up` };
      apply();
      const run = await vitest({ files: left, isolated, directory, milliseconds: time });
      undo();
      if (run.kind === 'passed') break;
      const suspects = run.kind === 'failed' ? run.files : left;
      const [first = ''] = suspects;
      if (await passes(suspects, directory, milliseconds)) return { kind: 'caught', how: `${run.kind}: ${first}` };
      // A test that fails without the mutant tells nothing of it.
      for (const suspect of suspects) broken.add(suspect);
      left = left.filter((file) => !broken.has(file));
    }
    count += left.length;
  }
  return { kind: 'survived', how: count === 0 ? 'no test names it' : `${count} test files passed` };
}

const sound = new Set<string>();
const broken = new Set<string>();

async function passes(files: string[], directory: string, milliseconds: number): Promise<boolean> {
  const unknown = files.filter((file) => !sound.has(file));
  if (unknown.length === 0) return true;
  const { kind } = await vitest({ files: unknown, isolated: true, directory, milliseconds });
  if (kind === 'passed') for (const file of unknown) sound.add(file);
  return kind === 'passed';
}

type Run = { kind: 'passed' | 'hung' } | { kind: 'failed'; files: string[] };

let running: ChildProcess | undefined;

/** Ends the tests that run, and what they have started. */
export function stop(): void {
  if (running?.pid !== undefined && running.exitCode === null) process.kill(-running.pid, 'SIGKILL');
}

type Order = Group & { directory: string; milliseconds: number };

async function vitest({ files, isolated, directory, milliseconds }: Order): Promise<Run> {
  const report = join(directory, 'report.json');
  rmSync(report, { force: true });
  const child = spawn(
    process.execPath,
    [
      ...['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/mutants/vitest.config.ts'],
      ...['--reporter', 'json', '--outputFile', report, ...(isolated ? [] : ['--no-isolate']), ...files],
    ],
    { cwd: directory, stdio: 'ignore', detached: true },
  );
  running = child;
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    stop();
  }, milliseconds);
  const code = await new Promise<number | null>((resolve) => child.once('exit', resolve));
  clearTimeout(timer);
  if (isLate) return { kind: 'hung' };
  return code === 0 ? { kind: 'passed' } : { kind: 'failed', files: failedIn(report, directory, files) };
}

const Report = z.object({ testResults: z.array(z.object({ name: z.string(), status: z.string() })) });

/** All of them where it got no further than loading them. */
function failedIn(report: string, directory: string, files: string[]): string[] {
  try {
    const { testResults } = Report.parse(JSON.parse(readFileSync(report, 'utf8')));
    const failed = testResults.filter(({ status }) => status === 'failed').map(({ name }) => name);
    return failed.length > 0 ? failed.map((name) => name.slice(directory.length + 1)) : files;
  } catch {
    return files;
  }
}
