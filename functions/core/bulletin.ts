// A bulletin: the mails of one occasion.
import * as z from 'zod/mini';
import { Occasion } from './occasion.ts';

/** SES takes at most 50 destinations in one SendBulkEmail. */
export const BULK = 50;

const instant = z.iso.datetime();
const count = z.int().check(z.minimum(0));

export type BulletinKey = { releaseId: string; occasion: Occasion };

/** What SES allows, as it was when the audience was planned. */
export const Quota = z.object({
  perSecond: z.number(),
  /** Null where there is no limit. */
  perDay: z.nullable(z.number()),
  sentLastDay: z.number(),
});
export type Quota = z.infer<typeof Quota>;

export const Bulletin = z.object({
  releaseId: z.string(),
  occasion: Occasion,
  /** The publication's, for which it was opened last; 1 for a digest. */
  revision: z.int().check(z.positive()),
  /** How often the whole audience was planned, from 1: what was planned in an earlier round tells nothing any more. */
  round: z.int().check(z.positive()),
  roundAt: instant,
  /** The shards of the audience that it is planned for in this round. */
  shards: z.array(z.int().check(z.minimum(0))),
  openedAt: instant,
  closedAt: z.nullable(instant),
  /** Why SES takes no more of it for now, in SES's own word. */
  pause: z.nullable(z.object({ reason: z.string(), since: instant })),
  quota: z.nullable(Quota),
  /** The round in which it was asked; 0 before the first. */
  quotaRound: count,
  /** Counted as they happen; after a crash, one batch may be missing until the audience is planned again. */
  accepted: count,
  failed: count,
  spared: count,
  /** Sent again because nobody knew of them. */
  reconciled: count,
});
export type Bulletin = z.infer<typeof Bulletin>;

/** Where one mail stands, counted. */
export const Tally = z.object({
  accepted: count,
  delivered: count,
  bounced: count,
  failed: count,
  /** Left or suppressed in the meantime. */
  spared: count,
  /** Under way. */
  open: count,
});
export type Tally = z.infer<typeof Tally>;

export const noMails: Tally = { accepted: 0, delivered: 0, bounced: 0, failed: 0, spared: 0, open: 0 };

export const sum = (one: Tally, other: Tally): Tally => ({
  accepted: one.accepted + other.accepted,
  delivered: one.delivered + other.delivered,
  bounced: one.bounced + other.bounced,
  failed: one.failed + other.failed,
  spared: one.spared + other.spared,
  open: one.open + other.open,
});

/** What the planning of one shard of the audience found. */
export const Plan = z.object({
  shard: z.int().check(z.minimum(0)),
  round: z.int().check(z.positive()),
  /** Copies that it handed to the senders. */
  copies: count,
  /** Readers whose earlier copy is still under way: nobody knows yet whether they get this one. */
  waiting: count,
  /** Readers who get the release in a digest. */
  later: count,
  /** The ledger before. */
  tally: Tally,
  /** Of the shard, as much as was read when this was noted: less than 1 while its planning goes on. */
  part: z._default(z.number().check(z.positive(), z.maximum(1)), 1),
});
export type Plan = z.infer<typeof Plan>;

/** Whether nothing is left to do in the shard. */
export const isClean = ({ copies, waiting, tally, part }: Plan): boolean =>
  copies === 0 && waiting === 0 && tally.open === 0 && part === 1;

type Round = Pick<Bulletin, 'releaseId' | 'occasion' | 'round' | 'shards'>;

/** The messages that plan a bulletin's audience: one for each shard. */
export const shardsOf = ({ releaseId, occasion, round, shards }: Round) =>
  shards.map((shard) => ({ releaseId, occasion, round, shard }));
