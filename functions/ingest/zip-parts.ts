// The files in a .zip, by the names that they have within its one folder.
import { checkEntries, isRead, namesWithin, type Part } from './bundle-entries.ts';
import { checkSize, type ReleaseFile } from './file.ts';
import { unzip } from './zip.ts';
import { listed } from './zip-directory.ts';

/** Throws PermanentError "file-size", "bundle-size" or "zip". */
export function partsOf({ key, bytes }: ReleaseFile): Part[] {
  checkSize(key, bytes.length);
  const entries = listed(key, bytes);
  const names = namesWithin(entries.map(({ name }) => name));
  const within = (name: string): string => names.get(name) ?? name;
  checkEntries(
    key,
    entries.map(({ name, inflated }) => ({ name: within(name), size: inflated })),
  );
  const contents = new Map(unzip(key, bytes, (name) => isRead(within(name))).map((entry) => [entry.name, entry.bytes]));
  return entries.map(({ name }) => ({ name: within(name), bytes: contents.get(name) ?? null }));
}
