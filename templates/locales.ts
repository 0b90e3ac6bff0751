// The interface's texts, as the files of `locales` have them: adding a language is adding one file.
import { readdirSync, readFileSync } from 'node:fs';
import * as z from 'zod/mini';

/** By language, by key. */
export type Locales = Record<string, Record<string, string>>;

const File = z.record(z.string(), z.string());

/**
 * All languages of `directory`; the file of each is read when its texts are first asked for, since most invocations
 * speak one language or three. Asking throws with a sentence that names the file where it is no JSON object of texts.
 */
export function readLocales(directory: URL): Locales {
  const files = readdirSync(directory)
    .filter((file) => file.endsWith('.json'))
    .toSorted();
  const found: Locales = {};
  for (const file of files) {
    let texts: Record<string, string> | undefined;
    const get = () => {
      texts ??= readLocale(new URL(file, directory), file);
      return texts;
    };
    Object.defineProperty(found, file.slice(0, -'.json'.length), { enumerable: true, get });
  }
  return found;
}

function readLocale(url: URL, file: string): Record<string, string> {
  try {
    return File.parse(JSON.parse(readFileSync(url, 'utf8')));
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`templates/locales/${file} is no JSON object of texts: ${said}`, { cause });
  }
}

// infra/bundle.ts puts the folder beside each bundle that this module is in.
export const locales: Locales = readLocales(new URL('./locales/', import.meta.url));
