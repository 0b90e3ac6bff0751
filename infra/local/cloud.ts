// The whole cloud on this machine: the synthesized templates, on emulators at 127.0.0.1.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { keyOf, REGION } from './account.ts';
import { readAssembly } from './assembly.ts';
import { deploy } from './deploy.ts';
import { edge } from './edge.ts';
import { type Emulator, type Server, serve } from './emulator.ts';
import { type Emulators, startEmulators } from './emulators.ts';
import type { Interference } from './gateway.ts';
import { type LocalFunction, localFunction } from './lambda/function.ts';
import { type Places, places } from './lambda/places.ts';
import { type Metrics, takeMetrics } from './metrics.ts';
import { pollerOf } from './pollers.ts';
import { redrive } from './redrive.ts';
import { type Compute, compute, computeTypes, type FunctionResource } from './resources/compute.ts';
import { mail } from './resources/mail.ts';
import { messaging, queuePolicies } from './resources/messaging.ts';
import { demandPermissions } from './resources/permissions.ts';
import { storage } from './resources/storage.ts';
import { web, webTypes } from './resources/web.ts';
import type { Account } from './ses/account.ts';
import type { Faults } from './ses/state.ts';
import { functionStatus, quiet, type StageStatus, stageStatus } from './status.ts';

export type CloudOptions = {
  /** What `npm run synth` wrote. */
  assembly: string;
  /** Where state is kept. */
  directory: string;
  persistent: boolean;
  /** 0 takes a free port. */
  ports: { site: number; aws: number };
  /** The origin in public addresses; the local site's own where it is left out. */
  siteUrl?: string;
  /** For tests: an IP address that the hub may call beside public ones. */
  callbackAddress?: string;
  /** What a function writes, and what went wrong with one. */
  onLog: (line: string) => void;
  /** Whether rules invoke their functions when it is time; without, only who asks does. */
  schedules?: boolean;
  /** How many invocations for queues run at once, of all functions; as many as there are cores where it is left out. */
  places?: number;
  /** Whether a function's environment is started only when it is asked for, as on AWS after a night without releases. */
  isCold?: boolean;
  account?: Account;
  faults?: Faults;
  interfere?: Interference;
};

export type Cloud = {
  emulators: Emulators;
  site: Server;
  /** The stacks' outputs: names of buckets, tables and so on. */
  outputs: Record<string, string>;
  functions: LocalFunction[];
  /** Resolves when each stage has an environment that waits for work; before, all is slower. */
  warm: Promise<void>;
  stages(): StageStatus[];
  /** Gives a stage its dead letters once more; how many. */
  redrive(stage: string): Promise<number>;
  /** Resolves when no message, event or invocation is under way. Dead letters don't count. */
  quiet(): Promise<void>;
  stop(): Promise<void>;
};

/** An account that is out of the sandbox, at a rate that a laptop can keep up with. */
const laptopAccount: Account = { max24HourSend: 1_000_000, maxSendRate: 1000, production: true, sendingEnabled: true };

export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const gathered = compute();
  const functions: LocalFunction[] = [];
  const emulators = await startEmulators({
    ...options,
    port: options.ports.aws,
    account: options.account ?? laptopAccount,
    policyOf: (accessKeyId) => policyOf(gathered, accessKeyId),
  });
  const front = web();
  const functionOf = (arn: string) => functions.find((one) => one.arn === arn);
  // Its address goes into the functions' environment, before there is anything to serve.
  let served: Emulator = starting;
  const site = await serve((request) => served(request), options.ports.site);
  const policies = queuePolicies();
  const queues = {
    ...emulators,
    endpoint: emulators.gateway.url,
    names: new Set<string>(),
    deadLetters: new Set<string>(),
  };
  const { outputs } = await deploy(
    readAssembly(options.assembly),
    {
      ...storage(emulators.s3, emulators.dynamodb, emulators.secrets, policies),
      ...messaging(queues, policies),
      ...mail(emulators.ses),
      ...computeTypes(gathered),
      ...webTypes(front),
    },
    {
      SiteUrl: options.siteUrl ?? site.url,
      ...(options.callbackAddress !== undefined && { CallbackAddress: options.callbackAddress }),
    },
  );
  demandPermissions(gathered, front);
  served = edge({ web: front, s3: emulators.s3, functionOf, now: () => new Date() });
  const metrics: Metrics = new Map();
  const onLog = (line: string) => {
    if (!takeMetrics(line, metrics)) options.onLog(line);
  };
  functions.push(...gathered.functions.map((resource) => start(resource, emulators, { ...options, onLog })));
  const hurried = gathered.mappings.filter(({ functionName }) => !UNHURRIED.includes(functionName));
  // Who calls the API, or the clock, gets no place and needs none: a function that asks another would wait for itself.
  const machine = places(options.places ?? Math.max(2, availableParallelism()));
  const pipeline = hurried.flatMap(({ functionName }) => functions.find(({ name }) => name === functionName) ?? []);
  const warm = options.isCold ? Promise.resolve() : warmUp(pipeline, machine);
  const pollers = gathered.mappings.map((mapping) =>
    pollerOf(mapping, { functions, emulators, machine, onFailure: options.onLog }),
  );
  const isUnqueued = ({ name }: LocalFunction) => gathered.mappings.every(({ functionName }) => functionName !== name);
  const rules = options.schedules === false ? [] : gathered.rules;
  const timers = rules.map(({ seconds, functionArns }) =>
    setInterval(() => {
      for (const arn of functionArns)
        void functionOf(arn)
          ?.invoke({ time: new Date().toISOString() })
          .catch((error) => options.onLog(String(error)));
    }, seconds * 1000),
  );
  const stages = () => [
    ...gathered.mappings.map((mapping) => stageStatus(mapping, gathered.alarms, functions, emulators)),
    ...functions.filter(isUnqueued).map((one) => functionStatus(one, gathered.alarms, metrics)),
  ];
  return {
    emulators,
    site,
    outputs,
    functions,
    warm,
    stages,
    async redrive(stage) {
      const queues = stages().find(({ name }) => name === stage)?.queues;
      if (!queues) throw new Error(`There is no stage "${stage}" with a queue.`);
      return redrive(emulators.sqs, queues);
    },
    quiet: () =>
      quiet(
        [...queues.names].filter((name) => !queues.deadLetters.has(name)),
        functions,
        emulators,
      ),
    async stop() {
      for (const timer of timers) clearInterval(timer);
      const stopped = Promise.all(pollers.map((poller) => poller.stop()));
      await Promise.race([stopped, pause(GRACE, undefined, { ref: false })]);
      // What still runs is cut short, as by a crash: its messages come again, here or at the next start.
      await Promise.all(functions.map((one) => one.stop()));
      await stopped;
      await site.stop();
      await emulators.stop();
    },
  };
}

/** Milliseconds that a stop leaves to what is under way. */
const GRACE = 2000;

const starting: Emulator = async () => ({
  status: 503,
  headers: { 'content-type': 'text/plain; charset=utf-8', 'retry-after': '1' },
  body: 'The newsroom is starting.\n',
});

/** Who waits for these has asked for something, and hears of it in seconds: they start when they are needed. */
export const UNHURRIED = ['letters', 'verify', 'distribute', 'deliver'].map((name) => `polywire-${name}-function`);

/** In the pipeline's order, and after what is to be done: all at once, the first would be ready as late as the last. */
async function warmUp(pipeline: LocalFunction[], machine: Places): Promise<void> {
  await Promise.all(
    pipeline.map(async (one) => {
      const leave = await machine.enter('later');
      await one.warm().finally(leave);
    }),
  );
}

function policyOf({ functions, policies }: Compute, accessKeyId: string) {
  const role = functions.find(({ name }) => keyOf(name) === accessKeyId)?.role;
  return role === undefined ? undefined : (policies.get(role) ?? []);
}

function start(resource: FunctionResource, { gateway }: Emulators, options: CloudOptions): LocalFunction {
  const { name, arn, assetHash, handler, variables, memoryMegabytes, timeoutSeconds } = resource;
  // What Lambda sets itself, and where AWS is. (Lambda Developer Guide, "Defined runtime environment variables")
  const environment = {
    ...variables,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ACCESS_KEY_ID: keyOf(name),
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memoryMegabytes),
    AWS_ENDPOINT_URL: gateway.url,
  };
  const directory = join(options.assembly, `asset.${assetHash}`);
  return localFunction(
    { name, directory, handler, environment, timeoutSeconds, memoryMegabytes, onLog: options.onLog },
    arn,
  );
}
