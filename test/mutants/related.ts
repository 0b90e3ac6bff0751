// Which tests may notice a change of a file: those that import it, or run it by its name, by however many steps.
import { posix } from 'node:path';

export type Sources = ReadonlyMap<string, string>;

const typesOnly = /^(import|export) type [^;]*;/gm;
/** The rest of a template after a folder's name too. */
const quoted = /['"`}]([\w./-]+)['"`]/g;

/** The sources that a file's text names, beside it or from the root; types are gone when it runs. */
export function namedIn(path: string, sources: Sources): string[] {
  const text = (sources.get(path) ?? '').replace(typesOnly, '');
  const names = [...text.matchAll(quoted)].map(([, name = '']) => name);
  const places = names.flatMap((name) => [posix.join(posix.dirname(path), name), posix.join(name).replace(/^\//, '')]);
  // `cli/polywire` is a script that starts the file of its name.
  const found = places
    .flatMap((place) => [place, `${place}.ts`])
    .filter((place) => sources.has(place) && place !== path);
  return [...new Set(found)];
}

/** Those who name a file, by its path. */
export function importersOf(sources: Sources): Map<string, string[]> {
  const importers = new Map<string, string[]>();
  for (const path of sources.keys()) {
    for (const named of namedIn(path, sources)) importers.set(named, [...(importers.get(named) ?? []), path]);
  }
  return importers;
}

/** Files that name one of these, by however many steps, the nearest first. */
export function dependents(paths: readonly string[], importers: ReadonlyMap<string, string[]>): string[] {
  const found = new Set(paths);
  for (const path of found) for (const importer of importers.get(path) ?? []) found.add(importer);
  return [...found].slice(paths.length);
}

/** Test files that run together; what starts servers wants a process for each. */
export type Group = { files: string[]; isolated: boolean };

/** What is named here starts servers. */
const SERVERS = ['infra/local/cloud.ts', 'infra/local/emulators.ts', 'cli/polywire.ts', 'cli/assembly.ts'];

const SLOW = /^test\/(pipeline|cli|simulation)\/|fuzz|sequences/;

/** One after the other: the file's own tests, those of its room, the rest; and last, one by one, what is slow. */
export function testsFor(path: string, importers: ReadonlyMap<string, string[]>): Group[] {
  const tests = dependents([path], importers).filter((one) => one.endsWith('.test.ts'));
  const servers = new Set(dependents(SERVERS, importers));
  const isSlow = (one: string) => servers.has(one) || SLOW.test(one);
  const own = `test/${path.replace(/\.ts$/, '.test.ts')}`;
  const isNear = (one: string) => one.startsWith(`test/${posix.dirname(path)}/`);
  const quick = tests.filter((one) => one !== own && !isSlow(one));
  const slow = tests.filter((one) => one !== own && isSlow(one));
  const groups = [
    tests.filter((one) => one === own),
    quick.filter(isNear),
    quick.filter((one) => !isNear(one)),
    ...[...slow.filter(isNear), ...slow.filter((one) => !isNear(one))].map((one) => [one]),
  ];
  return groups.filter(({ length }) => length > 0).map((files) => ({ files, isolated: files.some(isSlow) }));
}
