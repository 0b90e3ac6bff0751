// One history from its seed: faults for a while, then none; what is left must come to its end and keep every invariant.
import { consentName } from '../../functions/core/consent.ts';
import { shardOf } from '../../functions/core/subscriber.ts';
import type { Faults } from './faults.ts';
import { calm, someKinds, weather } from './faults.ts';
import { connect, startClock } from './functions.ts';
import { type Broken, check, type Judged, rebuilt, replayed } from './invariants.ts';
import { modelOf } from './model.ts';
import { askHub, settle } from './outlets.ts';
import { fateOf } from './people.ts';
import { put, redrive } from './ports/sqs.ts';
import { type QueueName, queueNames } from './ports/stores.ts';
import { random as seeded } from './random.ts';
import { peopled, type Scenario, type Size, scenario, sizes, told } from './scenario.ts';
import { Endless, type Step } from './scheduler.ts';
import { quietly } from './silence.ts';
import { act, receive, startLeaving } from './visits.ts';
import { type Wiring, wiring } from './wiring.ts';
import { type Climate, newWorld, START, still, upload, type World } from './world.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export type Options = {
  wired?: Wiring;
  size?: Size;
  /** Instead of the seed's own weather. */
  faults?: Faults;
  /** Instead of what the seed plans, and how the world treats it. */
  planned?: Scenario;
  climate?: Climate;
};

export type Outcome = {
  seed: number;
  broken: Broken | undefined;
  trace: Step[];
  calls: number;
  ticks: number;
  mails: number;
  again: number;
  world: World;
  planned: Scenario;
};

/** Every so manieth history is one of subscriptions. */
const PEOPLED = 4;

/** And every so manieth one of outlets. */
const TOLD = 8;

/** A shard without readers that stands for all of them. */
const EMPTY_SHARD = 21;

/** Minutes of trouble after the last action. */
const AFTERMATH = 20 * MINUTE;

/** Ticks after which what is still open will be for ever. */
const MOST_TICKS = 2500;

export async function simulate(seed: number, options: Options = {}): Promise<Outcome> {
  const { wired = wiring, size, faults } = options;
  const chance = seeded(seed ^ 0x5eed);
  const climate = options.climate ?? (faults ? { ...still, faults } : climateOf(chance));
  const of = size ?? chance.pick(kindOf(seed));
  const planned = options.planned ?? scenario(chance, START, of);
  const isGiven = faults !== undefined || (options.climate !== undefined && of.outlets !== undefined);
  const world = newWorld(seed, isGiven ? climate : climateFor(of, climate, chance));
  const silence = quietly(world.history.lines);
  let broken: Broken | undefined;
  try {
    world.hasFeeds = planned.hasFeeds;
    world.ses.trouble = faults || options.climate ? 0 : chance.pick([0, 0, 0.05, 0.25]);
    await live(world, planned, wired);
    const judged = { world, planned, models: modelOf(planned.uploads) };
    broken = check(judged) ?? (await rebuilt(world)) ?? (chance.chance(0.2) ? await replay(judged) : undefined);
  } catch (error) {
    broken = { invariant: 'liveness', message: error instanceof Error ? (error.stack ?? '') : String(error) };
    if (!(error instanceof Endless)) broken.invariant = 'no error of the simulation';
  } finally {
    silence();
  }
  const { schedule, history, ticks } = world;
  const mails = history.accepts.length;
  return {
    ...{ seed, broken, trace: schedule.trace, calls: schedule.calls(), ticks, mails, world, planned },
    again: history.freed.length,
  };
}

/** What the history of a seed is about. */
function kindOf(seed: number): readonly Size[] {
  if (seed % TOLD === TOLD - 2) return [told];
  return seed % PEOPLED === PEOPLED - 1 ? peopled : sizes;
}

function climateFor(size: Size, climate: Climate, chance: ReturnType<typeof seeded>): Climate {
  if (size.outlets) {
    const faults = weather(chance, chance.pick([0.01, 0.03, 0.06]), someKinds(chance));
    const pace = { grain: chance.pick([0.3, 1]), slowness: chance.pick([0, 0.2, 0.4]) };
    return chance.chance(0.25) ? still : { ...climate, ...pace, faults, duplicates: climate.duplicates / 4 };
  }
  // Where feeds are rebuilt at the same time, what matters is who overtakes whom.
  return size.feeds === 1 ? { ...climate, grain: 1, slowness: 0.5 } : climate;
}

function climateOf(chance: ReturnType<typeof seeded>): Climate {
  const rate = chance.pick([0, 0.001, 0.005, 0.02, 0.05]);
  const faults = weather(chance, rate, someKinds(chance));
  return {
    faults: rate > 0 ? faults : calm,
    grain: chance.pick([0.05, 0.3, 1]),
    slowness: chance.pick([0, 0.1, 0.4]),
    duplicates: chance.pick([0, 0.02, 0.2]),
    events: {
      twice: chance.pick([0, 0.1]),
      late: chance.pick([0, 0.2]),
      veryLate: chance.pick([0, 0, 0, 0.02]),
      lost: chance.pick([0, 0, 0, 0.02]),
    },
  };
}

async function live(world: World, planned: Scenario, wired: Wiring): Promise<void> {
  const { schedule, timeline } = world;
  begin(world, planned, wired);
  settle(world, planned.outlets);
  connect(world, wired);
  schedule.sources.push({
    nextAt: () => tickAt(world, planned),
    act: () => {
      const at = Math.floor(schedule.now() / MINUTE) * MINUTE;
      // Now and then EventBridge calls twice.
      if (world.random.chance(0.02) && world.climate !== still) startClock(world, at, wired);
      startClock(world, at, wired);
      if (world.ticks > MOST_TICKS) throw new Endless(`After ${world.ticks} ticks ${open(world).join(', ')} are open.`);
    },
  });
  const last = Math.max(...planned.uploads.map(({ at }) => at), ...planned.actions.map(({ at }) => at));
  await schedule.run(() => schedule.now() > last + AFTERMATH && timeline.isEmpty('action'));
  calmDown(world);
  // Each hour's sweep may have failed until now.
  if (planned.isLost) planned.horizon = Math.max(planned.horizon, schedule.now() + HOUR + MINUTE);
  await schedule.run(() => isQuiet(world, planned));
  if (!isQuiet(world, planned)) throw new Endless(`Nothing happens any more, but ${open(world).join(', ')} are open.`);
}

/** No faults any more; what was put aside is put back. */
function calmDown(world: World): void {
  world.hadDeadFeedback = world.stores.queues.feedback.dead.length > 0;
  world.climate = still;
  world.calmSince = world.schedule.now();
  world.schedule.setFaults(still.faults);
  world.ses.trouble = 0;
  world.ses.maySend = true;
  for (const name of queueNames) redrive(world.stores.queues[name], world.schedule.now());
}

const open = ({ stores }: World): string[] => [...stores.bulletins.open.keys()];

/** Whether anything is under way. */
function isBusy({ schedule, stores }: World): boolean {
  if (schedule.running() > 0 || stores.bulletins.open.size > 0) return true;
  return queueNames.some((name) => stores.queues[name].messages.length > 0);
}

/** Whether nothing is under way but bulletins that SES takes no mail of. */
function isWaitingForQuota({ schedule, stores }: World): boolean {
  if (schedule.running() > 0 || queueNames.some((name) => stores.queues[name].messages.length > 0)) return false;
  return [...stores.bulletins.open.keys()].every((name) => stores.bulletins.rows.get(name)?.pause);
}

/** Whether nothing is under way but deliveries that are tried again later. */
function isWaitingForOutlets({ schedule, stores }: World): boolean {
  if (schedule.running() > 0 || stores.bulletins.open.size > 0) return false;
  const now = schedule.now();
  return queueNames.every((name) =>
    stores.queues[name].messages.every(({ visibleAt }) => name === 'slowDeliveries' && visibleAt > now),
  );
}

const isQuiet = (world: World, { horizon }: Scenario): boolean =>
  world.schedule.now() > horizon &&
  !isBusy(world) &&
  world.timeline.isEmpty() &&
  world.stores.agenda.embargoes.size === 0;

/** Each minute while there is anything to do; else when something may be due. */
function tickAt(world: World, { horizon }: Scenario): number | undefined {
  const next = world.tickedAt + MINUTE;
  const hour = Math.floor(world.tickedAt / HOUR) * HOUR;
  if (isBusy(world))
    return isWaitingForQuota(world) || isWaitingForOutlets(world) ? Math.min(next + 14 * MINUTE, hour + HOUR) : next;
  const now = world.schedule.now();
  const minutes = [hour, hour + 2 * MINUTE, hour + HOUR].filter((at) => at > world.tickedAt);
  const due = [...world.stores.agenda.embargoes.values()].map(({ instant }) => Date.parse(instant) - MINUTE);
  const soonest = Math.min(...minutes, ...due);
  if (now > horizon && due.length === 0 && world.timeline.isEmpty()) return undefined;
  return Math.max(next, Math.ceil(soonest / MINUTE) * MINUTE);
}

function begin(world: World, planned: Scenario, wired: Wiring): void {
  const { stores, ses, timeline, schedule } = world;
  ses.perDay = planned.perDay;
  if (world.random.chance(0.1)) {
    world.garbage = '{"release":"no code knows this"}';
    put(stores.queues.publish, world.garbage, schedule.now());
  }
  for (const [id, fate] of planned.fates) ses.fates.set(id, fate);
  for (const [address, fate] of Object.entries(fateOf)) ses.fates.set(address, fate);
  world.onLetter = (letter, fate) => receive(world, letter, fate, wired);
  const readers = [...planned.subscribers, ...planned.members];
  for (const shard of [EMPTY_SHARD, ...readers.map(({ id }) => shardOf(id))]) {
    stores.subscribers.shards.set(String(shard).padStart(2, '0'), shard);
  }
  for (const { id, address, frequency, hour, timezone, ...rest } of planned.members) {
    const { languages, standIn, topics, pausedUntil } = rest;
    const wishes = { languages, standIn, topics, frequency, timezone, hour, pausedUntil };
    const at = new Date(START - HOUR).toISOString();
    const proof = { said: 'imported' as const, subscriberId: id, at, address, wishes, proof: 'a list of theirs' };
    stores.consents.rows.set(id, new Map([[consentName(proof), proof]]));
  }
  for (const subscriber of readers) {
    const { id, frequency, hour, timezone } = subscriber;
    stores.subscribers.members.set(id, subscriber);
    world.history.stands.set(id, [{ call: -1, at: START, member: subscriber, suppression: undefined }]);
    if (frequency !== 'immediate')
      stores.subscribers.rhythms.set(`${frequency}#${hour}#${timezone}`, { frequency, hour, timezone });
  }
  for (const one of planned.uploads) timeline.add(one.at, () => upload(world, one), 'action');
  for (const action of planned.actions) {
    timeline.add(
      action.at,
      () => {
        switch (action.kind) {
          case 'leave':
            return startLeaving(world, subscriberOf(planned, action.subscriberId), wired);
          case 'ask':
            return askHub(world, action.deed, wired);
          case 'deed':
            return act(world, action.deed, wired);
          case 'erase':
            stores.subscribers.members.delete(action.subscriberId);
            stores.subscribers.onChange?.(action.subscriberId);
            return;
          case 'stop':
          case 'go':
            ses.maySend = action.kind === 'go';
            return;
          case 'jump': {
            const by = world.random.between(MINUTE, 90 * MINUTE);
            // What others tell meanwhile has arrived by then.
            timeline.flush(schedule.now() + by, 'event');
            schedule.jump(by);
          }
        }
      },
      'action',
    );
  }
}

const subscriberOf = ({ subscribers }: Scenario, id: string): { id: string; address: string } =>
  subscribers.find((one) => one.id === id) ?? { id, address: '' };

/** Every message that was ever sent, once more: no mail goes out. */
async function replay(judged: Judged): Promise<Broken | undefined> {
  const { world, planned } = judged;
  const { stores, schedule, history } = world;
  const before = history.accepts.length;
  const opened = new Set(stores.bulletins.rows.keys());
  const all = queueNames.map((name): [QueueName, Set<string>] => [name, new Set(stores.queues[name].sent)]);
  for (const [name, bodies] of all) for (const body of bodies) put(stores.queues[name], body, schedule.now());
  await schedule.run(() => isQuiet(world, planned));
  return replayed(world, before, opened) ?? (await rebuilt(world)) ?? check(judged);
}
