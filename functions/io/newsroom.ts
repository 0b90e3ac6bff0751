// newsroom.json lies beside each function's bundle: it is too long for the environment's 4 KB.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Newsroom, newsroom } from '../core/newsroom.ts';
import { env } from './env.ts';

/** The settings that were bundled with this function. */
export const bundledNewsroom = (): Newsroom =>
  newsroom(JSON.parse(readFileSync(join(env('LAMBDA_TASK_ROOT').LAMBDA_TASK_ROOT, 'newsroom.json'), 'utf8')));
