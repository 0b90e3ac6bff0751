// A subscriber: an address, and what its owner wants to read.
import { createHmac } from 'node:crypto';
import * as z from 'zod/mini';
import { dayOf } from './digest-hour.ts';

export const SHARDS = 64;

/** When a digest comes to who chose no hour. */
export const DIGEST_HOUR = 8;

const instant = z.iso.datetime();

/** What a subscriber chooses. */
export const Wishes = z.object({
  /** In order of preference. */
  languages: z.array(z.string()).check(z.minLength(1)),
  /** Whether a release that is in none of them may come in another. */
  standIn: z._default(z.boolean(), false),
  /** Empty means all. */
  topics: z.array(z.string()),
  frequency: z.enum(['immediate', 'daily', 'weekly']),
  timezone: z.string(),
  /** Of the day, from 0, at which a digest comes. */
  hour: z._default(z.int().check(z.minimum(0), z.maximum(23)), DIGEST_HOUR),
  /** The day, in their zone, from which on mails come again; null where there is no pause. YYYY-MM-DD. */
  pausedUntil: z._default(z.nullable(z.iso.date()), null),
});
export type Wishes = z.infer<typeof Wishes>;

export const Subscriber = z.extend(Wishes, {
  id: z.string(),
  address: z.string(),
  state: z.enum(['active', 'unsubscribed']),
  /** What came out until `had` they were sent by the rhythm that they left at `at`. */
  formerRhythm: z._default(z.nullable(z.object({ at: instant, had: instant })), null),
  /** When they asked for what they last confirmed; an older confirmation changes nothing. */
  confirmed: z.optional(instant),
  /** When they asked for the address that they have, where it was changed; an older change changes nothing. */
  moved: z.optional(instant),
  /** When they left, where they did. */
  unsubscribedAt: z.optional(instant),
});
export type Subscriber = z.infer<typeof Subscriber>;

/** What the planning of a bulletin needs of a subscriber. */
export const Member = z.omit(Subscriber, { address: true, confirmed: true, moved: true, unsubscribedAt: true });
export type Member = z.infer<typeof Member>;

/** The address in the form that tells two spellings of one mailbox apart from two mailboxes: case and width folded. */
export const canonicalAddress = (address: string): string => address.trim().normalize('NFKC').toLowerCase();

/**
 * Stands for something secret wherever it must not appear: ledger, tags, logs, links.
 * HMAC-SHA256 under `key`, cut to 72 bits: 12 base64url characters.
 */
export const keyedHash = (key: string, text: string): string =>
  createHmac('sha256', key).update(text).digest().subarray(0, 9).toString('base64url');

/** The keyed hash of an address: its subscriber's id, unless the address was changed (io/subscribers, `idOf`). */
export const subscriberId = (key: string, address: string): string => keyedHash(key, canonicalAddress(address));

/** Which of the SHARDS parts of the audience an id belongs to, from 0. */
export const shardOf = (id: string): number => (Buffer.from(id, 'base64url')[0] ?? 0) % SHARDS;

const BYTE = 256;

/**
 * How much of its shard sorts up to an id, above 0 and at most 1, to a thousandth: ids are hashes, so each two bytes that
 * one of the shard may begin with begin as many of them as any other.
 */
export function partUpTo(id: string): number {
  const firsts = Array.from({ length: BYTE / SHARDS }, (_, at) => shardOf(id) + at * SHARDS);
  const begins = firsts.flatMap((first) =>
    Array.from({ length: BYTE }, (_, second) => Buffer.from([first, second]).toString('base64url')),
  );
  return Math.max(begins.filter((begin) => begin <= id).length, 1) / begins.length;
}

/** Whether they are to be written to at that time: they have neither left nor asked for a pause. */
export const isReading = (
  { state, pausedUntil, timezone }: Pick<Subscriber, 'state' | 'pausedUntil' | 'timezone'>,
  at: Date,
): boolean => state === 'active' && (pausedUntil === null || dayOf(timezone, at) >= pausedUntil);

/**
 * The language this subscriber's copy is in: the first of theirs that the release has, else, where another may stand in,
 * the first that is offered; undefined where there is none. `offered` is in the newsroom's order.
 */
export const languageFor = (
  { languages, standIn }: Pick<Subscriber, 'languages' | 'standIn'>,
  offered: readonly string[],
): string | undefined => languages.find((language) => offered.includes(language)) ?? (standIn ? offered[0] : undefined);

/**
 * Whether they get at once, rather than in a digest, what came out then: also where they chose digests since, and before
 * their copy was sent. Their first digest begins where they chose it.
 */
export const readsAtOnce = (
  { frequency, formerRhythm: former }: Pick<Subscriber, 'frequency' | 'formerRhythm'>,
  published: string,
): boolean => frequency === 'immediate' || (former !== null && former.had === former.at && published <= former.had);

/** Whether the release's topics are any of theirs; a release without topics is for everyone. */
export const wants = ({ topics }: Pick<Subscriber, 'topics'>, offered: readonly string[]): boolean =>
  topics.length === 0 || offered.length === 0 || topics.some((topic) => offered.includes(topic));
