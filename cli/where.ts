// Where the caller stands. npm runs a script in the checkout, and says where it was called (npm's docs, "npm run").
import { isAbsolute, resolve } from 'node:path';

/** The scripts of package.json that are this command line: whatever else npm runs has its own idea of where it is. */
const OURS = ['polywire', 'start'];

/** A path as it was given on the command line; what is not given there, such as .polywire/, is the checkout's. */
export function given(path: string, { INIT_CWD, npm_lifecycle_event }: NodeJS.ProcessEnv, cwd: string): string {
  if (isAbsolute(path) || INIT_CWD === undefined || !OURS.includes(npm_lifecycle_event ?? '')) return path;
  return resolve(INIT_CWD) === resolve(cwd) ? path : resolve(INIT_CWD, path);
}
