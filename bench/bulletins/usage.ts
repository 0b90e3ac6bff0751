// How much of a quota was used, by the moments at which SES took the mails.
import { pace } from '../../functions/core/pace.ts';

export type Usage = {
  rate: number;
  releases: number;
  mails: number;
  seconds: number;
  /** Of the mails that the account allows between the first and the last. */
  used: number;
  /** In any second, as a part of the rate. */
  peak: number;
  /** Mails that SES turned away. */
  refused: number;
};

type Run = Pick<Usage, 'rate' | 'releases' | 'refused'> & { times: number[] };

export function usage({ times, ...run }: Run): Usage {
  const sorted = times.toSorted((one, other) => one - other);
  const seconds = ((sorted.at(-1) ?? 0) - (sorted[0] ?? 0)) / 1000;
  // What the first call brings has no time before it.
  const since = sorted.length - pace({ perSecond: run.rate }).batch;
  let [from, most] = [0, 0];
  for (const [index, time] of sorted.entries()) {
    while ((sorted[from] ?? time) <= time - 1000) from++;
    most = Math.max(most, index - from + 1);
  }
  return { ...run, mails: sorted.length, seconds, used: since / (run.rate * seconds), peak: most / run.rate };
}
