import { type ParseArgsConfig, parseArgs } from 'node:util';
import { Refusal } from './sentence.ts';

/** Node's parseArgs, with its complaint as one sentence that names the command. */
export function readArguments<Options extends NonNullable<ParseArgsConfig['options']>>(
  command: string,
  args: string[],
  options: Options,
) {
  try {
    return parseArgs({ args, options, allowPositionals: true, strict: true });
  } catch (cause) {
    const message = cause instanceof Error ? cause.message.split('. ')[0] : String(cause);
    throw new Refusal(`${message}; polywire ${command} --help shows how it is called.`, { cause });
  }
}
