import { type ParseArgsConfig, parseArgs } from 'node:util';
import { Refusal } from './sentence.ts';
import { given } from './where.ts';

/** Options that name a file or folder. Their defaults are the checkout's. */
const PATHS = ['state', 'inbox', 'out', 'subscribers'];

/** Node's parseArgs, with its complaint as one sentence that names the command; paths from where the caller stands. */
export function readArguments<Options extends NonNullable<ParseArgsConfig['options']>>(
  command: string,
  args: string[],
  options: Options,
) {
  try {
    return parseArgs({ args: fromHere(args), options, allowPositionals: true, strict: true });
  } catch (cause) {
    const message = cause instanceof Error ? cause.message.split('. ')[0] : String(cause);
    throw new Refusal(`${message}; polywire ${command} --help shows how it is called.`, { cause });
  }
}

/** `--out DIR` and `--out=DIR`, with DIR from where the caller stands. */
const fromHere = (args: string[]): string[] =>
  args.map((arg, at) => {
    if (PATHS.some((name) => args[at - 1] === `--${name}`)) return fromCaller(arg);
    const [, name = '', value = ''] = /^--(\w+)=(.+)$/s.exec(arg) ?? [];
    return PATHS.includes(name) ? `--${name}=${fromCaller(value)}` : arg;
  });

/** A file that was named without an option. */
export const fromCaller = (path: string): string => given(path, process.env, process.cwd());
