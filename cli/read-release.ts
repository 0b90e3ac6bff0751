// A file on this machine, read as ingest reads an upload.
import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { PermanentError } from '../functions/core/errors.ts';
import type { Newsroom } from '../functions/core/newsroom.ts';
import type { Problem } from '../functions/core/release.ts';
import { checkSize } from '../functions/ingest/file.ts';
import { type Understanding, understand } from '../functions/ingest/understand.ts';
import { fileFault } from './sentence.ts';

/** Throws Refusal where the file itself can't be read; what is wrong in it is a problem. */
export async function readRelease(file: string, newsroom: Newsroom): Promise<Understanding> {
  const key = basename(file);
  try {
    checkSize(key, statSync(file).size);
    return await understand({ key, bytes: readFileSync(file) }, newsroom);
  } catch (error) {
    if (!(error instanceof PermanentError)) throw fileFault(file, error);
    const problem: Problem = { level: 'error', code: error.code, message: error.message, line: null };
    return { release: null, problems: [problem], images: [] };
  }
}

/** As `polywire check` prints it. */
export const problemLine = ({ level, message, line }: Problem): string =>
  `  ${level}${line === null ? '' : `, line ${line}`}: ${message}`;
