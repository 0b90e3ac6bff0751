// A bundle as a folder of the inbox: its "release.yaml" comes last, and what lies beside or below it is part of it.
import { dirname } from 'node:path/posix';
import type { InboxObject } from '../core/inbox.ts';
import { BUNDLE_SETTINGS } from '../core/release.ts';
import { type Entry, isRead, kindOf } from './bundle-entries.ts';
import { partLanguage } from './file-language.ts';

export const isSettings = (key: string): boolean => key.endsWith(`/${BUNDLE_SETTINGS}`);

/** Whether the key can't be a release by itself: a picture, or a text that is one language's, in a folder. */
export function isPart(key: string, languages: readonly string[]): boolean {
  if (!key.includes('/')) return false;
  const kind = kindOf(key);
  return kind === 'picture' || (kind === 'text' && partLanguage(key, languages) !== undefined);
}

/** The settings whose bundle a key may be part of, the nearest first. */
export function settingsAbove(key: string): string[] {
  const folder = dirname(key);
  return folder === '.' || folder === '/' ? [] : [`${folder}/${BUNDLE_SETTINGS}`, ...settingsAbove(folder)];
}

/** A file of a folder, and whether it is part of the folder's release. */
export type FolderEntry = Entry & { key: string; isPart: boolean };

/** What lies in the folder of these settings, but for folders that are releases of their own. */
export function folderEntries(settings: string, objects: InboxObject[], languages: readonly string[]): FolderEntry[] {
  const folder = settings.slice(0, -BUNDLE_SETTINGS.length);
  const others = objects.filter(({ key }) => isSettings(key) && key !== settings);
  const deeper = others.map(({ key }) => key.slice(0, -BUNDLE_SETTINGS.length));
  return objects
    .filter(({ key }) => key.startsWith(folder) && !deeper.some((other) => key.startsWith(other)))
    .map(({ key, size }) => ({
      ...{ key, size, name: key.slice(folder.length).normalize('NFC') },
      isPart: isRead(key.slice(folder.length)) && (key === settings || isPart(key, languages)),
    }));
}
