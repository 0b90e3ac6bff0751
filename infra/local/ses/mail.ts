// What is remembered of an accepted mail, on disk and in memory.
import { z } from 'zod';

export const eventTypes = ['Send', 'Reject', 'Delivery', 'Bounce', 'Complaint', 'Rendering Failure'] as const;
export type EventType = (typeof eventTypes)[number];

export const MailEvent = z.object({
  type: z.enum(eventTypes),
  recipients: z.array(z.string()),
  /** bounceSubType or complaintSubType. */
  subType: z.string().nullable(),
  failure: z.object({ errorMessage: z.string(), templateName: z.string() }).nullable(),
  /** Where it is to be published, fixed when the mail is accepted. */
  topics: z.array(z.string()),
});
export type MailEvent = z.infer<typeof MailEvent>;

export const Mail = z.object({
  id: z.string(),
  sequence: z.number(),
  /** The file in the outbox; null when nothing was sent: suppressed, rejected, not renderable. */
  file: z.string().nullable(),
  from: z.string(),
  fromAddress: z.string(),
  to: z.array(z.string()),
  cc: z.array(z.string()),
  bcc: z.array(z.string()),
  subject: z.string().nullable(),
  sentAt: z.iso.datetime(),
  templated: z.boolean(),
  headers: z.array(z.object({ name: z.string(), value: z.string() })),
  tags: z.record(z.string(), z.array(z.string())),
  configurationSet: z.string().nullable(),
  countedForTheDay: z.number(),
  events: z.array(MailEvent),
});
export type Mail = z.infer<typeof Mail>;

export const destinationOf = ({ to, cc, bcc }: Mail): string[] => [...new Set([...to, ...cc, ...bcc])];
