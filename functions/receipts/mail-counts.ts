// The mails of a release, counted, and how long they take.
import { type Bulletin, noMails, type Plan, type Quota, sum } from '../core/bulletin.ts';
import type { MailCounts, Progress } from '../core/receipt.ts';

/** A bulletin, and what the last planning of each shard of its audience found. */
export type Planned = { bulletin: Bulletin; plans: Plan[] };

type Counts = Omit<Progress['bulletins'][number], 'occasion'>;

/** Exact once it is closed; before, as far as it was counted. */
export function countsOf({ bulletin, plans }: Planned): Counts {
  const tally = plans.map((plan) => plan.tally).reduce(sum, noMails);
  const { accepted, failed, spared } = bulletin.closedAt === null ? larger(tally, bulletin) : tally;
  const { shards } = bulletin;
  const planned = plannedIn(plans, shards.length);
  const open = bulletin.closedAt === null ? Math.max(0, (planned ?? 0) - accepted - failed - spared) : 0;
  const { quota, pause: paused } = bulletin;
  return {
    ...{ planned, accepted, delivered: tally.delivered, bounced: tally.bounced, failed, spared, open },
    isEstimate: planned !== null && partsOf(plans) < shards.length,
    later: plans.reduce((all, { later }) => all + later, 0),
    quota,
    ...duration(open, accepted, quota),
    paused,
  };
}

const larger = (one: MailedSoFar, other: MailedSoFar): MailedSoFar => ({
  accepted: Math.max(one.accepted, other.accepted),
  failed: Math.max(one.failed, other.failed),
  spared: Math.max(one.spared, other.spared),
});

type MailedSoFar = Pick<MailCounts, 'accepted' | 'failed' | 'spared'>;

/** Shards that were read, and parts of shards. */
const partsOf = (plans: Plan[]): number => plans.reduce((all, { part }) => all + part, 0);

/** Each shard holds as much of the audience as any other, and so does each part of one: some tell about all. */
function plannedIn(plans: Plan[], shards: number): number | null {
  if (plans.length === 0) return shards === 0 ? 0 : null;
  const found = plans.reduce((all, { copies, waiting, tally }) => {
    const { accepted, failed, spared, open } = tally;
    return all + copies + waiting + accepted + failed + spared + open;
  }, 0);
  return Math.round((found * Math.max(shards, plans.length)) / partsOf(plans));
}

const DAY_SECONDS = 86_400;

/** How long the open ones take. What a day's quota can't hold waits for as many days as it takes. */
function duration(open: number, accepted: number, quota: Quota | null): Pick<Counts, 'secondsLeft' | 'isDayTooShort'> {
  if (open === 0 || !quota) return { secondsLeft: null, isDayTooShort: false };
  const { perSecond, perDay, sentLastDay } = quota;
  const today = perDay === null ? open : Math.max(0, perDay - sentLastDay - accepted);
  if (perDay === null || open <= today) {
    return { secondsLeft: Math.ceil(open / Math.max(perSecond, 0.1)), isDayTooShort: false };
  }
  return { secondsLeft: Math.ceil((open - today) / Math.max(perDay, 1)) * DAY_SECONDS, isDayTooShort: true };
}

/** All bulletins of a release; `isExpected` where there will be some. */
export function together(bulletins: MailCounts[], isExpected: boolean): MailCounts {
  const isKnown = bulletins.some(({ planned }) => planned !== null) || !isExpected;
  return {
    ...bulletins.reduce(sum, noMails),
    planned: isKnown ? bulletins.reduce((all, { planned }) => all + (planned ?? 0), 0) : null,
  };
}
