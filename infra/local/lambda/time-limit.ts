// When an invocation has taken too long, and when it only waits. Lambda's clock runs by the wall; on a laptop where much
// else runs, that would end what merely waited for the processor. So processor time counts.
import type { Worker } from 'node:worker_threads';

/**
 * A handler that waits for ever uses no processor time: it ends after so many of its time limits by the wall. A machine
 * that gives a thread a tenth of a processor still lets it use its whole limit.
 */
const PATIENCE = 10;

/** Milliseconds from one look at the processor time to the next, at least. */
const PACE = 100;

type Watch = { stop(): void };

/** Calls `onOver` once, when the worker has used so much processor time since now, or waits for ever. */
export function limitTime(worker: Worker, seconds: number, onOver: () => void): Watch {
  const before = processorSeconds(worker);
  // By a clock of its own: a thread that can't be interrupted doesn't say what it used.
  const patience = setTimeout(over, seconds * PATIENCE * 1000);
  // It can't have used more than passed.
  let look = setTimeout(compare, seconds * 1000);
  let isStopped = false;

  async function compare(): Promise<void> {
    const left = seconds - (await processorSeconds(worker)) + (await before);
    if (isStopped) return;
    if (left <= 0) over();
    else look = setTimeout(compare, Math.max(PACE, left * 1000));
  }
  function over(): void {
    stop();
    onOver();
  }
  function stop(): void {
    isStopped = true;
    clearTimeout(patience);
    clearTimeout(look);
  }
  return { stop };
}

/** Of its own thread. One that has ended uses no more. */
const processorSeconds = (worker: Worker): Promise<number> =>
  worker.cpuUsage().then(
    ({ user, system }) => (user + system) / 1e6,
    () => 0,
  );

/** Looks for waiting, so often and so many times in a row. */
const [LOOK, LOOKS] = [500, 4];
/** Of the time between two looks, at most, in which a thread that waits does something. */
const WAITING = 0.05;
/** Milliseconds: a look that comes later shows that this thread is busy, which answers what the other asks of AWS. */
const LATE = 100;

/** Calls `onWaiting` once, when the worker waits for something outside of this machine, or for its own clock. */
export function noticeWaiting(worker: Worker, onWaiting: () => void): Watch {
  let before = worker.performance.eventLoopUtilization();
  let at = performance.now();
  let inARow = 0;
  const timer = setInterval(() => {
    const now = worker.performance.eventLoopUtilization();
    const { utilization } = worker.performance.eventLoopUtilization(now, before);
    const isLate = performance.now() - at > LOOK + LATE;
    inARow = utilization < WAITING && !isLate ? inARow + 1 : 0;
    [before, at] = [now, performance.now()];
    if (inARow < LOOKS) return;
    clearInterval(timer);
    onWaiting();
  }, LOOK);
  return { stop: () => clearInterval(timer) };
}
