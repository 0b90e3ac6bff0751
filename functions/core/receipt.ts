// A receipt: what the press office is told of one upload, and of what became of it.
import { z } from 'zod';
import { Quota, Tally } from './bulletin.ts';
import { Occasion } from './occasion.ts';
import { Dateline, Problem } from './release.ts';

const instant = z.iso.datetime();
const count = z.number().int().min(0);

/** A release as it was understood; `polywire check` prints the same. */
export const Described = z.object({
  id: z.string(),
  date: z.string().nullable(),
  /** Until then nothing of it may be known. */
  embargo: instant.nullable(),
  topics: z.array(z.string()),
  editions: z.array(
    z.object({
      language: z.string(),
      direction: z.enum(['ltr', 'rtl']),
      headline: z.string(),
      subheadline: z.string().nullable(),
      dateline: Dateline.nullable(),
      paragraphs: count,
      summary: z.string(),
      /** Where it isn't the release's. */
      embargo: instant.nullable().optional(),
    }),
  ),
});
export type Described = z.infer<typeof Described>;

/** Mails, counted; `planned` is who gets one, null until any part of the audience was planned. */
export const MailCounts = Tally.extend({ planned: count.nullable() });
export type MailCounts = z.infer<typeof MailCounts>;

/** What became of the release of an upload. */
export const Progress = z.object({
  published: z.array(
    z.object({ language: z.string(), url: z.string(), firstPublished: instant, withdrawn: instant.nullable() }),
  ),
  /** Languages that wait for an hour. */
  held: z.array(z.object({ language: z.string(), until: instant })),
  /** Languages without which none goes out. */
  missing: z.array(z.string()),
  /** Of all its bulletins together. */
  mails: MailCounts,
  /** By occasion, in the order in which they were opened. */
  bulletins: z
    .array(
      MailCounts.extend({
        occasion: Occasion,
        /** Whether `planned` is reckoned from a part of the audience. */
        isEstimate: z.boolean(),
        /** Readers who get the release in a digest. */
        later: count,
        /** What the account's quota was when it was planned. */
        quota: Quota.nullable(),
        /** For those under way, at that quota. */
        secondsLeft: z.number().nullable(),
        /** Whether the day's quota ends before they do. */
        isDayTooShort: z.boolean(),
        paused: z.object({ reason: z.string(), since: instant }).nullable(),
      }),
    )
    // Receipts of before have none.
    .default([]),
  /**
   * Outlets that asked the hub for a feed of it: how many have what it has become, and the hosts of those that don't yet.
   * Null where none asked.
   */
  outlets: z
    .object({ asked: count, taken: count, waiting: z.array(z.string()) })
    .nullable()
    .default(null),
  /** Whether nothing more is to come: all is out, and all mails are settled. Outlets may be down for days. */
  done: z.boolean(),
});
export type Progress = z.infer<typeof Progress>;

/** When the newsroom is written to: as an upload came in, when its mails are held up, and when nothing more is to come. */
export const Moment = z.enum(['received', 'delayed', 'done']);
export type Moment = z.infer<typeof Moment>;

export const Receipt = z.object({
  file: z.string(),
  receivedAt: instant,
  /** Of the bytes, hex. */
  sha256: z.string(),
  /** `held`: nothing goes out until the press office adds what is missing. */
  outcome: z.enum(['refused', 'held', 'accepted', 'unchanged', 'superseded']),
  /** One sentence for a person. */
  summary: z.string(),
  version: z.number().int().nullable(),
  release: Described.nullable(),
  problems: z.array(Problem),
  /** Null for what was refused, and until the first step after the upload is done. */
  progress: Progress.nullable(),
});
export type Receipt = z.infer<typeof Receipt>;
