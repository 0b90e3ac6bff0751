// Decides what happens next. Functions run as they are; each of their calls waits here until it is picked, and may go
// wrong. Time is virtual: it moves a little with each call, and jumps where nothing else is left to do.
import { setImmediate } from 'node:timers/promises';
import type { Call, Fault, Faults } from './faults.ts';
import type { Wire } from './ports/wire.ts';
import type { Random } from './random.ts';

type Parked = {
  name: string;
  kind: Call['kind'] | 'pause';
  wakesAt: number;
  effect: () => unknown;
  resolve: (value: unknown) => void;
  reject: (reason: unknown) => void;
};

/** A function at work. */
export type Run = {
  id: number;
  name: string;
  wire: Wire;
  pause: (milliseconds: number) => Promise<void>;
  /** By their names, the index of the last call of each kind that it made. */
  made: Map<string, number>;
};

type State = Run & {
  /** When its time ends. */
  deadline: number;
  parked: Parked[];
  /** Calls that it may make before anybody else has a turn. */
  free: number;
  stalledUntil: number;
  /** Milliseconds that a call of it may take. */
  lag: number;
  isOver: boolean;
  onStall: () => void;
};

export type Start = {
  name: string;
  /** Milliseconds that it may take. */
  limit: number;
  work: (run: Run) => Promise<void>;
  /** Its message is handed out again although it is at work. */
  onStall?: () => void;
  /** It ended by itself; one that crashed never does. */
  onEnd?: (failure: unknown) => void;
};

/** What may happen outside of the functions: a message that can be handed out, an event. */
export type Source = {
  /** When its next may happen; undefined where there is none. */
  nextAt: () => number | undefined;
  act: () => void;
};

export type Step = { at: number; run: string; name: string; fault?: Fault | undefined };

export class Throttled extends Error {}
export class Unreported extends Error {}
/** A history that never comes to its end. */
export class Endless extends Error {}

const MOST_STEPS = 300_000;

type Options = {
  random: Random;
  startsAt: number;
  faults: Faults;
  /** How often a function gives way after one call. */
  grain: number;
  /** How often a function's calls take up to seconds, in which much may happen elsewhere. */
  slowness: number;
};

export type Scheduler = ReturnType<typeof scheduler>;

export function scheduler({ random, startsAt, faults: first, grain, slowness }: Options) {
  let now = startsAt;
  let faults = first;
  let calls = 0;
  let ids = 0;
  const runs = new Set<State>();
  const trace: Step[] = [];
  const sources: Source[] = [];

  const note = (run: Pick<Run, 'name' | 'id'>, name: string, fault?: Fault): void =>
    void trace.push({ at: now, run: `${run.name} ${run.id}`, name, fault });

  const end = (run: State): void => {
    run.isOver = true;
    runs.delete(run);
    // What was on its way to AWS may still arrive.
    for (const { effect, kind, name } of run.parked) {
      if ((kind !== 'write' && kind !== 'once') || !random.chance(0.5)) continue;
      note(run, `${name}, after its end`);
      unheard(effect);
    }
    run.parked = [];
  };

  /** Carries a call out, as AWS does, and answers unless something goes wrong. */
  const perform = (run: State, parked: Parked): void => {
    const { name, kind, effect, resolve, reject } = parked;
    if (kind === 'pause') {
      resolve(undefined);
      return;
    }
    now += random.between(1, 15);
    if (run.lag > 0) {
      run.stalledUntil = now + random.between(0, run.lag);
      run.free = 0;
    }
    const fault = faults({ index: calls++, name, kind });
    run.made.set(name, calls);
    note(run, name, fault);
    if (fault === 'crash after' || fault === 'unreported' || fault === 'repeated') unheard(effect);
    if (fault === 'crash before' || fault === 'crash after') end(run);
    else if (fault === 'throttled') reject(new Throttled(`${name} was throttled.`));
    else if (fault === 'unreported') reject(new Unreported(`${name} was not answered.`));
    else if (fault === 'stalled') stall(run, parked);
    else answer(parked);
  };

  const stall = (run: State, parked: Parked): void => {
    run.stalledUntil = now + random.between(1, 2 * (run.deadline - now));
    run.free = 0;
    run.parked.unshift(parked);
    run.onStall();
  };

  const call =
    (run: State, kind: Call['kind']) =>
    <T>(name: string, effect: () => T): Promise<T> =>
      new Promise<T>((resolve, reject) => {
        // Whoever crashed never hears of anything.
        if (run.isOver) return;
        const parked = { name, kind, effect, wakesAt: 0, resolve: resolve as Parked['resolve'], reject };
        if (run.free <= 0 || run.stalledUntil > now || run.deadline <= now) run.parked.push(parked);
        else {
          run.free--;
          perform(run, parked);
        }
      });

  const pause = (run: State, milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      const wakes = { name: 'pause', kind: 'pause' as const, wakesAt: now + milliseconds, effect: () => undefined };
      if (!run.isOver) run.parked.push({ ...wakes, resolve: () => resolve(), reject: () => undefined });
    });

  const start = ({ name, limit, work, onStall = () => undefined, onEnd = () => undefined }: Start): void => {
    const run: State = {
      ...{ id: ++ids, name, made: new Map(), deadline: now + limit, parked: [], free: 0, stalledUntil: 0 },
      ...{ isOver: false, onStall, lag: random.chance(slowness) ? random.pick([100, 400, 1500]) : 0 },
      wire: {
        read: (what, effect) => call(run, 'read')(what, effect),
        write: (what, effect) => call(run, 'write')(what, effect),
        once: (what, effect) => call(run, 'once')(what, effect),
      },
      pause: (milliseconds) => pause(run, milliseconds),
    };
    runs.add(run);
    note(run, 'begins');
    const over = (failure: unknown): void => {
      if (run.isOver) return;
      run.isOver = true;
      runs.delete(run);
      if (failure !== undefined) note(run, `fails: ${failure instanceof Error ? failure.message : failure}`);
      onEnd(failure);
    };
    work(run).then(() => over(undefined), over);
  };

  /** Ends what has run too long. */
  const watch = (): void => {
    for (const run of runs) {
      if (run.deadline > now) continue;
      note(run, 'is killed: its time is over');
      end(run);
    }
  };

  const proceed = (run: State): void => {
    const able = run.parked.flatMap(({ wakesAt }, index) => (wakesAt <= now ? [index] : []));
    const [parked] = run.parked.splice(random.pick(able), 1);
    run.free = random.chance(grain) ? 0 : random.pick([1, 5, 30, 300]);
    if (parked) perform(run, parked);
  };

  /** All that can happen now. */
  const choices = (): (() => void)[] => {
    const found: (() => void)[] = [];
    for (const run of runs) {
      if (run.stalledUntil <= now && run.parked.some(({ wakesAt }) => wakesAt <= now)) found.push(() => proceed(run));
    }
    for (const { nextAt, act } of sources) if ((nextAt() ?? Number.POSITIVE_INFINITY) <= now) found.push(act);
    return found;
  };

  const soonest = (): number => {
    let at = Number.POSITIVE_INFINITY;
    for (const { nextAt } of sources) at = Math.min(at, nextAt() ?? Number.POSITIVE_INFINITY);
    for (const run of runs) {
      const wakes = Math.min(...run.parked.map(({ wakesAt }) => wakesAt));
      at = Math.min(at, run.deadline, Math.max(run.stalledUntil, wakes));
    }
    return at;
  };

  return {
    trace,
    sources,
    start,
    now: () => now,
    date: () => new Date(now),
    calls: () => calls,
    running: () => runs.size,
    runsOf: (name: string) => {
      let count = 0;
      for (const run of runs) if (run.name === name) count++;
      return count;
    },
    setFaults: (next: Faults) => {
      faults = next;
    },
    jump: (milliseconds: number) => {
      now += milliseconds;
      trace.push({ at: now, run: 'time', name: `jumps by ${milliseconds} ms` });
    },

    /** Goes on until `isDone`, or until nothing can happen any more. */
    async run(isDone: () => boolean): Promise<void> {
      for (let steps = 0; ; steps++) {
        if (steps > MOST_STEPS) throw new Endless(`Nothing came to an end within ${MOST_STEPS} steps.`);
        // All that is at work comes to its next call.
        await setImmediate();
        if (isDone()) return;
        watch();
        const able = choices();
        if (able.length > 0) {
          random.pick(able)();
          continue;
        }
        const next = soonest();
        if (next === Number.POSITIVE_INFINITY) return;
        now = Math.max(now + 1, next);
      }
    },
  };
}

function answer({ effect, resolve, reject }: Parked): void {
  try {
    resolve(effect());
  } catch (error) {
    reject(error);
  }
}

/** An effect of which nobody hears how it went. */
function unheard(effect: () => unknown): void {
  try {
    effect();
  } catch {
    // A lost race: the answer that got lost.
  }
}
