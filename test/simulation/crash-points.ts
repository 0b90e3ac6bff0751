// Every single crash: a small history is run once to count its calls, then once for each call and fault.
import { type Fault, single } from './faults.ts';
import { type Outcome, simulate } from './run.ts';
import type { Size } from './scenario.ts';

/** Three readers, and one release with one change. */
export const small: Size = { subscribers: [3, 3], releases: [1, 1], steps: [1, 1], digests: 0, feeds: 0 };

/** By their seeds. */
export const histories = { 'a release that is corrected': 94, 'a release that is withdrawn': 12 };

export const singleFaults: readonly Fault[] = ['crash before', 'crash after', 'unreported', 'repeated', 'stalled'];

/** The calls of a history in which nothing goes wrong. */
export const callsOf = async (seed: number): Promise<number> => {
  const { calls, broken } = await simulate(seed, { size: small, faults: () => undefined });
  if (broken) throw new Error(`${broken.invariant}: ${broken.message}`);
  return calls;
};

export const faultAt = (seed: number, index: number, fault: Fault): Promise<Outcome> =>
  simulate(seed, { size: small, faults: single(index, fault) });
