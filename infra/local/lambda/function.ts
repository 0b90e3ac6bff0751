// A Lambda function: as many execution environments as run at once, each a worker with its own environment, time and memory.
import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import { limitTime, noticeWaiting } from './time-limit.ts';

export type FunctionDefinition = {
  name: string;
  /** The unpacked bundle. */
  directory: string;
  handler: string;
  environment: Record<string, string>;
  /** Of processor time. */
  timeoutSeconds: number;
  memoryMegabytes: number;
  onLog: (line: string) => void;
};

export type LocalFunction = {
  name: string;
  arn: string;
  invocations: number;
  failures: number;
  running: number;
  /** `onWaiting` is called when the handler only waits for others: meanwhile the machine is free for something else. */
  invoke(event: unknown, onWaiting?: () => void): Promise<unknown>;
  /** Starts one environment before it is asked for; resolves when it is ready, or can't be. */
  warm(): Promise<void>;
  /** For tests: ends an environment in mid-invocation, as a crash does; false where none is at work. */
  kill(): boolean;
  stop(): Promise<void>;
};

/** What a function threw, or that it ran out of time or memory. */
export class FunctionError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

type Environment = { worker: Worker; ready: Promise<void> };

export function localFunction(definition: FunctionDefinition, arn: string): LocalFunction {
  const idle: Environment[] = [];
  const all = new Set<Environment>();
  const busy = new Set<Environment>();
  let isStopped = false;

  const start = (): Environment => {
    const environment = startEnvironment(definition);
    all.add(environment);
    const gone = () => {
      all.delete(environment);
      const at = idle.indexOf(environment);
      if (at >= 0) idle.splice(at, 1);
    };
    // After an error it takes a moment to exit, in which nothing more may be asked of it.
    environment.worker.once('error', gone).once('exit', gone);
    return environment;
  };

  const self: LocalFunction = {
    name: definition.name,
    arn,
    invocations: 0,
    failures: 0,
    running: 0,
    async warm() {
      if (isStopped) return;
      const environment = start();
      idle.push(environment);
      await environment.ready.catch(() => undefined);
    },
    async invoke(event, onWaiting = () => undefined) {
      if (isStopped) throw new FunctionError('Runtime.ExitError', `${definition.name} is stopped.`);
      const environment = idle.pop() ?? start();
      self.invocations++;
      self.running++;
      busy.add(environment);
      try {
        const result = await run(environment, event, { ...definition, onWaiting });
        idle.push(environment);
        return result;
      } catch (error) {
        self.failures++;
        // A handler's own error leaves its environment alive; a timeout or crash ended it.
        if (all.has(environment) && !(error instanceof FunctionError && error.name === 'Sandbox.Timedout'))
          idle.push(environment);
        throw error;
      } finally {
        busy.delete(environment);
        self.running--;
      }
    },
    kill() {
      const [environment] = busy;
      void environment?.worker.terminate();
      return environment !== undefined;
    },
    async stop() {
      isStopped = true;
      await Promise.all([...all].map(({ worker }) => worker.terminate()));
    },
  };
  return self;
}

function startEnvironment({
  directory,
  name,
  handler,
  environment,
  memoryMegabytes,
  onLog,
}: FunctionDefinition): Environment {
  const worker = new Worker(new URL('./worker.mjs', import.meta.url), {
    env: { ...environment, _HANDLER: handler, LAMBDA_TASK_ROOT: directory, TZ: ':UTC' },
    workerData: { directory },
    name,
    resourceLimits: { maxOldGenerationSizeMb: memoryMegabytes },
    stdout: true,
    stderr: true,
  });
  for (const stream of [worker.stdout, worker.stderr]) createInterface({ input: stream }).on('line', onLog);
  const ready = new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve());
    worker.once('error', reject);
    worker.once('exit', () => reject(new FunctionError('Runtime.ExitError', 'The environment ended before it began.')));
  });
  // Told to whoever invokes it.
  ready.catch(() => undefined);
  return { worker, ready };
}

type Reply = { result?: unknown; error?: { type: string; message: string } };

type Run = Pick<FunctionDefinition, 'name' | 'timeoutSeconds'> & { onWaiting: () => void };

async function run({ worker, ready }: Environment, event: unknown, definition: Run): Promise<unknown> {
  await ready;
  const { timeoutSeconds, name, onWaiting } = definition;
  return new Promise((resolve, reject) => {
    const waiting = noticeWaiting(worker, onWaiting);
    const limit = limitTime(worker, timeoutSeconds, () => {
      end();
      reject(new FunctionError('Sandbox.Timedout', `${name} timed out after ${timeoutSeconds} seconds.`));
      void worker.terminate();
    });
    const onMessage = ({ result, error }: Reply) => {
      end();
      if (error) reject(new FunctionError(error.type, error.message));
      else resolve(result);
    };
    const onEnd = (cause: unknown) => {
      end();
      reject(new FunctionError('Runtime.ExitError', `${name} ended in mid-invocation: ${cause}.`));
    };
    const end = () => {
      limit.stop();
      waiting.stop();
      worker.off('message', onMessage).off('error', onEnd).off('exit', onEnd);
    };
    worker.on('message', onMessage).on('error', onEnd).on('exit', onEnd);
    const deadline = Date.now() + timeoutSeconds * 1000;
    worker.postMessage({ event, context: { awsRequestId: randomUUID(), functionName: name, deadline } });
  });
}
