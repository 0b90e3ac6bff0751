// What goes wrong at the command line, told in one sentence.
import { mkdirSync } from 'node:fs';

/** A fault that its reader can mend; the message is shown as it is. */
export class Refusal extends Error {}

const reasons: Record<string, string> = {
  ENOENT: "doesn't exist",
  EISDIR: 'is a folder, not a file',
  EACCES: "can't be read: this user lacks the right",
};

/** Why a file could not be read. */
export function fileFault(file: string, error: unknown): Refusal {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return new Refusal(`"${file}" ${reasons[code] ?? `can't be read (${code || error})`}.`, { cause: error });
}

/** Makes a folder that an option names. */
export function makeFolder(folder: string, option: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw folderFault(folder, option, error);
  }
}

const hindrances: Record<string, string> = {
  EACCES: 'this user lacks the right',
  EPERM: 'this user lacks the right',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  ENOTDIR: 'a part of its path is a file',
  EEXIST: 'it is a file',
};

/** Why a folder could not be written to. */
export function folderFault(folder: string, option: string, error: unknown): Refusal {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const hindrance = hindrances[code] ?? (code || String(error));
  return new Refusal(`"${folder}" can't be written to: ${hindrance}. Name another folder with ${option}.`, {
    cause: error,
  });
}
