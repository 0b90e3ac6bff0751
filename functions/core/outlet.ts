// An outlet: who asked the hub to be told of one feed. (W3C WebSub, §1: a subscription, known by its topic and callback)
import * as z from 'zod/mini';

const instant = z.iso.datetime();

/** W3C WebSub, §8.2: ten days are a good default. Here they are the most as well: no lease is perpetual. (§5.3.1) */
export const LEASE_DAYS = 10;

/** What somebody asks of the hub, until they are asked whether they meant it. */
export const OutletRequest = z.object({
  id: z.string(),
  mode: z.enum(['subscribe', 'unsubscribe']),
  /** As it was written: it is said again, and called, letter for letter. */
  callback: z.string(),
  /** The feed's address, as it was written. */
  topic: z.string(),
  /** The feed's key in the public bucket; null where the address is no feed's. */
  feed: z.nullable(z.string()),
  leaseSeconds: z.int().check(z.positive()),
  /** What deliveries are signed with. */
  secret: z.nullable(z.string()),
  askedAt: instant,
  /** Seconds of the epoch: DynamoDB's time to live. */
  expires: z.int(),
});
export type OutletRequest = z.infer<typeof OutletRequest>;

export const Outlet = z.object({
  feed: z.string(),
  /** Names the callback. */
  id: z.string(),
  callback: z.string(),
  secret: z.nullable(z.string()),
  /** Since when it has been told without a break, and when it was last asked for. */
  since: instant,
  askedAt: instant,
  /** Nothing is delivered from then on. */
  leaseUntil: instant,
  /** The ETag of what it took last, and when that was read: whatever was public before, it has. */
  etag: z.optional(z.string()),
  takenAt: z.optional(instant),
  /** Deliveries that failed since it last took one. */
  failures: z.int().check(z.minimum(0)),
  /** How long it took to take one, the last time. */
  milliseconds: z.optional(z.int().check(z.minimum(0))),
  /** Who delivers to it just now; whoever didn't end by then never will. */
  attempt: z.optional(z.object({ id: z.string(), until: instant })),
});
export type Outlet = z.infer<typeof Outlet>;

/** A release of which outlets are told: since when, and when the press office is told next how it stands. */
export type OpenPush = { releaseId: string; at: string; next: string };

/** That a feed has changed for a release: an outlet that took it since knows of it. */
export const Push = z.object({ feed: z.string(), etag: z.string(), at: instant });
export type Push = z.infer<typeof Push>;
