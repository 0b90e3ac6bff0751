// The interface's texts, as the files of `locales` have them: adding a language is adding one file.
import { readdirSync, readFileSync } from 'node:fs';
import * as z from 'zod/mini';

/** By language, by key. */
export type Locales = Record<string, Record<string, string>>;

const File = z.record(z.string(), z.string());

/** All files of `directory`; throws with a sentence that names the one that is no JSON object of texts. */
export function readLocales(directory: URL): Locales {
  const files = readdirSync(directory)
    .filter((file) => file.endsWith('.json'))
    .toSorted();
  return Object.fromEntries(
    files.map((file) => [file.slice(0, -'.json'.length), readLocale(new URL(file, directory), file)]),
  );
}

function readLocale(url: URL, file: string): Record<string, string> {
  try {
    return File.parse(JSON.parse(readFileSync(url, 'utf8')));
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`templates/locales/${file} is no JSON object of texts: ${said}`, { cause });
  }
}

// Lambda has no such folder: infra/bundle.ts puts what is read here in this module's place.
export const locales: Locales = readLocales(new URL('./locales/', import.meta.url));
