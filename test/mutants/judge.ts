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

export async function judge(groups: Group[], setting: Setting): Promise<Verdict> {
  const until = performance.now() + setting.milliseconds;
  let count = 0;
  for (const group of groups) {
    const found = await noticed(group, until, setting);
    if (found.kind === 'caught') return found;
    if (found.kind === 'late') return { kind: 'survived', how: `${count} test files passed, then the time was up` };
    count += group.files.length;
  }
  return { kind: 'survived', how: count === 0 ? 'no test names it' : `${count} test files passed` };
}

/** They fail without a mutant, and tell nothing of any. */
const broken = new Set<string>();
/** They pass without one. */
const sound = new Set<string>();

type Notice = { kind: 'caught'; how: string } | { kind: 'late' } | { kind: 'passed' };

async function noticed({ files, isolated }: Group, until: number, setting: Setting): Promise<Notice> {
  const { directory, apply, undo } = setting;
  for (;;) {
    const left = files.filter((file) => !broken.has(file));
    if (left.length === 0) return { kind: 'passed' };
    const milliseconds = until - performance.now();
    if (milliseconds <= 0) return { kind: 'late' };
    apply();
    const run = await vitest({ files: left, isolated, directory, milliseconds });
    undo();
    if (run.kind === 'passed') return { kind: 'passed' };
    const how = `${run.kind}: ${run.files[0]}`;
    if (run.kind === 'hung') {
      // What starts servers bundles a changed function first, which takes as long as it takes.
      if (isolated) return { kind: 'late' };
      // Where the time was too short for the tests as they are, nothing hung.
      const asIs = await vitest({ files: left, isolated, directory, milliseconds: milliseconds / 2 });
      return asIs.kind === 'passed' ? { kind: 'caught', how } : { kind: 'late' };
    }
    if (await passes(run.files, setting)) return { kind: 'caught', how };
    for (const file of run.files) broken.add(file);
  }
}

async function passes(all: string[], { directory, milliseconds }: Setting): Promise<boolean> {
  const files = all.filter((file) => !sound.has(file));
  if (files.length === 0) return true;
  const { kind } = await vitest({ files, isolated: true, directory, milliseconds });
  if (kind === 'passed') for (const file of files) sound.add(file);
  return kind === 'passed';
}

type Run = { kind: 'passed' } | { kind: 'hung' | 'failed'; files: string[] };

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
  if (isLate) return { kind: 'hung', files };
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
