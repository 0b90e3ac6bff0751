// DynamoDB's tables: dynalite, on LevelDB.
import type { Server as HttpServer } from 'node:http';
import { createRequire } from 'node:module';
import dynalite from 'dynalite';
import { z } from 'zod';
import { opened } from './state-fault.ts';

export type Tables = { port: number; stop(): Promise<void> };

/** In memory where there is no folder. */
export async function startTables(folder: string | undefined): Promise<Tables> {
  if (folder !== undefined) await opened(folder, () => tryToOpen(folder));
  return listening(dynalite({ createTableMs: 0, ...(folder === undefined ? {} : { path: folder }) }));
}

/** LevelDB as dynalite has it: on a folder that it can't open, dynalite ends the process at the first request. */
const { Level } = z
  .object({ Level: z.custom<LevelType>((value) => typeof value === 'function') })
  .parse(createRequire(createRequire(import.meta.url).resolve('dynalite'))('level'));
type LevelType = new (
  folder: string,
  options: { valueEncoding: 'json' },
) => { open(): Promise<void>; close(): Promise<void> };

async function tryToOpen(folder: string): Promise<void> {
  const level = new Level(folder, { valueEncoding: 'json' });
  await level.open();
  await level.close();
}

function listening(server: HttpServer): Promise<Tables> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      const stop = () =>
        new Promise<void>((done) => {
          server.close(() => done());
          server.closeAllConnections();
        });
      resolve({ port, stop });
    });
  });
}
