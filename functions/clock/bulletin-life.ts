// What is due for a bulletin under way.
import { type Bulletin, isClean, type Plan, type Quota } from '../core/bulletin.ts';

/** `plan`: the whole audience once more, which finds whoever has no copy. */
export type Step = 'wait' | 'plan' | 'close';

type Standing = {
  bulletin: Pick<Bulletin, 'round' | 'roundAt' | 'shards'>;
  plans: Plan[];
  /** Calls to SES of which not all is known. */
  attempts: number;
  /** Messages about mails that are not processed yet; approximate. */
  messages: number;
};

const MINUTE = 60_000;

/** Milliseconds. The first look comes when nothing is under way any more; where that didn't end it, others are rarer. */
const patience = (round: number): number => Math.min(round - 1, 30) * MINUTE;

/** It ends when a planning of the whole audience found nothing to do. The queues only say when such a look is worth it. */
export function nextStep({ bulletin, plans, attempts, messages }: Standing, now: Date): Step {
  const current = plans.filter(({ round }) => round === bulletin.round);
  const isWhole = bulletin.shards.every((shard) => current.some((plan) => plan.shard === shard));
  if (attempts === 0 && isWhole && current.every(isClean)) return 'close';
  if (attempts > 0 || messages > 0) return 'wait';
  return now.getTime() - Date.parse(bulletin.roundAt) >= patience(bulletin.round) ? 'plan' : 'wait';
}

export const DAY_IS_FULL = 'ACCOUNT_DAILY_QUOTA_EXCEEDED';

/** Milliseconds after which SES is asked again where its account doesn't tell whether the cause is mended. */
const TRIAL = 15 * MINUTE;

/** Of a day's quota, what must be free again before it is worth going on. */
const WORTHWHILE = 0.02;

/** Whether a paused bulletin may go on. */
export function mayResume(
  { reason, since }: NonNullable<Bulletin['pause']>,
  { quota, maySend }: { quota: Quota; maySend: boolean },
  now: Date,
): boolean {
  if (!maySend) return false;
  const { perDay, sentLastDay } = quota;
  if (reason === DAY_IS_FULL) return perDay === null || perDay - sentLastDay >= Math.max(1, perDay * WORTHWHILE);
  return now.getTime() - Date.parse(since) >= TRIAL;
}
