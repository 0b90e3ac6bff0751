// The command line as its users call it: a process of its own.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export type Ended = { code: number | null; stdout: string; stderr: string };

export function polywire(...args: string[]): Promise<Ended> {
  return startPolywire(...args).ended;
}

/** A command that goes on; `until` resolves when its output matches, and rejects when it ends before. */
export function startPolywire(...args: string[]) {
  const child = spawn(`${root}/cli/polywire`, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
  const until = async (pattern: RegExp): Promise<string> => {
    const over = ended.then((end) =>
      Promise.reject(new Error(`It ended with ${end.code}: ${end.stdout}${end.stderr}`)),
    );
    over.catch(() => undefined);
    while (!pattern.test(stdout)) await Promise.race([over, new Promise((resolve) => setTimeout(resolve, 20))]);
    return stdout;
  };
  return { ended, until, interrupt: () => child.kill('SIGINT'), kill: () => child.kill('SIGKILL') };
}

export const sample = (name: string): string => `${root}/samples/${name}`;

/** The mailbox's rows, without the receipts that the newsroom gets itself. */
export async function rows(at: number): Promise<string[]> {
  const list = await (await fetch(`http://127.0.0.1:${at}/mailbox/`)).text();
  return list.split('<li>').filter((row) => row.includes('?to=') && !row.includes('?to=newsroom%40'));
}

export async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 50));
}
