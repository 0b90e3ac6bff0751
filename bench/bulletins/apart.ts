// Work in a process of its own: its processor time and memory are its own too, and what it logs is thrown away.
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export type Apart<Answer> = { answer: Answer; tell: (word: unknown) => Promise<Answer>; stop: () => Promise<void> };

type Place = { environment?: Record<string, string>; flags?: string[] };

/** `file` beside this one, or an absolute path. It answers once with `answer`, and again to each `tell`. */
export async function apart<Answer>(
  file: string,
  argument: unknown,
  { environment = {}, flags = [] }: Place = {},
): Promise<Apart<Answer>> {
  const path = file.startsWith('/') ? file : fileURLToPath(new URL(`./${file}`, import.meta.url));
  const child = fork(path, [JSON.stringify(argument)], {
    execArgv: flags,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const answer = await next<Answer>(child, path);
  return {
    answer,
    tell: (word) => {
      const answered = next<Answer>(child, path);
      child.send(Object(word));
      return answered;
    },
    stop: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      else return;
      await gone;
    },
  };
}

/** The whole of it: starts, answers, ends. */
export async function once<Answer>(file: string, argument: unknown, place: Place = {}): Promise<Answer> {
  const { answer, stop } = await apart<Answer>(file, argument, place);
  await stop();
  return answer;
}

function next<Answer>(child: ChildProcess, path: string): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const fail = (code: number | null) => reject(new Error(`${path} ended with ${code} and without an answer.`));
    child.once('exit', fail);
    child.once('message', (message: { answer: Answer }) => {
      child.off('exit', fail);
      resolve(message.answer);
    });
  });
}

/** In such a process: what it was asked. */
export const asked = (): unknown => JSON.parse(process.argv[2] ?? 'null');

export const answer = (value: unknown): void => void process.send?.({ answer: value });

/** In such a process: called with each word that comes later. */
export const whenTold = (listen: (word: unknown) => void): void => void process.on('message', listen);
