// What a bulletin asks of AWS, counted: its planning, its mails, what SES tells of them, and the round that closes it.
import { setTimeout as sleep } from 'node:timers/promises';
import { type BulletinKey, shardsOf } from '../../functions/core/bulletin.ts';
import type { AwsRequest } from '../../infra/local/emulator.ts';
import { apart } from './apart.ts';
import { fill, readersPerShard } from './audience.ts';
import type { Cost } from './functions.ts';
import { openPlace, type Place } from './place.ts';
import { allShards } from './setting.ts';

const SHARE = 10;
const LOOKS = 6;

/** Of one bulletin. */
export type Counts = {
  mails: number;
  writes: number;
  writeUnits: number;
  reads: number;
  readUnits: number;
  /** That functions make. */
  queueSends: number;
  /** That Lambda makes for them: a receive and a delete for each invocation. */
  queuePolls: number;
  plan: number;
  send: number;
  feedback: number;
  sesCalls: number;
  events: number;
  objects: number;
  logBytes: number;
  feedbackCpuSeconds: number;
};

export async function bulletin(perShard: number): Promise<Counts> {
  const seen = { queueSends: 0, sesCalls: 0, objects: 0 };
  const account = { max24HourSend: -1, maxSendRate: 100_000, production: true, sendingEnabled: true };
  const place = await openPlace(account, (request) => see(seen, request));
  const key: BulletinKey = { releaseId: 'release-0', occasion: 'publication' };
  const subscribers = readersPerShard(perShard);
  await fill(place, [key.releaseId], subscribers);
  const open = (names: string[]) =>
    apart<Cost>('functions.ts', { names, concurrency: SHARE }, { environment: place.environment });
  const functions = { plan: await open(['plan']), send: await open(['send']), feedback: await open(['feedback']) };
  const clock = await open([]);
  try {
    place.send('bulletins', shardsOf({ ...key, round: 1, shards: allShards }));
    await quiet(place, subscribers.length);
    for (let look = 1; look <= LOOKS && (await isOpen(place)); look++) {
      await clock.tell({ tick: new Date(Date.now() + look * 60_000).toISOString() });
      await quiet(place, subscribers.length);
    }
    const costs = await Promise.all([...Object.values(functions), clock].map((one) => one.tell({ say: 'report' })));
    return counted(subscribers.length, costs, seen, place);
  } finally {
    await Promise.all([...Object.values(functions), clock].map((one) => one.stop()));
    await place.close();
  }
}

function see(seen: { queueSends: number; sesCalls: number; objects: number }, { path, headers }: AwsRequest): void {
  const operation = headers['x-amz-target']?.split('.')[1];
  if (operation === 'SendMessageBatch' || operation === 'GetQueueAttributes') seen.queueSends++;
  else if (path.endsWith('outbound-bulk-emails')) seen.sesCalls++;
  else if (!operation && path.startsWith('/archive/')) seen.objects++;
}

/** Until all have their mail and nothing waits any more. */
async function quiet({ emulators: { ses, fauxqs } }: Place, mails: number): Promise<void> {
  const waiting = () =>
    (['bulletins', 'copies', 'feedback'] as const)
      .map((name) => fauxqs.inspectQueue(name)?.messages)
      .reduce((sum, found) => sum + (found ? found.ready.length + found.inflight.length + found.delayed.length : 0), 0);
  let calm = 0;
  while (calm < 3) {
    await sleep(200);
    calm = ses.accepted().length >= mails && ses.pending() === 0 && waiting() === 0 ? calm + 1 : 0;
  }
}

async function isOpen({ emulators: { dynamodb } }: Place): Promise<boolean> {
  const { GetItemCommand } = await import('@aws-sdk/client-dynamodb');
  const Key = { pk: { S: 'BULLETINS' }, sk: { S: 'release-0#publication' } };
  return (await dynamodb.send(new GetItemCommand({ TableName: 'releases', Key }))).Item !== undefined;
}

function counted(
  mails: number,
  costs: Cost[],
  seen: { queueSends: number; sesCalls: number; objects: number },
  { emulators }: Place,
): Counts {
  const sum = (of: (cost: Cost) => number) => costs.reduce((total, cost) => total + of(cost), 0);
  const database = (kind: RegExp, what: 'requests' | 'units') =>
    sum(({ consumed }) =>
      Object.entries(consumed)
        .filter(([name]) => kind.test(name))
        .reduce((total, [, units]) => total + units[what], 0),
    );
  const invoked = (name: 'plan' | 'send' | 'feedback') => sum(({ invocations }) => invocations[name] ?? 0);
  const [plan, send, feedback] = [invoked('plan'), invoked('send'), invoked('feedback')];
  return {
    ...{ mails, ...seen, plan, send, feedback, queuePolls: 2 * (plan + send + feedback) },
    ...{
      writes: database(/^(?:Put|Update|Delete)/, 'requests'),
      writeUnits: database(/^(?:Put|Update|Delete)/, 'units'),
    },
    ...{
      reads: database(/^(?:Get|Query|BatchGet)/, 'requests'),
      readUnits: database(/^(?:Get|Query|BatchGet)/, 'units'),
    },
    events: emulators.ses.accepted().reduce((total, { events }) => total + events.length, 0),
    logBytes: sum(({ logged }) => logged),
    feedbackCpuSeconds: costs[2]?.cpuSeconds ?? 0,
  };
}

/** What each mail adds, and what a bulletin costs without any, by two of different size. */
export function scaled(small: Counts, large: Counts, mails: number): Counts {
  const of = (name: keyof Counts): number => {
    const each = (large[name] - small[name]) / (large.mails - small.mails);
    return Math.max(0, small[name] - each * small.mails) + each * mails;
  };
  return {
    ...{ mails, writes: of('writes'), writeUnits: of('writeUnits'), reads: of('reads'), readUnits: of('readUnits') },
    ...{ queueSends: of('queueSends'), queuePolls: of('queuePolls'), plan: of('plan'), send: of('send') },
    ...{ feedback: of('feedback'), sesCalls: of('sesCalls'), events: of('events'), objects: of('objects') },
    ...{ logBytes: of('logBytes'), feedbackCpuSeconds: of('feedbackCpuSeconds') },
  };
}
