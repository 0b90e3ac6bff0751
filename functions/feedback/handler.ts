// Stage 6: what SES tells of a mail → the ledger, and no more mail to who bounced or complained.
import type { z } from 'zod';
import type { LedgerKey } from '../core/ledger.ts';
import { TWICE } from '../core/metrics.ts';
import { env } from '../io/env.ts';
import { type Ledger, ledger } from '../io/ledger.ts';
import { log } from '../io/log.ts';
import { count } from '../io/metrics.ts';
import { onMessage } from '../io/on-message.ts';
import { type Subscribers, subscribers } from '../io/subscribers.ts';
import { type Consequence, consequence, ledgerKey, Notification } from './event.ts';

export type FeedbackEdges = {
  ledger: Pick<Ledger, 'told' | 'many'>;
  subscribers: Pick<Subscribers, 'get' | 'suppress'>;
  count: typeof count;
  now: () => Date;
};

const edges = (): FeedbackEdges => {
  const { LEDGER_TABLE, SUBSCRIBERS_TABLE } = env('LEDGER_TABLE', 'SUBSCRIBERS_TABLE');
  return {
    ledger: ledger(LEDGER_TABLE),
    subscribers: subscribers(SUBSCRIBERS_TABLE),
    count,
    now: () => new Date(),
  };
};

export async function settle({ Message: event }: z.infer<typeof Notification>, edges: FeedbackEdges): Promise<void> {
  const { tags } = event.mail;
  const { suppress, ...told } = consequence(event);
  if (suppress) await end(tags.subscriber, suppress, edges);
  if ('letter' in tags) return log({ stage: 'feedback', outcome: event.eventType, letter: tags.letter });
  const key = ledgerKey(tags);
  const at = edges.now().toISOString();
  const isTold = await edges.ledger.told(key, tags.attempt, told, at);
  if (!isTold && event.eventType === 'Send') await noteSecond(key, tags.attempt, edges);
  log({ stage: 'feedback', outcome: event.eventType, releaseId: key.releaseId, subscriber: key.subscriberId });
}

/** No more mails, unless they confirmed that they want them after it happened: an event may come late, or twice. */
async function end(
  id: string,
  { reason, at }: NonNullable<Consequence['suppress']>,
  { subscribers }: FeedbackEdges,
): Promise<void> {
  const subscriber = await subscribers.get(id);
  if (subscriber?.confirmed === undefined || subscriber.confirmed <= at) await subscribers.suppress(id, reason, at);
}

/** A mail that SES took after all, of an attempt that was given up: its reader has two. */
async function noteSecond(key: LedgerKey, attempt: string, { ledger, count, now }: FeedbackEdges): Promise<void> {
  const [row] = await ledger.many(key, [key.subscriberId]);
  if (row?.attempt !== undefined && row.attempt !== attempt) count({ [TWICE]: 1 }, now());
}

export const handler = onMessage('feedback', Notification, settle, edges);
