// The quota is the speed limit.

export type Pace = { batch: number; secondsPerMail: number };

/** Kept free of the account's rate, for what else it sends. */
const USED = 0.9;

/** A worker's share of the account's rate: a batch is never larger than what may go out in a second. */
export function pace(maxSendRate: number, workers: number, largest: number): Pace {
  const perSecond = (Math.max(maxSendRate, 0.1) * USED) / workers;
  return { batch: Math.max(1, Math.min(largest, Math.floor(perSecond))), secondsPerMail: 1 / perSecond };
}
