// Stage 6: what SES tells of a mail → the ledger, and no more mail to who bounced or complained.
import type { z } from 'zod';
import { env } from '../io/env.ts';
import { type Ledger, ledger } from '../io/ledger.ts';
import { log } from '../io/log.ts';
import { onMessage } from '../io/on-message.ts';
import { type Subscribers, subscribers } from '../io/subscribers.ts';
import { consequence, ledgerKey, Notification } from './event.ts';

type Edges = { ledger: Ledger; subscribers: Subscribers; now: () => string };

const edges = (): Edges => {
  const { LEDGER_TABLE, SUBSCRIBERS_TABLE } = env('LEDGER_TABLE', 'SUBSCRIBERS_TABLE');
  return {
    ledger: ledger(LEDGER_TABLE),
    subscribers: subscribers(SUBSCRIBERS_TABLE),
    now: () => new Date().toISOString(),
  };
};

async function settle({ Message: event }: z.infer<typeof Notification>, edges: Edges): Promise<void> {
  const { tags } = event.mail;
  const key = ledgerKey(tags);
  const { suppress, ...told } = consequence(event);
  if (suppress) await edges.subscribers.suppress(key.subscriberId, suppress, edges.now());
  await edges.ledger.told(key, tags.attempt, told, edges.now());
  log({ stage: 'feedback', outcome: event.eventType, releaseId: key.releaseId, subscriber: key.subscriberId });
}

export const handler = onMessage('feedback', Notification, settle, edges);
