// A subscriber: an address, and what its owner wants to read.
import { createHmac } from 'node:crypto';
import { z } from 'zod';

export const SHARDS = 64;

/** When a digest comes to who chose no hour. */
export const DIGEST_HOUR = 8;

export const Subscriber = z.object({
  id: z.string(),
  address: z.string(),
  /** In order of preference. */
  languages: z.array(z.string()).min(1),
  /** Empty means all. */
  topics: z.array(z.string()),
  frequency: z.enum(['immediate', 'daily', 'weekly']),
  timezone: z.string(),
  /** Of the day, from 0, at which a digest comes. */
  hour: z.number().int().min(0).max(23).default(DIGEST_HOUR),
  consent: z.string(),
  state: z.enum(['active', 'unsubscribed']),
});
export type Subscriber = z.infer<typeof Subscriber>;

/** What the planning of a bulletin needs of a subscriber. */
export const Member = Subscriber.omit({ address: true, consent: true });
export type Member = z.infer<typeof Member>;

/** The address in the form that tells two spellings of one mailbox apart from two mailboxes: case and width folded. */
export const canonicalAddress = (address: string): string => address.trim().normalize('NFKC').toLowerCase();

/**
 * Stands for the address wherever the address must not appear: ledger, tags, logs, links.
 * HMAC-SHA256 under `key`, cut to 72 bits: 12 base64url characters.
 */
export const subscriberId = (key: string, address: string): string =>
  createHmac('sha256', key).update(canonicalAddress(address)).digest().subarray(0, 9).toString('base64url');

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
