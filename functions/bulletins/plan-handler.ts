// Stage 4, first half: one shard of the audience → messages that say who gets which copy.
import { BulletinDue, CopiesDue } from '../core/messages.ts';
import { env } from '../io/env.ts';
import { log } from '../io/log.ts';
import { onMessage } from '../io/on-message.ts';
import { type Queue, queue } from '../io/queue.ts';
import { type Releases, releases } from '../io/releases.ts';
import { type Subscribers, subscribers } from '../io/subscribers.ts';
import { plan } from './plan.ts';

type Edges = { releases: Releases; subscribers: Subscribers; copies: Queue<CopiesDue> };

const edges = (): Edges => {
  const names = env('RELEASES_TABLE', 'SUBSCRIBERS_TABLE', 'COPIES_QUEUE_URL');
  return {
    releases: releases(names.RELEASES_TABLE),
    subscribers: subscribers(names.SUBSCRIBERS_TABLE),
    copies: queue(names.COPIES_QUEUE_URL, CopiesDue),
  };
};

async function planShard({ releaseId, occasion, shard }: BulletinDue, edges: Edges): Promise<void> {
  const publication = await edges.releases.publication(releaseId);
  if (!publication) throw new Error(`Release ${releaseId} is not published.`);
  let planned = 0;
  for await (const audience of edges.subscribers.shard(shard)) {
    const messages = plan(audience, publication, occasion);
    await edges.copies.sendAll(messages);
    planned += messages.reduce((sum, { subscriberIds }) => sum + subscriberIds.length, 0);
  }
  if (planned > 0) log({ stage: 'bulletins', outcome: 'planned', releaseId, shard, copies: planned });
}

export const handler = onMessage('bulletins', BulletinDue, planShard, edges);
