// Everything that must outlive the process, one JSON line each, appended as it happens.
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { Mail } from './mail.ts';

export const StoredTemplate = z.object({
  name: z.string(),
  subject: z.string(),
  html: z.string().optional(),
  text: z.string().optional(),
  createdAt: z.iso.datetime(),
});
export type StoredTemplate = z.infer<typeof StoredTemplate>;

export const Suppressed = z.object({
  address: z.string(),
  reason: z.enum(['BOUNCE', 'COMPLAINT']),
  at: z.iso.datetime(),
});
export type Suppressed = z.infer<typeof Suppressed>;

const Entry = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('mail'), mail: Mail }),
  z.object({ kind: z.literal('published'), id: z.string(), event: z.number(), topicArn: z.string() }),
  z.object({ kind: z.literal('suppressed'), suppressed: Suppressed }),
  z.object({ kind: z.literal('unsuppressed'), address: z.string() }),
  z.object({ kind: z.literal('template'), template: StoredTemplate }),
  z.object({ kind: z.literal('template deleted'), name: z.string() }),
]);
export type Entry = z.infer<typeof Entry>;

export type Journal = { append(entries: readonly Entry[]): void; close(): void };

export function readJournal(file: string): Entry[] {
  if (!existsSync(file)) return [];
  const bytes = readFileSync(file);
  // A process killed while writing leaves half a line; nobody was told of what it says.
  const complete = bytes.lastIndexOf('\n') + 1;
  if (complete < bytes.length) truncateSync(file, complete);
  const lines = bytes.subarray(0, complete).toString('utf8').split('\n').slice(0, -1);
  return lines.map((line) => Entry.parse(JSON.parse(line)));
}

export function openJournal(file: string): Journal {
  mkdirSync(dirname(file), { recursive: true });
  const handle = openSync(file, 'a');
  return {
    append: (entries) => {
      const bytes = Buffer.from(entries.map((entry) => `${JSON.stringify(entry)}\n`).join(''));
      for (let written = 0; written < bytes.length; ) written += writeSync(handle, bytes, written);
    },
    close: () => closeSync(handle),
  };
}
