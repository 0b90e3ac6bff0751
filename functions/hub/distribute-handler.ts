// Stage 5, the hub: a feed that changed → a message for each outlet that asked for it. (W3C WebSub, §7)

import { DeliveryDue, FeedChanged } from '../core/messages.ts';
import type { Newsroom } from '../core/newsroom.ts';
import type { Outlet } from '../core/outlet.ts';
import { env } from '../io/env.ts';
import { log } from '../io/log.ts';
import { bundledNewsroom } from '../io/newsroom.ts';
import { type Objects, objects } from '../io/objects.ts';
import { onMessage } from '../io/on-message.ts';
import { type Outlets, outlets } from '../io/outlets.ts';
import { type Queue, queue } from '../io/queue.ts';
import { hasSurely, isLive, isSlow } from './delivery.ts';

/** Milliseconds until the press office is told how many have it. */
const FIRST_TOLD_AFTER = 60_000;

export type DistributeEdges = {
  outlets: Pick<Outlets, 'of' | 'push' | 'open'>;
  public: Pick<Objects, 'etag'>;
  deliver: Pick<Queue<DeliveryDue>, 'sendAll'>;
  deliverSlowly: Pick<Queue<DeliveryDue>, 'sendAll'>;
  newsroom: Pick<Newsroom, 'webSub'>;
  now: () => Date;
};

const edges = (): DistributeEdges => {
  const names = env('OUTLETS_TABLE', 'PUBLIC_BUCKET', 'DELIVERIES_QUEUE_URL', 'SLOW_DELIVERIES_QUEUE_URL');
  return {
    outlets: outlets(names.OUTLETS_TABLE),
    public: objects(names.PUBLIC_BUCKET),
    deliver: queue(names.DELIVERIES_QUEUE_URL, DeliveryDue),
    deliverSlowly: queue(names.SLOW_DELIVERIES_QUEUE_URL, DeliveryDue),
    newsroom: bundledNewsroom(),
    now: () => new Date(),
  };
};

export async function distribute({ feed, releaseId }: FeedChanged, edges: DistributeEdges): Promise<void> {
  if (!edges.newsroom.webSub) return;
  const etag = await edges.public.etag(feed);
  if (etag === undefined) throw new Error(`There is no feed ${feed}.`);
  const now = edges.now();
  const at = now.toISOString();
  let count = 0;
  for await (const page of edges.outlets.of(feed)) {
    const live = page.filter((outlet) => isLive(outlet, now));
    // Before any is told: whoever takes it afterwards is counted.
    if (live.length > 0 && count === 0) await note(releaseId, { feed, etag, at }, edges);
    // Who is being delivered to may get something else just now: a feed can be again what it once was.
    const due = live.filter((outlet) => outlet.attempt !== undefined || !hasSurely(outlet, etag));
    await edges.deliver.sendAll(due.filter((outlet) => !isSlow(outlet)).map(news));
    await edges.deliverSlowly.sendAll(due.filter(isSlow).map(news));
    count += live.length;
  }
  if (count > 0) log({ stage: 'distribute', outcome: 'told', releaseId, feed, outlets: count });
}

async function note(releaseId: string, push: Parameters<Outlets['push']>[1], { outlets }: DistributeEdges) {
  await outlets.push(releaseId, push);
  const next = new Date(Date.parse(push.at) + FIRST_TOLD_AFTER).toISOString();
  await outlets.open({ releaseId, at: push.at, next });
}

const news = ({ feed, id }: Outlet): DeliveryDue => ({ feed, outlet: id, retry: 0 });

export const handler = onMessage('distribute', FeedChanged, distribute, edges);
