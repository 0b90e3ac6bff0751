// A copy of the tree to work in: what is changed and dies half way leaves nothing behind.
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Sources } from './related.ts';

export type Copy = {
  directory: string;
  /** The TypeScript files, by their paths. */
  sources: Sources;
  write: (path: string, text: string) => void;
  remove: () => void;
};

export function copyOfTree(root: string): Copy {
  const around = mkdtempSync(join(tmpdir(), 'polywire-mutants-'));
  const directory = join(around, 'polywire');
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
  const paths = listed.split('\n').filter((path) => path !== '' && existsSync(join(root, path)));
  for (const path of paths) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    copyFileSync(join(root, path), join(directory, path));
  }
  linkModules(root, directory);
  const shared = join(root, '../shared');
  if (existsSync(shared)) symlinkSync(shared, join(around, 'shared'));
  const sources = new Map(
    paths.filter((path) => path.endsWith('.ts')).map((path) => [path, readFileSync(join(root, path), 'utf8')]),
  );
  return {
    ...{ directory, sources },
    write: (path, text) => writeFileSync(join(directory, path), text),
    remove: () => rmSync(around, { recursive: true, force: true }),
  };
}

/** One by one: caches, which are hidden in node_modules, are the copy's own. */
function linkModules(root: string, directory: string): void {
  mkdirSync(join(directory, 'node_modules'));
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name.startsWith('.') && name !== '.bin') continue;
    symlinkSync(join(root, 'node_modules', name), join(directory, 'node_modules', name));
  }
}
