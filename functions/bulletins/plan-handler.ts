// Stage 4, first half: a part of the audience → messages that say who gets which copy.
import { BulletinDue, CopiesDue } from '../core/messages.ts';
import { env } from '../io/env.ts';
import { log } from '../io/log.ts';
import { onMessage } from '../io/on-message.ts';
import { type Plans, plans } from '../io/plans.ts';
import { type Queue, queue } from '../io/queue.ts';
import { type Releases, releases } from '../io/releases.ts';
import { type Subscribers, subscribers } from '../io/subscribers.ts';
import { plan } from './plan.ts';

type Edges = { releases: Releases; plans: Plans; subscribers: Subscribers; copies: Queue<CopiesDue> };

const edges = (): Edges => {
  const names = env('RELEASES_TABLE', 'SUBSCRIBERS_TABLE', 'COPIES_QUEUE_URL');
  return {
    releases: releases(names.RELEASES_TABLE),
    plans: plans(names.RELEASES_TABLE),
    subscribers: subscribers(names.SUBSCRIBERS_TABLE),
    copies: queue(names.COPIES_QUEUE_URL, CopiesDue),
  };
};

async function planPart({ releaseId, occasion, shards }: BulletinDue, edges: Edges): Promise<void> {
  const publication = await edges.releases.publication(releaseId);
  if (!publication) throw new Error(`Release ${releaseId} is not published.`);
  let planned = 0;
  let waiting: CopiesDue[] = [];
  for (const shard of shards) {
    for await (const audience of edges.subscribers.shard(shard)) {
      const { full, open } = plan(audience, publication, occasion, waiting);
      await edges.copies.sendAll(full);
      planned += count(full);
      waiting = open;
    }
  }
  await edges.copies.sendAll(waiting);
  const [firstShard = 0] = shards;
  const copies = planned + count(waiting);
  await edges.plans.note({ releaseId, occasion }, { firstShard, copies, revision: publication.revision });
  log({ stage: 'bulletins', outcome: 'planned', releaseId, shards: shards.join(' '), copies });
}

const count = (messages: CopiesDue[]): number =>
  messages.reduce((sum, { subscriberIds }) => sum + subscriberIds.length, 0);

export const handler = onMessage('bulletins', BulletinDue, planPart, edges);
