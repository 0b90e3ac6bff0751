// The quota is the speed limit.
import { BULK, type Quota } from './bulletin.ts';

/**
 * Of the account's rate. What is left is for its other mails, and for a call that takes longer than the one before it:
 * SES counts when mails arrive.
 */
const USED = 0.96;

/**
 * Of a rate that allows no second mail within a second, as in the sandbox: a late call leaves the next one no time, so
 * there is as much of it between two as 95 % of the rate leaves.
 */
const USED_ONE_BY_ONE = 0.952;

/** A call has no more than a quarter of a second's worth: a late one then meets no full second. */
const SHARE = 4;

export type Pace = {
  /** Copies in one call. */
  batch: number;
  millisecondsPerMail: number;
};

export const pace = ({ perSecond }: Pick<Quota, 'perSecond'>): Pace => ({
  batch: Math.max(1, Math.min(BULK, Math.floor(perSecond / SHARE))),
  millisecondsPerMail: 1000 / (Math.max(perSecond, 0.1) * (perSecond < 2 ? USED_ONE_BY_ONE : USED)),
});
