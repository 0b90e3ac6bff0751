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
import { consequence, ledgerKey, Notification } from './event.ts';

export type FeedbackEdges = {
  ledger: Pick<Ledger, 'told' | 'many'>;
  subscribers: Pick<Subscribers, 'suppress'>;
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
  const key = ledgerKey(tags);
  const { suppress, ...told } = consequence(event);
  const at = edges.now().toISOString();
  if (suppress) await edges.subscribers.suppress(key.subscriberId, suppress, at);
  const isTold = await edges.ledger.told(key, tags.attempt, told, at);
  if (!isTold && event.eventType === 'Send') await noteSecond(key, tags.attempt, edges);
  log({ stage: 'feedback', outcome: event.eventType, releaseId: key.releaseId, subscriber: key.subscriberId });
}

/** A mail that SES took after all, of an attempt that was given up: its reader has two. */
async function noteSecond(key: LedgerKey, attempt: string, { ledger, count, now }: FeedbackEdges): Promise<void> {
  const [row] = await ledger.many(key, [key.subscriberId]);
  if (row?.attempt !== undefined && row.attempt !== attempt) count({ [TWICE]: 1 }, now());
}

export const handler = onMessage('feedback', Notification, settle, edges);
