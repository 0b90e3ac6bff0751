// In a process of its own, on a virtual clock: the production send function, several at a time, on ports in memory that
// take as long as AWS's do; the quota of the local SES judges.
import { z } from 'zod';
import { type SendEdges, send } from '../../functions/bulletins/send-handler.ts';
import type { CopiesDue } from '../../functions/core/messages.ts';
import { createQuota } from '../../infra/local/ses/account.ts';
import { answer, asked } from './apart.ts';
import { copiesDue, openBulletin, readers } from './audience.ts';
import { virtualClock } from './clock.ts';
import { configurationSet, newsroom, publicationOf, sample, site, templates } from './mails.ts';
import { WHOLE } from './setting.ts';
import { usage } from './usage.ts';

/** Milliseconds, from and to: assumptions, which the report states. */
export type Latencies = {
  database: [number, number];
  objects: [number, number];
  /** Until a message is with its function. */
  queue: [number, number];
  /** Until SES counts a call's mails, and from then until its answer. */
  ses: { there: [number, number]; back: [number, number] };
};

const span = z.tuple([z.number(), z.number()]);
const order = z
  .object({
    ...{ rate: z.number(), releases: z.number(), seconds: z.number(), senders: z.number() },
    /** Of a whole processor, for each request of a function. */
    cpuMilliseconds: z.number(),
    memory: z.number(),
    latencies: z.object({
      ...{ database: span, objects: span, queue: span },
      ses: z.object({ there: span, back: span }),
    }),
  })
  .parse(asked());
const { rate, latencies } = order;

const cpu = (order.cpuMilliseconds * WHOLE) / Math.min(order.memory, WHOLE);

/** The same each time (mulberry32). */
let seed = 2026;
function chance(): number {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

const clock = virtualClock(Date.UTC(2026, 2, 9));
const date = () => new Date(clock.now());
const within = ([least, most]: [number, number]) => clock.sleep(least + chance() * (most - least));

const quota = createQuota({ max24HourSend: -1, maxSendRate: rate, production: true, sendingEnabled: true }, date, []);
const times: number[] = [];
let refused = 0;

/** As io/rate.ts: a write on condition that the next moment lies ahead, else one on condition that it doesn't. */
let nextAt = 0;
async function turn(
  milliseconds: number,
  now: number,
  write: (act: () => boolean) => Promise<boolean>,
): Promise<number> {
  for (;;) {
    let begins = now;
    const queued = await write(() => {
      if (nextAt < now) return false;
      begins = nextAt;
      nextAt += milliseconds;
      return true;
    });
    if (queued) return begins;
    const free = await write(() => {
      if (nextAt >= now) return false;
      nextAt = now + milliseconds;
      return true;
    });
    if (free) return now;
  }
}

const releaseIds = Array.from({ length: order.releases }, (_, index) => `release-${index}`);
const release = await sample();
const publications = new Map(releaseIds.map((id) => [id, publicationOf(release, id)]));
const subscribers = readers(Math.ceil((rate * order.seconds) / order.releases));
const byId = new Map(subscribers.map((one) => [one.id, one]));
const queue: CopiesDue[] = copiesDue(releaseIds, subscribers);
const wanted = subscribers.length * order.releases;

/** What one function of them sees: it has a processor of its own, and shares the rest. */
function edges(): SendEdges {
  let isFreeAt = 0;
  const compute = async () => {
    isFreeAt = Math.max(isFreeAt, clock.now()) + cpu;
    await clock.sleep(isFreeAt - clock.now());
  };
  const asking = async <Value>(span: [number, number], value: Value): Promise<Value> => {
    await compute();
    await within(span);
    return value;
  };
  const database = <Value>(value: Value) => asking(latencies.database, value);
  return {
    bulletins: {
      get: ({ releaseId }) => database(openBulletin(releaseId, date())),
      pause: () => Promise.reject(new Error('SES stopped the bulletin.')),
      count: async (_, counts) => {
        if (Object.values(counts).some((count) => count > 0)) await database(undefined);
      },
    },
    releases: { publication: (id) => database(publications.get(id)) },
    subscribers: {
      many: (ids) => database(ids.flatMap((id) => byId.get(id) ?? [])),
      suppressed: () => database(new Set<string>()),
    },
    ledger: {
      begin: () => database(undefined),
      claim: () => database(true),
      forgo: () => database(true),
      settle: () => database(true),
      end: () => database(undefined),
    },
    archive: { release: (id) => asking(latencies.objects, { ...release, id }) },
    copies: {
      send: async (message, delaySeconds = 0) => {
        await database(undefined);
        void clock.sleep(delaySeconds * 1000).then(() => queue.push(message));
      },
      sendAll: () => Promise.reject(new Error('A sender sends one message at a time.')),
    },
    rate: {
      reserve: (milliseconds, now) =>
        turn(milliseconds, now, async (act) => {
          await database(undefined);
          return act();
        }),
    },
    async sendBulk({ copies }) {
      await asking(latencies.ses.there, undefined);
      const answers = copies.map(() => {
        const isTaken = quota.take(1, 1) === 'taken';
        if (isTaken) times.push(clock.now());
        else refused++;
        return { status: isTaken ? 'SUCCESS' : 'ACCOUNT_THROTTLED', definite: true };
      });
      await within(latencies.ses.back);
      return answers;
    },
    quota: async () => ({ perSecond: rate, perDay: null, sentLastDay: 0 }),
    keys: async () => ({ current: 'a', keys: { a: 'a key' } }),
    ...{ newsroom, site, configurationSet, templates, now: date },
    pause: clock.sleep,
    newAttempt: () => 'one',
  };
}

let busy = 0;
let invocations = 0;
async function sender(): Promise<void> {
  const own = edges();
  while (times.length < wanted) {
    const message = queue.shift();
    if (!message) {
      await clock.sleep(100);
      continue;
    }
    await within(latencies.queue);
    const begun = clock.now();
    await send(message, own);
    busy += clock.now() - begun;
    invocations++;
  }
}

await clock.run(Promise.all(Array.from({ length: order.senders }, sender)));
const used = usage({ rate, releases: order.releases, refused, times });
answer({ ...used, invocations, busySeconds: busy / 1000 });
