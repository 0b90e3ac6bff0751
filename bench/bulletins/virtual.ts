// The account's quota on a virtual clock: what the emulators can't carry, and AWS's latencies, which they don't have.
import { once } from './apart.ts';
import type { Usage } from './usage.ts';
import type { Latencies } from './virtual-of.ts';

export const latencies: Latencies = {
  database: [4, 16],
  objects: [15, 45],
  queue: [20, 40],
  ses: { there: [10, 60], back: [50, 90] },
};

/** A call takes four times as long. */
export const slowSes: Latencies = { ...latencies, ses: { there: [40, 240], back: [200, 360] } };

export type InVirtualTime = Usage & {
  invocations: number;
  /** Of all functions together, waiting for their turn included. */
  busySeconds: number;
};

export type Setting = {
  rate: number;
  releases: number;
  seconds: number;
  senders: number;
  memory: number;
  cpuMilliseconds: number;
  latencies?: Latencies;
};

export const quotaInVirtualTime = (setting: Setting): Promise<InVirtualTime> =>
  once<InVirtualTime>('virtual-of.ts', { latencies, ...setting });
