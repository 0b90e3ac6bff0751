// Functions made of a few lines, as Lambda gets them: a directory with index.mjs.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type FunctionDefinition, type LocalFunction, localFunction } from '../../../infra/local/lambda/function.ts';
import { folder } from './local-emulators.ts';

type Started = LocalFunction & { log: string[] };

/** Stopped when the test is over. */
export function bundled(source: string, rest: Partial<FunctionDefinition> = {}): Started {
  const directory = folder();
  writeFileSync(join(directory, 'index.mjs'), source);
  const log: string[] = [];
  const made = localFunction(
    {
      name: 'polywire-test',
      directory,
      handler: 'index.handler',
      environment: {},
      timeoutSeconds: 10,
      memoryMegabytes: 128,
      onLog: (line) => log.push(line),
      ...rest,
    },
    'arn:aws:lambda:us-east-1:000000000000:function:polywire-test',
  );
  onTestFinished(made.stop);
  return Object.assign(made, { log });
}
