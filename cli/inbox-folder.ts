// A folder as an inbox: what is put into it is uploaded as soon as it has been written.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, watch } from 'node:fs';
import { join } from 'node:path';

export type InboxFolder = { stop(): void };

type Watch = {
  folder: string;
  upload: (file: string, key: string) => Promise<void>;
  /** The ETag of what the inbox has under this key, without quotes. */
  uploaded: (key: string) => string | undefined;
  onFault: (text: string) => void;
};

/** How long a file must have kept its size before it counts as written, in milliseconds. */
const SETTLED = 150;

export function watchInbox({ folder, upload, uploaded, onFault }: Watch): InboxFolder {
  mkdirSync(folder, { recursive: true });
  const waiting = new Map<string, NodeJS.Timeout>();

  const look = (key: string, size?: number): void => {
    const file = join(folder, key);
    const found = fileSize(file);
    clearTimeout(waiting.get(key));
    waiting.delete(key);
    // Editors and copying programs write under such names first.
    if (found === undefined || key.startsWith('.') || /~$|\.(?:tmp|part|crdownload|swp)$/.test(key)) return;
    if (found !== size) {
      waiting.set(key, setTimeout(look, SETTLED, key, found));
      return;
    }
    send(file, key).catch((error: unknown) => onFault(`${key}: ${error instanceof Error ? error.message : error}`));
  };

  const send = async (file: string, key: string): Promise<void> => {
    const md5 = createHash('md5').update(readFileSync(file)).digest('hex');
    if (uploaded(key) !== md5) await upload(file, key);
  };

  // What was put there while nobody watched.
  for (const key of readdirSync(folder)) look(key);
  const watcher = watch(folder, (_, key) => key !== null && look(key));
  return {
    stop() {
      watcher.close();
      for (const timer of waiting.values()) clearTimeout(timer);
    },
  };
}

function fileSize(file: string): number | undefined {
  const found = existsSync(file) ? statSync(file, { throwIfNoEntry: false }) : undefined;
  return found?.isFile() ? found.size : undefined;
}
