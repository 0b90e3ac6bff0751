// The ledger: one row for each mail, and one for each call to SES that is under way.
import * as z from 'zod/mini';
import type { BulletinKey } from './bulletin.ts';
import { Occasion } from './occasion.ts';

const instant = z.iso.datetime();

/**
 * Where one mail stands. CLAIMED: an attempt may be under way. UNKNOWN: SES may have it. FREE: SES refused it for
 * sure, it may be tried again. The others are final.
 */
export const LedgerState = z.enum(['CLAIMED', 'UNKNOWN', 'FREE', 'SENT', 'FAILED', 'SUPPRESSED', 'UNSUBSCRIBED']);
export type LedgerState = z.infer<typeof LedgerState>;

/** One mail: what to whom. */
export type LedgerKey = BulletinKey & { subscriberId: string };

/** From the weakest to the strongest: a late event doesn't hide a stronger one. */
export const deliveries = ['delayed', 'delivered', 'bounced', 'complained'] as const;
export type Delivery = (typeof deliveries)[number];

export const LedgerRow = z.object({
  subscriberId: z.string(),
  language: z.optional(z.string()),
  /** Of the release, in which its language had last changed when the copy was made. */
  version: z.optional(z.int()),
  state: LedgerState,
  attempt: z.optional(z.string()),
  at: instant,
  delivery: z.optional(z.enum(deliveries)),
});
export type LedgerRow = z.infer<typeof LedgerRow>;

/** One of a digest's releases, as its readers get it. */
export const DigestEntry = z.strictObject({
  releaseId: z.string(),
  language: z.string(),
  status: z.enum(['new', 'corrected', 'withdrawn']),
});
export type DigestEntry = z.infer<typeof DigestEntry>;

/** One call to SES, noted before it is made: whoever finds it left over knows which mails nobody may know of. */
export const Attempt = z.object({
  attempt: z.string(),
  at: instant,
  language: z.string(),
  entries: z.optional(z.array(DigestEntry)),
  subscriberIds: z.array(z.string()),
});
export type Attempt = z.infer<typeof Attempt>;

/** The SES message tags that lead an event back to its ledger row. Only A-Z a-z 0-9 _ and - may stand in them. */
export const LedgerTags = z.object({
  release: z.string(),
  occasion: Occasion,
  subscriber: z.string(),
  attempt: z.string(),
});
export type LedgerTags = z.infer<typeof LedgerTags>;

/** The SES message tags of a letter: whose mailbox it went to. */
export const LetterTags = z.object({ letter: z.string(), subscriber: z.string() });
export type LetterTags = z.infer<typeof LetterTags>;
