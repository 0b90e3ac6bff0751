// A bulletin: the mails of one occasion of one release, and their ledger.
import { z } from 'zod';

/** What a bulletin is sent for. */
export const Occasion = z.enum(['publication']);
export type Occasion = z.infer<typeof Occasion>;

/** SES takes at most 50 destinations in one SendBulkEmail. */
export const BULK = 50;

/**
 * Where one mail stands. CLAIMED: an attempt may be under way. UNKNOWN: SES may have it. FREE: SES refused it for
 * sure, it may be tried again. The others are final.
 */
export const LedgerState = z.enum(['CLAIMED', 'UNKNOWN', 'FREE', 'SENT', 'FAILED', 'SUPPRESSED', 'UNSUBSCRIBED']);
export type LedgerState = z.infer<typeof LedgerState>;

/** One mail: what to whom. */
export type LedgerKey = { releaseId: string; occasion: Occasion; subscriberId: string };

/** The SES message tags that lead an event back to its ledger row. Only A-Z a-z 0-9 _ and - may stand in them. */
export const LedgerTags = z.object({
  release: z.string(),
  occasion: Occasion,
  subscriber: z.string(),
  attempt: z.string(),
});
export type LedgerTags = z.infer<typeof LedgerTags>;
