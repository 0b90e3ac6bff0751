// What the stages tell one another: ids only, no addresses, no titles, no text.
import * as z from 'zod/mini';
import { BULK } from './bulletin.ts';
import { DigestEntry } from './ledger.ts';
import { Occasion } from './occasion.ts';
import { letters } from './sign-up.ts';
import { SHARDS } from './subscriber.ts';

const releaseId = z.string();

/** What ingest needs of an upload. (S3 User Guide, "Event message structure") */
export const Uploaded = z.object({
  eventTime: z.string(),
  s3: z.object({
    object: z.object({
      /** URL-encoded, a space as "+". */
      key: z.string(),
      size: z.number(),
      eTag: z.string(),
      /** Both are missing where the clock found an upload that no event told of. */
      versionId: z.optional(z.string()),
      sequencer: z.optional(z.string()),
    }),
  }),
});
export type Uploaded = z.infer<typeof Uploaded>;

/** inbox bucket or clock → ingest. The event with which S3 tries a new notification has no Records. */
export const InboxEvent = z.object({ Records: z._default(z.array(Uploaded), []) });
export type InboxEvent = z.infer<typeof InboxEvent>;

/** ingest or clock → publish: look at this release. */
export const ReleaseAccepted = z.strictObject({ releaseId });
export type ReleaseAccepted = z.infer<typeof ReleaseAccepted>;

/** Names the change of what was public before, which the edge may not keep; null where nothing was. */
const invalidates = z.nullable(z.string());

/** publish → feeds: this channel has changed, and in a language's own the page of its past that holds the release. */
export const ChannelChanged = z.strictObject({
  channel: z.string(),
  releaseId,
  page: z.nullable(z.int().check(z.positive())),
  invalidates,
});
export type ChannelChanged = z.infer<typeof ChannelChanged>;

/** publish → pages and outlets: this release has changed. */
export const ReleaseChanged = z.strictObject({ releaseId, invalidates });
export type ReleaseChanged = z.infer<typeof ReleaseChanged>;

/** publish and clock → bulletins: plan this shard of the audience, in this round. */
export const BulletinDue = z.strictObject({
  releaseId,
  occasion: Occasion,
  round: z.int().check(z.positive()),
  shard: z.int().check(z.minimum(0), z.maximum(SHARDS - 1)),
});
export type BulletinDue = z.infer<typeof BulletinDue>;

/** ingest, publish and clock → receipts: tell the press office how its uploads of this release stand. */
export const ReceiptDue = z.strictObject({ releaseId });
export type ReceiptDue = z.infer<typeof ReceiptDue>;

/** bulletins and clock → bulletins: these subscribers get their copy in this language. */
export const CopiesDue = z.strictObject({
  releaseId,
  occasion: Occasion,
  language: z.string(),
  /** What is in a digest, newest first; nothing for any other occasion. */
  entries: z.optional(z.array(DigestEntry)),
  subscriberIds: z.array(z.string()).check(z.minLength(1), z.maxLength(BULK)),
});
export type CopiesDue = z.infer<typeof CopiesDue>;

/** subscriptions → letters: ask the owner of a mailbox whether they want it. Only what was asked for then is meant. */
export const LetterDue = z.strictObject({ signUp: z.string(), askedAt: z.iso.datetime(), letter: z.enum(letters) });
export type LetterDue = z.infer<typeof LetterDue>;

/** hub → verify: ask the outlet whether it meant what it asked for. */
export const VerificationDue = z.strictObject({ request: z.string() });
export type VerificationDue = z.infer<typeof VerificationDue>;

/** feeds and outlets → distribute: this feed, by its key, has changed for a release. */
export const FeedChanged = z.strictObject({ feed: z.string(), releaseId });
export type FeedChanged = z.infer<typeof FeedChanged>;

/** distribute and deliver → deliver: the outlet gets the feed as it is; `retry` is after so many failures, 0 what is new. */
export const DeliveryDue = z.strictObject({
  feed: z.string(),
  outlet: z.string(),
  retry: z.int().check(z.minimum(0)),
});
export type DeliveryDue = z.infer<typeof DeliveryDue>;
