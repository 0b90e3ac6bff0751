import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  renameSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';

/** Immutable files, each written whole or not at all. */
export type Bytes = {
  file(name: string): string;
  write(name: string, body: Buffer): void;
  read(name: string, range?: { start: number; end: number }): Buffer;
  remove(name: string): void;
  removeFolder(name: string): void;
};

export function createBytes(directory: string, temporary: string): Bytes {
  const file = (name: string) => join(directory, name);

  function write(name: string, body: Buffer): void {
    const half = join(temporary, 'half');
    rmSync(half, { force: true });
    // Read-only: the folder that people browse links to this very file.
    writeFileSync(half, body, { mode: 0o444 });
    try {
      renameSync(half, file(name));
    } catch {
      mkdirSync(dirname(file(name)), { recursive: true });
      renameSync(half, file(name));
    }
  }

  function read(name: string, range?: { start: number; end: number }): Buffer {
    if (range === undefined) return readFileSync(file(name));
    const part = Buffer.alloc(range.end - range.start + 1);
    const descriptor = openSync(file(name), 'r');
    try {
      return part.subarray(0, readSync(descriptor, part, 0, part.length, range.start));
    } finally {
      closeSync(descriptor);
    }
  }

  return {
    file,
    write,
    read,
    remove: (name) => unlinkSync(file(name)),
    removeFolder: (name) => rmSync(file(name), { recursive: true, force: true }),
  };
}
