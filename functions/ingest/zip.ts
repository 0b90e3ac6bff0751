// A zip that a stranger made, opened with care: limits are kept on what is read, whatever its directory says.
import { crc32, inflateRawSync } from 'node:zlib';
import { PermanentError } from '../core/errors.ts';
import { type Listed, listed } from './zip-directory.ts';

const MEGABYTE = 1024 * 1024;
const INFLATED_LIMIT = 50 * MEGABYTE;
const RATIO_LIMIT = 100;

export type ZipEntry = { name: string; bytes: Uint8Array };

/**
 * The entries that `wanted` names, inflated; folders are none. Limits hold for all entries, wanted or not.
 * Throws PermanentError "zip".
 */
export function unzip(key: string, bytes: Uint8Array, wanted: (name: string) => boolean): ZipEntry[] {
  const entries = listed(key, bytes);
  const size = entries.reduce((sum, { inflated }) => sum + inflated, 0);
  if (size > INFLATED_LIMIT) {
    throw refused(key, `inflates to ${Math.ceil(size / MEGABYTE)} MB; the limit is ${INFLATED_LIMIT / MEGABYTE} MB`);
  }
  const ratio = size / bytes.length;
  if (ratio > RATIO_LIMIT) {
    throw refused(key, `inflates to ${Math.ceil(ratio)} times its size; the limit is ${RATIO_LIMIT} times`);
  }
  return entries
    .filter(({ name }) => !name.endsWith('/') && wanted(name))
    .map((entry) => ({ name: entry.name, bytes: inflate(key, bytes, entry) }));
}

function inflate(key: string, bytes: Uint8Array, { name, inflated, packed, start, method, crc }: Listed): Uint8Array {
  const content = bytes.subarray(start, start + packed);
  const plain = method === 0 ? content : inflateAtMost(key, name, content, inflated);
  if (plain.length === inflated && crc32(plain) === crc) return plain;
  throw refused(key, `is damaged: "${name}" is not what the directory says of it`);
}

function inflateAtMost(key: string, name: string, content: Uint8Array, limit: number): Uint8Array {
  try {
    // zlib stops at the first byte too many. A limit of 0 would mean none.
    return inflateRawSync(content, { maxOutputLength: Math.max(1, limit) });
  } catch (cause) {
    throw refused(key, `is damaged: "${name}" is not what the directory says of it`, cause);
  }
}

const refused = (key: string, fault: string, cause?: unknown): PermanentError =>
  new PermanentError('zip', `"${key}" ${fault}.`, { cause });
