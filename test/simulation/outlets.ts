// Media outlets: what they ask of the hub, how their ends answer it, and what reaches them.
import { sha256 } from '../../functions/core/digest.ts';
import { answer } from '../../functions/hub/handler.ts';
import type { Call, Callback, CallResult } from '../../functions/io/callback.ts';
import type { OutletAsk } from './history.ts';
import { newsroom, site } from './newsroom.ts';
import { keepOutlet } from './ports/outlets.ts';
import type { Random } from './random.ts';
import { type Run, Throttled, Unreported } from './scheduler.ts';
import type { Wiring } from './wiring.ts';
import { START, type World } from './world.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How its end answers while it has trouble: `gone` says 410, `down` can't be reached, `silent` never answers. */
export type Manner = 'quick' | 'slow' | 'failing' | 'redirecting' | 'silent' | 'down' | 'gone';

/** A callback, which is of one feed; `from` and `until` say when it has trouble. */
export type PlannedOutlet = {
  callback: string;
  feed: string;
  manner: Manner;
  from: number;
  until: number;
  /** What it was subscribed with before the history begins. */
  known: { secret: string | null; leaseSeconds: number } | null;
};

/** `meant`: whether it confirms what was asked for in its name, answers with another challenge, or says no. */
export type OutletDeed = {
  mode: 'subscribe' | 'unsubscribe';
  callback: string;
  feed: string;
  leaseSeconds: number;
  secret: string | null;
  meant: 'yes' | 'wrong' | 'no';
};

const feeds = ['en/feed.json', 'en/feed.json', 'en/atom.xml', 'fr/rss.xml', 'fr/topics/water/feed.json'] as const;
const troubles: readonly Manner[] = [
  'slow',
  'slow',
  'failing',
  'failing',
  'failing',
  'redirecting',
  'silent',
  'down',
  'gone',
];

export const outletId = (callback: string): string => sha256(callback).slice(0, 32);

export function outletsOf(random: Random, count: number, startsAt: number, span: number): PlannedOutlet[] {
  return Array.from({ length: count }, (_, index) => {
    const feed = random.pick(feeds);
    const manner = random.chance(0.4) ? 'quick' : random.pick(troubles);
    const from = random.chance(0.6) ? startsAt : startsAt + random.between(0, span);
    const lasts = manner === 'slow' ? 100 * HOUR : random.pick([10 * SECOND, 2 * MINUTE, 20 * MINUTE, 2 * HOUR]);
    return {
      ...{ callback: `https://outlet${index}.example/wire?feed=${feed}`, feed, manner, from, until: from + lasts },
      known: random.chance(0.75) ? { secret: secretOf(random), leaseSeconds: leaseOf(random) } : null,
    };
  });
}

const secretOf = (random: Random): string | null => (random.chance(0.6) ? `secret ${random.between(1, 1000)}` : null);

/** Seconds: some end in mid-delivery. */
const leaseOf = (random: Random): number => (random.chance(0.6) ? 864_000 : random.pick([60, 120, 600, 1800, 7200]));

/** Who is known renews or leaves; who isn't subscribes, sooner or later; and some ask in a name that is not theirs. */
export function outletDeeds(random: Random, outlets: PlannedOutlet[], startsAt: number, span: number) {
  return outlets.flatMap(({ callback, feed }) =>
    Array.from({ length: random.pick([0, 1, 1, 2, 3]) }, () => {
      const deed: OutletDeed = {
        ...{ callback, feed, mode: random.chance(0.7) ? 'subscribe' : 'unsubscribe' },
        ...{ leaseSeconds: leaseOf(random), secret: secretOf(random) },
        meant: random.chance(0.8) ? 'yes' : random.pick(['wrong', 'no']),
      };
      return { at: startsAt + random.between(500, span + MINUTE), deed };
    }),
  );
}

/** Puts who was subscribed before where the hub finds it. */
export function settle({ stores, history, outlets }: World, planned: readonly PlannedOutlet[]): void {
  for (const outlet of planned) {
    const { callback, feed, known } = outlet;
    outlets.set(callback, outlet);
    if (!known) continue;
    const at = START - MINUTE;
    const askedAt = new Date(at).toISOString();
    history.asks.push({ ...known, callback, feed, mode: 'subscribe', meant: 'yes', at, confirmed: [at] });
    keepOutlet(stores.outlets, {
      ...{ feed, id: outletId(callback), callback, secret: known.secret, askedAt, since: askedAt, failures: 0 },
      leaseUntil: new Date(START + known.leaseSeconds * SECOND).toISOString(),
    });
  }
}

/** Somebody asks the hub for something: one request to its real door. */
export function askHub(world: World, deed: OutletDeed, wired: Wiring): void {
  const { schedule, history } = world;
  history.asks.push({ ...deed, at: schedule.now(), confirmed: [] });
  const { mode, callback, feed, leaseSeconds, secret } = deed;
  const form = new URLSearchParams({
    ...{ 'hub.mode': mode, 'hub.callback': callback, 'hub.topic': `${site}/${feed}` },
    ...(mode === 'subscribe' && { 'hub.lease_seconds': String(leaseSeconds) }),
    ...(secret !== null && { 'hub.secret': secret }),
  });
  schedule.start({
    ...{ name: 'hub', limit: 10 * SECOND },
    work: async (run) => {
      const { outlets, queues, now } = wired.ports(world, run);
      await answer(
        {
          ...{ method: 'POST', contentType: 'application/x-www-form-urlencoded', client: '192.0.2.1' },
          body: new TextEncoder().encode(form.toString()),
        },
        {
          ...{ outlets, verify: queues.verify, newsroom, site, edgeKey: '', now },
          newId: () => `request-${run.id}`,
        },
      );
    },
  });
}

/** What an outlet's end does with a call: how it answers, and after how many milliseconds. */
type Answered = { status: number; body: string; after: number };

const UNREACHED: CallResult = { status: 0, body: '', reason: 'ECONNREFUSED' };

/** The network between the hub and all outlets: a call is one step, at which anything may go wrong. */
export const network =
  (world: World, run: Run): Callback =>
  async (address, call) => {
    const { schedule } = world;
    const ends = schedule.now() + call.limit;
    try {
      const answered = await run.wire.once(`outlet.${call.method}`, () =>
        // Who was held up for so long has hung up: nothing goes out any more.
        schedule.now() < ends ? arrive(world, run, address, { ...call, ends }) : undefined,
      );
      const rest = Math.max(0, ends - schedule.now());
      if (!answered || answered.after > rest) {
        await run.pause(rest);
        return { status: 0, body: '', reason: `no answer within ${call.limit} ms` };
      }
      await run.pause(answered.after);
      const { status, body } = answered;
      return status === 0 ? UNREACHED : { status, body, reason: `status ${status}` };
    } catch (error) {
      // It never arrived, or its answer never did.
      if (!(error instanceof Throttled || error instanceof Unreported)) throw error;
      const [callback] = address.split('&hub.');
      const cut = error instanceof Unreported && world.history.deliveries.findLast((one) => one.callback === callback);
      if (cut) cut.ends = schedule.now();
      return { ...UNREACHED, reason: 'ECONNRESET' };
    }
  };

const isTroubled = ({ from, until }: PlannedOutlet, at: number): boolean => from <= at && at < until;

/** How it is just now. */
export const mannerOf = (outlet: PlannedOutlet, at: number): Manner =>
  isTroubled(outlet, at) ? outlet.manner : 'quick';

function arrive(world: World, run: Run, address: string, call: Call & { ends: number }): Answered {
  const { schedule, random, outlets, history } = world;
  const [callback = ''] = address.split('&hub.');
  const outlet = outlets.get(callback);
  if (!outlet) throw new Error(`Nobody is at ${address}.`);
  const manner = mannerOf(outlet, schedule.now());
  const after = random.between(5, 80);
  if (manner === 'down') return { status: 0, body: '', after };
  if (call.method === 'GET') {
    if (manner === 'silent') return { status: 200, body: '', after: HOUR };
    return { ...confirmation(world, callback, new URL(address).searchParams), after };
  }
  const answered = taking(random, manner, after);
  history.deliveries.push({
    ...{ callback, feed: outlet.feed, at: schedule.now(), call: schedule.calls(), run: `${run.name} ${run.id}` },
    ...{ body: new TextDecoder().decode(call.body), headers: call.headers ?? {}, status: answered.status },
    ends: Math.min(schedule.now() + answered.after, call.ends),
  });
  return answered;
}

function taking(random: Random, manner: Manner, after: number): Answered {
  switch (manner) {
    case 'slow':
      return { status: 202, body: '', after: random.between(500, 9000) };
    case 'silent':
      return { status: 204, body: '', after: HOUR };
    case 'failing':
      return { status: random.pick([500, 503, 404]), body: '', after };
    case 'redirecting':
      return { status: 302, body: '', after };
    case 'gone':
      return { status: 410, body: '', after };
    default:
      return { status: 204, body: '', after };
  }
}

/** §5.3.1: it confirms what it wants; of what it asked for last. */
function confirmation({ history, schedule }: World, callback: string, query: URLSearchParams): Omit<Answered, 'after'> {
  const last = history.asks.findLast((ask: OutletAsk) => ask.callback === callback);
  const challenge = query.get('hub.challenge') ?? '';
  if (last?.meant === 'wrong') return { status: 200, body: `${challenge}.` };
  if (last?.meant !== 'yes' || last.mode !== query.get('hub.mode')) return { status: 404, body: '' };
  for (const ask of history.asks) {
    if (ask.callback === callback && ask.mode === last.mode) ask.confirmed.push(schedule.now());
  }
  return { status: 200, body: challenge };
}
