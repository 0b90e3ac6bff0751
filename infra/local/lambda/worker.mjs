// One execution environment: a function's bundle in a thread of its own, one invocation at a time. Plain JavaScript: each
// worker that begins with TypeScript loads and compiles what takes the types away, a fifth of its start.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

const [file, name] = String(process.env._HANDLER).split('.');
const { [name ?? '']: handler } = await import(pathToFileURL(join(workerData.directory, `${file}.mjs`)).href);

parentPort?.on('message', async ({ event, context }) => {
  try {
    parentPort?.postMessage({ result: (await handler(event, context)) ?? null });
  } catch (error) {
    const { name: type, message, stack } = error instanceof Error ? error : new Error(String(error));
    parentPort?.postMessage({ error: { type, message, stack } });
  }
});

parentPort?.postMessage({ ready: true });
