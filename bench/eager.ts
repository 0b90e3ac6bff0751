// Which files of a bundle are loaded when its function wakes: all but what it imports when an input asks for it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The entry and all that it imports by statements, by their names in `directory`. */
export function eagerFiles(directory: string, name = 'index.mjs', found = new Set<string>()): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  const source = readFileSync(join(directory, name), 'utf8');
  for (const [, imported = ''] of source.matchAll(/\b(?:from|import)\s*"\.\/(chunk-\w+\.mjs)"/g)) {
    eagerFiles(directory, imported, found);
  }
  return found;
}

/** How many bytes are read when the function wakes. */
export const eagerBytes = (directory: string): number =>
  [...eagerFiles(directory)].reduce((sum, name) => sum + readFileSync(join(directory, name)).length, 0);
