// npm run simulate -- --seeds N [--from S] [--trace LINES]: histories one after another, on two cores, until one breaks an
// invariant.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { told } from './report.ts';
import { simulate } from './run.ts';

/** One history, as a worker tells of it. */
type Told = { seed: number; calls: number; mails: number; again: number; broken: string | undefined };

type Share = { from: number; until: number; step: number; lines: number };

if (isMainThread) main();
else await work(workerData);

async function work({ from, until, step, lines }: Share): Promise<void> {
  for (let seed = from; seed < until; seed += step) {
    const outcome = await simulate(seed);
    const { calls, mails, again } = outcome;
    const broken = outcome.broken && told(outcome, lines);
    parentPort?.postMessage({ seed, calls, mails, again, broken } satisfies Told);
  }
}

function main(): void {
  const one = { type: 'string' } as const;
  const { values } = parseArgs({ options: { seeds: one, from: one, trace: one } });
  const [from, seeds] = [Number(values.from ?? 1), Number(values.seeds ?? 1000)];
  const workers = Math.min(availableParallelism(), 2, seeds);
  const total = { seeds: 0, calls: 0, mails: 0, again: 0 };
  const begun = performance.now();

  const heard = ({ calls, mails, again, broken }: Told): void => {
    if (broken) {
      console.log(broken);
      process.exit(1);
    }
    total.seeds++;
    total.calls += calls;
    total.mails += mails;
    total.again += again;
    if (total.seeds % 500 === 0 || total.seeds === seeds) {
      const rate = total.seeds / ((performance.now() - begun) / 1000);
      const { calls, mails, again } = total;
      const counts = `${calls} calls, ${mails} mails, ${again} given free by the clock`;
      console.log(`${total.seeds} of ${seeds} histories, ${rate.toFixed(1)} a second: ${counts}`);
    }
  };

  for (let index = 0; index < workers; index++) {
    const share: Share = { from: from + index, until: from + seeds, step: workers, lines: Number(values.trace ?? 60) };
    const worker = new Worker(new URL(import.meta.url), { workerData: share });
    worker.on('message', heard);
    worker.on('error', (error) => {
      throw error;
    });
  }
}
