// The mails as plain files. A file appears whole or not at all: it is written elsewhere and renamed.
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

export type OutboxFiles = { write(file: string, bytes: Buffer): Promise<void>; read(file: string): Promise<Buffer> };

/** Files that the journal doesn't know belong to calls that were never answered, so they were never accepted. */
export function openOutboxFiles(directory: string, known: ReadonlySet<string>): OutboxFiles {
  const outbox = join(directory, 'outbox');
  const incoming = join(directory, 'incoming');
  rmSync(incoming, { recursive: true, force: true });
  for (const folder of [outbox, incoming]) mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(outbox)) {
    if (/^\d{6,}-.*\.eml$/.test(file) && !known.has(file)) rmSync(join(outbox, file));
  }
  return {
    write: async (file, bytes) => {
      await writeFile(join(incoming, file), bytes);
      await rename(join(incoming, file), join(outbox, file));
    },
    read: (file) => readFile(join(outbox, file)),
  };
}

export function fileName(sequence: number, recipient: string): string {
  const readable = recipient.replaceAll(/[^A-Za-z0-9@._+-]/g, '_').slice(0, 100);
  return `${String(sequence).padStart(6, '0')}-${readable}.eml`;
}
