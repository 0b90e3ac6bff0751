// A receipt: what the press office is told of one upload, and of what became of it.
import * as z from 'zod/mini';
import { Quota, Tally } from './bulletin.ts';
import { Occasion } from './occasion.ts';
import { Dateline, Problem } from './release.ts';

const instant = z.iso.datetime();
const count = z.int().check(z.minimum(0));

/** A release as it was understood; `polywire check` prints the same. */
export const Described = z.object({
  id: z.string(),
  date: z.nullable(z.string()),
  /** Until then nothing of it may be known. */
  embargo: z.nullable(instant),
  topics: z.array(z.string()),
  editions: z.array(
    z.object({
      language: z.string(),
      direction: z.enum(['ltr', 'rtl']),
      headline: z.string(),
      subheadline: z.nullable(z.string()),
      dateline: z.nullable(Dateline),
      paragraphs: count,
      summary: z.string(),
      /** Where it isn't the release's. */
      embargo: z.optional(z.nullable(instant)),
    }),
  ),
});
export type Described = z.infer<typeof Described>;

/** Mails, counted; `planned` is who gets one, null until any part of the audience was planned. */
export const MailCounts = z.extend(Tally, { planned: z.nullable(count) });
export type MailCounts = z.infer<typeof MailCounts>;

/** What became of the release of an upload. */
export const Progress = z.object({
  published: z.array(
    z.object({ language: z.string(), url: z.string(), firstPublished: instant, withdrawn: z.nullable(instant) }),
  ),
  /** Languages that wait for an hour. */
  held: z.array(z.object({ language: z.string(), until: instant })),
  /** Languages without which none goes out. */
  missing: z.array(z.string()),
  /** Of all its bulletins together. */
  mails: MailCounts,
  /** By occasion, in the order in which they were opened. */
  bulletins: z._default(
    z.array(
      z.extend(MailCounts, {
        occasion: Occasion,
        /** Whether `planned` is reckoned from a part of the audience. */
        isEstimate: z.boolean(),
        /** Readers who get the release in a digest. */
        later: count,
        /** What the account's quota was when it was planned. */
        quota: z.nullable(Quota),
        /** For those under way, at that quota. */
        secondsLeft: z.nullable(z.number()),
        /** Whether the day's quota ends before they do. */
        isDayTooShort: z.boolean(),
        paused: z.nullable(z.object({ reason: z.string(), since: instant })),
      }),
    ),
    // Receipts of before have none.
    [],
  ),
  /**
   * Outlets that asked the hub for a feed of it: how many have what it has become, and the hosts of those that don't yet.
   * Null where none asked.
   */
  outlets: z._default(z.nullable(z.object({ asked: count, taken: count, waiting: z.array(z.string()) })), null),
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
  version: z.nullable(z.int()),
  release: z.nullable(Described),
  problems: z.array(Problem),
  /** Null for what was refused, and until the first step after the upload is done. */
  progress: z.nullable(Progress),
});
export type Receipt = z.infer<typeof Receipt>;
