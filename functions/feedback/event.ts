// What SES tells of a mail, and what it means for the ledger and the subscriber.
// (Amazon SES Developer Guide, "Contents of event data that Amazon SES publishes to Amazon SNS")
import * as z from 'zod/mini';
import { type Delivery, type LedgerKey, LedgerTags, LetterTags } from '../core/ledger.ts';

const mail = z.object({
  // Each tag has a list of values; ours have one.
  tags: z.pipe(
    z.pipe(
      z.record(z.string(), z.array(z.string())),
      z.transform((tags) => Object.fromEntries(Object.entries(tags).map(([name, values]) => [name, values[0]]))),
    ),
    z.union([LedgerTags, LetterTags]),
  ),
});

/** Only the kinds that the event destination asks for. */
export const SesEvent = z.discriminatedUnion('eventType', [
  z.object({ eventType: z.literal('Send'), mail }),
  z.object({ eventType: z.literal('Delivery'), mail }),
  z.object({ eventType: z.literal('DeliveryDelay'), mail }),
  z.object({
    eventType: z.literal('Bounce'),
    mail,
    bounce: z.object({ bounceType: z.string(), timestamp: z.iso.datetime() }),
  }),
  z.object({ eventType: z.literal('Complaint'), mail, complaint: z.object({ timestamp: z.iso.datetime() }) }),
  z.object({ eventType: z.literal('Reject'), mail }),
  z.object({ eventType: z.literal('Rendering Failure'), mail }),
]);
export type SesEvent = z.infer<typeof SesEvent>;

/** SNS puts the event, as text, into a message of its own. */
export const Notification = z.object({
  Message: z.pipe(
    z.string(),
    z.transform((text) => SesEvent.parse(JSON.parse(text))),
  ),
});

export type Consequence = {
  state: 'SENT' | 'FAILED';
  delivery?: Delivery;
  /** Since when. */
  suppress?: { reason: 'bounce' | 'complaint'; at: string };
};

/** Only a permanent bounce or a complaint ends a subscription: a full mailbox does not. */
export function consequence(event: SesEvent): Consequence {
  switch (event.eventType) {
    case 'Send':
      return { state: 'SENT' };
    case 'Delivery':
      return { state: 'SENT', delivery: 'delivered' };
    case 'DeliveryDelay':
      return { state: 'SENT', delivery: 'delayed' };
    case 'Bounce':
      return {
        state: 'SENT',
        delivery: 'bounced',
        ...(event.bounce.bounceType === 'Permanent'
          ? { suppress: { reason: 'bounce' as const, at: event.bounce.timestamp } }
          : {}),
      };
    case 'Complaint':
      return {
        ...{ state: 'SENT', delivery: 'complained' },
        suppress: { reason: 'complaint', at: event.complaint.timestamp },
      };
    case 'Reject':
    case 'Rendering Failure':
      return { state: 'FAILED' };
  }
}

export const ledgerKey = ({ release, occasion, subscriber }: LedgerTags): LedgerKey => ({
  releaseId: release,
  occasion,
  subscriberId: subscriber,
});
