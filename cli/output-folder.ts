// A folder that a command writes into, and may write into again: only what it wrote itself is ever replaced.
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { z } from 'zod';
import { makeFolder, Refusal } from './sentence.ts';

/** Names the files of the run before. */
const LIST = '.polywire-files.json';

export type OutputFolder = {
  /** Takes away what the run before wrote, and writes these. */
  replace(files: Map<string, string | Uint8Array>): void;
};

/** Throws Refusal where `folder` is a file. */
export function outputFolder(folder: string): OutputFolder {
  if (existsSync(folder) && !statSync(folder).isDirectory())
    throw new Refusal(`"${folder}" is a file; --out names a folder.`);
  return {
    replace(files) {
      const before = filesOf(folder);
      const foreign = [...files.keys()].find((file) => !before.includes(file) && existsSync(join(folder, file)));
      if (foreign !== undefined)
        throw new Refusal(`"${join(folder, foreign)}" was not written by polywire; name another folder with --out.`);
      for (const file of before) rmSync(join(folder, file), { force: true });
      makeFolder(folder, '--out');
      // First the list: what an interrupted run leaves behind is known to the next.
      writeFileSync(join(folder, LIST), `${JSON.stringify([...files.keys()], null, 1)}\n`);
      for (const [file, content] of files) {
        mkdirSync(dirname(join(folder, file)), { recursive: true });
        writeFileSync(join(folder, file), content);
      }
    },
  };
}

function filesOf(folder: string): string[] {
  const list = join(folder, LIST);
  if (!existsSync(list)) return [];
  const files = z.array(z.string()).safeParse(parsed(readFileSync(list, 'utf8')));
  return (files.data ?? []).filter((file) => !relative(folder, join(folder, file)).startsWith('..'));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
