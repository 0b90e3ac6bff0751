// The state folder of a local newsroom, and which version of Polywire made it.
import { accessSync, constants, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { StateFault } from '../infra/local/state-fault.ts';
import { folderFault, makeFolder, Refusal } from './sentence.ts';

/** Raised when a newer Polywire can't read what an older one kept. */
const FORMAT = 3;

const State = z.object({ format: z.number(), port: z.number(), hasSample: z.boolean().default(false) });
type State = z.infer<typeof State>;

/** Names of what the stacks made, by the names of the template's outputs. */
const Outputs = z.record(z.string(), z.string());
export type Outputs = z.infer<typeof Outputs>;

/** What `cdk deploy --outputs-file` writes: the outputs of each stack. */
const StageOutputs = z.record(z.string(), Outputs);

/** Where the newsroom of this folder is reached while it runs. */
const Running = z.object({ endpoint: z.url(), outputs: Outputs });
export type Running = z.infer<typeof Running>;

export const USUAL_PORT = 4080;

/** Opens or makes the folder. Its port is part of it: published pages and mails hold addresses with it. */
export function openState(folder: string, asked: number | undefined, usual: number): State {
  const file = join(folder, 'state.json');
  if (!existsSync(file)) {
    makeFolder(folder, '--state');
    if (!readdirSync(folder).every((name) => isStage(join(folder, name)))) {
      throw new Refusal(
        `"${folder}" holds no state of this version of Polywire (state.json is missing). ${moveAway(folder)}`,
      );
    }
    return write(folder, { format: FORMAT, port: asked ?? usual, hasSample: false });
  }
  writable(folder);
  const state = read(file, folder);
  const { format, port } = state;
  if (format !== FORMAT) {
    throw new Refusal(
      `"${folder}" was made by another version of Polywire (format ${format}; this one reads ${FORMAT}). ${moveAway(folder)}`,
    );
  }
  if (asked !== undefined && asked !== port && !state.hasSample) return write(folder, { ...state, port: asked });
  if (asked !== undefined && asked !== port) {
    throw new Refusal(
      `The newsroom in "${folder}" has published with addresses at port ${port}. Start it without --port, or a new one with --state.`,
    );
  }
  return state;
}

/** Notes that the sample was published: a start that was cut short before does it again. */
export const noteSample = (folder: string, state: State): State => write(folder, { ...state, hasSample: true });

export const noteRunning = (folder: string, running: Running): void =>
  writeFileSync(join(folder, 'running.json'), `${JSON.stringify(running)}\n`);

export const forgetRunning = (folder: string): void => rmSync(join(folder, 'running.json'), { force: true });

/** What was noted last; one that was killed had no time to take it away. */
export function runningIn(folder: string): { port: number; running: Running | undefined } {
  const { port = USUAL_PORT } = State.partial().safeParse(parsed(join(folder, 'state.json'))).data ?? {};
  return { port, running: Running.safeParse(parsed(join(folder, 'running.json'))).data };
}

/** The outputs of all stacks of a deployed newsroom. */
export function stageOutputs(folder: string, stage: string): Outputs {
  const file = join(folder, `${stage}.json`);
  const stacks = StageOutputs.safeParse(parsed(file)).data;
  if (/^[\w-]+$/.test(stage) && stacks) return Object.assign({}, ...Object.values(stacks));
  throw new Refusal(
    `"${file}" ${existsSync(file) ? 'holds no outputs of a deployment' : "doesn't exist"}; npm run deploy -- --outputs-file ${file} writes it.`,
  );
}

const isStage = (file: string): boolean => file.endsWith('.json') && StageOutputs.safeParse(parsed(file)).success;

/** Undefined where there is no such file, or no JSON in it. */
function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

function writable(folder: string): void {
  try {
    accessSync(folder, constants.W_OK);
  } catch (error) {
    throw folderFault(folder, '--state', error);
  }
}

function write(folder: string, state: State): State {
  try {
    writeFileSync(join(folder, 'state.json'), `${JSON.stringify(state)}\n`);
  } catch (error) {
    throw folderFault(folder, '--state', error);
  }
  return state;
}

function read(file: string, folder: string): State {
  try {
    return State.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new Refusal(`"${file}" can't be read. ${moveAway(folder)}`, { cause });
  }
}

/** What is told of a state that is there, and can't be opened. */
export const stateFault = (folder: string, fault: StateFault): Refusal =>
  new Refusal(`${fault.message} If no other newsroom uses it, it is damaged. ${moveAway(folder)}`, { cause: fault });

const moveAway = (folder: string): string =>
  `Move it away (mv "${folder}" "${folder}.old") and start again: nothing in it is lost, and what lies in the inbox folder is published anew.`;
