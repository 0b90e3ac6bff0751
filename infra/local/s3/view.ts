// What a person sees when they open the bucket's folder: current versions under their keys.
// Only a view: S3 reads its own, immutable files, so nothing here can corrupt an object.
import { copyFileSync, linkSync, mkdirSync, renameSync, rmdirSync, rmSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { encodedName, plainName } from './names.ts';

export type View = { show(bucket: string, key: string, file: string): void; hide(bucket: string, key: string): void };

export function createView(directory: string, temporary: string): View {
  const fresh = join(temporary, 'shown');

  function show(bucket: string, key: string, file: string): void {
    rmSync(fresh, { force: true });
    linkOrCopy(file, fresh);
    const plain = plainName(key);
    const encoded = join(directory, bucket, encodedName(key));
    if (plain !== undefined && tryPlace(fresh, join(directory, bucket, plain))) removeFile(encoded);
    else place(fresh, encoded);
  }

  function hide(bucket: string, key: string): void {
    const root = join(directory, bucket);
    removeFile(join(root, encodedName(key)));
    const plain = plainName(key);
    if (plain === undefined) return;
    removeFile(join(root, plain));
    removeEmptyFolders(dirname(join(root, plain)), root);
  }

  return { show, hide };
}

function linkOrCopy(from: string, to: string): void {
  try {
    linkSync(from, to);
  } catch (error) {
    // Some file systems know no links (exFAT, some network mounts).
    if (!hasCode(error, 'EPERM', 'ENOTSUP', 'ENOSYS', 'EMLINK')) throw error;
    copyFileSync(from, to);
  }
}

/** False when another key is in the way: S3 may hold both `a` and `a/b`, a file system may not. */
function tryPlace(from: string, to: string): boolean {
  try {
    place(from, to);
    return true;
  } catch (error) {
    if (hasCode(error, 'EISDIR', 'ENOTDIR', 'EEXIST', 'ENOTEMPTY', 'ENAMETOOLONG', 'EINVAL', 'EILSEQ')) return false;
    throw error;
  }
}

function place(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error;
    mkdirSync(dirname(to), { recursive: true });
    renameSync(from, to);
  }
}

function removeFile(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    // A folder of that name holds other keys; this key was shown under its encoded name.
    if (!hasCode(error, 'ENOENT', 'ENOTDIR', 'EISDIR', 'EPERM', 'ENAMETOOLONG', 'EINVAL', 'EILSEQ')) throw error;
  }
}

function removeEmptyFolders(folder: string, root: string): void {
  try {
    for (let at = folder; at !== root; at = dirname(at)) rmdirSync(at);
  } catch (error) {
    if (!hasCode(error, 'ENOTEMPTY', 'EEXIST', 'ENOENT', 'ENOTDIR')) throw error;
  }
}

function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.some((code) => code === error.code);
}
