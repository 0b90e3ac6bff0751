// A subscriber: an address, and what its owner wants to read.
import { createHmac } from 'node:crypto';
import { z } from 'zod';

export const SHARDS = 64;

export const Subscriber = z.object({
  id: z.string(),
  address: z.string(),
  /** In order of preference. */
  languages: z.array(z.string()).min(1),
  /** Empty means all. */
  topics: z.array(z.string()),
  frequency: z.enum(['immediate', 'daily', 'weekly']),
  timezone: z.string(),
  consent: z.string(),
  state: z.enum(['active', 'unsubscribed']),
});
export type Subscriber = z.infer<typeof Subscriber>;

/** The address in the form that tells two spellings of one mailbox apart from two mailboxes: case and width folded. */
export const canonicalAddress = (address: string): string => address.trim().normalize('NFKC').toLowerCase();

/**
 * Stands for the address wherever the address must not appear: ledger, tags, logs, links.
 * HMAC-SHA256 under `key`, cut to 72 bits: 12 base64url characters.
 */
export const subscriberId = (key: string, address: string): string =>
  createHmac('sha256', key).update(canonicalAddress(address)).digest().subarray(0, 9).toString('base64url');

/** The shards in parts that are planned by a message each: enough for a million subscribers in half a minute. */
export const PARTS: number[][] = Array.from({ length: 8 }, (_, part) =>
  Array.from({ length: SHARDS / 8 }, (_unused, index) => part * (SHARDS / 8) + index),
);

/** Which of the SHARDS parts of the audience an id belongs to, from 0. */
export const shardOf = (id: string): number => (Buffer.from(id, 'base64url')[0] ?? 0) % SHARDS;

/** The language this subscriber's copy is in: the first of theirs that the release has; undefined where there is none. */
export const languageFor = (
  { languages }: Pick<Subscriber, 'languages'>,
  offered: readonly string[],
): string | undefined => languages.find((language) => offered.includes(language));

/** Whether the release's topics are any of theirs; a release without topics is for everyone. */
export const wants = ({ topics }: Pick<Subscriber, 'topics'>, offered: readonly string[]): boolean =>
  topics.length === 0 || offered.length === 0 || topics.some((topic) => offered.includes(topic));
