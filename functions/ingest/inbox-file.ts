// From an upload's event to what is to be understood: the file itself, or the bundle that it is part of.
import { sha256 } from '../core/digest.ts';
import type { InboxObject } from '../core/inbox.ts';
import { checkEntries, type Part } from './bundle-entries.ts';
import { checkSize, type ReleaseFile } from './file.ts';
import { type FolderEntry, folderEntries, isPart, isSettings, settingsAbove } from './folder.ts';

export type Stored = { bytes: Uint8Array; metadata: Record<string, string> };

/** The inbox, as far as reading a release goes. */
export type Inbox = {
  all(prefix?: string): Promise<InboxObject[]>;
  read(key: string, versionId?: string): Promise<Stored | undefined>;
};

type Event = { key: string; size: number; versionId?: string | undefined };

/** `content` tells what was read apart from everything else, as hex. */
export type Sought = { file: ReleaseFile; content: string } | { waitsFor: string };

/** `languages` are the newsroom's. Throws PermanentError where it is too much. */
export async function sought(event: Event, inbox: Inbox, languages: readonly string[]): Promise<Sought> {
  const { key } = event;
  if (isSettings(key)) return folder(key, inbox, languages);
  if (!isPart(key, languages)) return file(event, inbox);
  const above = settingsAbove(key);
  for (const settings of above) {
    if ((await inbox.all(settings)).some((object) => object.key === settings))
      return folder(settings, inbox, languages);
  }
  return { waitsFor: above[0] ?? '' };
}

async function file({ key, size, versionId }: Event, inbox: Inbox): Promise<Sought> {
  checkSize(key, size);
  const { bytes, metadata } = await there(key, inbox, versionId);
  return { file: { key, bytes, metadata }, content: sha256(bytes) };
}

/** The newest of everything: an event that is late must not bring back what was replaced. */
async function folder(key: string, inbox: Inbox, languages: readonly string[]): Promise<Sought> {
  const entries = folderEntries(key, await inbox.all(key.slice(0, key.lastIndexOf('/') + 1)), languages);
  checkEntries(
    key,
    entries.filter((entry) => entry.isPart),
  );
  const { bytes, metadata } = await there(key, inbox);
  const parts = [];
  for (const entry of entries) parts.push(await part(entry, { key, bytes }, inbox));
  const hashes = parts.flatMap((one) => (one.bytes ? [[one.name, sha256(one.bytes)]] : []));
  return { file: { key, bytes, metadata, parts }, content: sha256(JSON.stringify(hashes)) };
}

async function part(entry: FolderEntry, settings: ReleaseFile, inbox: Inbox): Promise<Part> {
  const { name } = entry;
  if (entry.key === settings.key) return { name, bytes: settings.bytes };
  return { name, bytes: entry.isPart ? (await there(entry.key, inbox)).bytes : null };
}

async function there(key: string, inbox: Inbox, versionId?: string): Promise<Stored> {
  const stored = await inbox.read(key, versionId);
  if (stored) return stored;
  throw new Error(`Version ${versionId ?? 'newest'} of an upload is not in the inbox (yet).`);
}
