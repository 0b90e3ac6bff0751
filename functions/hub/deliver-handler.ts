// Stage 5, the hub: one outlet gets one feed, whole and as it is now. Deliveries to an outlet take turns, and each reads
// the feed after it has the turn: what an outlet gets is never older than what it has. (W3C WebSub, §7)
import { randomUUID } from 'node:crypto';
import { DeliveryDue } from '../core/messages.ts';
import type { Outlet } from '../core/outlet.ts';
import { type Callback, callback } from '../io/callback.ts';
import { env } from '../io/env.ts';
import { log } from '../io/log.ts';
import { type Objects, objects } from '../io/objects.ts';
import { onMessage } from '../io/on-message.ts';
import { type Outlets, outlets } from '../io/outlets.ts';
import { mayCall } from '../io/public-address.ts';
import { type Queue, queue } from '../io/queue.ts';
import { deliveryHeaders, hasSurely, isLive, outcome, patience, pauseAfter } from './delivery.ts';

/** Milliseconds that a turn lasts; longer than anybody's patience and what is around it. */
const TURN = 30_000;

/** Seconds until it is tried again where somebody else has the turn. */
const BUSY = 5;

export type DeliverEdges = {
  outlets: Pick<Outlets, 'get' | 'claim' | 'took' | 'failed' | 'gone'>;
  public: Pick<Objects, 'read'>;
  deliverSlowly: Pick<Queue<DeliveryDue>, 'send'>;
  call: Callback;
  site: string;
  now: () => Date;
  newAttempt: () => string;
};

const edges = (): DeliverEdges => {
  const names = env('OUTLETS_TABLE', 'PUBLIC_BUCKET', 'SLOW_DELIVERIES_QUEUE_URL', 'CALLBACK_ADDRESS', 'SITE_URL');
  return {
    outlets: outlets(names.OUTLETS_TABLE),
    public: objects(names.PUBLIC_BUCKET),
    deliverSlowly: queue(names.SLOW_DELIVERIES_QUEUE_URL, DeliveryDue),
    call: callback(mayCall(names.CALLBACK_ADDRESS)),
    site: names.SITE_URL,
    now: () => new Date(),
    newAttempt: randomUUID,
  };
};

export async function deliver(due: DeliveryDue, edges: DeliverEdges): Promise<void> {
  const key = { feed: due.feed, id: due.outlet };
  const known = await edges.outlets.get(key);
  const now = edges.now();
  if (!known || !isLive(known, now) || isOvertaken(due, known)) return;
  const attempt = { id: edges.newAttempt(), until: new Date(now.getTime() + TURN).toISOString() };
  const outlet = await edges.outlets.claim(key, attempt, now.toISOString());
  // Somebody else may be delivering what was there before.
  if (!outlet) return edges.deliverSlowly.send(due, BUSY);
  await turn(outlet, { ...attempt, isFresh: !isLeftOpen(known, now) }, edges);
}

type Turn = NonNullable<Outlet['attempt']> & { isFresh: boolean };

/** Somebody began to deliver to it, and never said how it went. */
const isLeftOpen = ({ attempt }: Outlet, now: Date): boolean =>
  attempt !== undefined && attempt.until <= now.toISOString();

/** A later try, or something new, has taken the place of this one. */
const isOvertaken = ({ retry }: DeliveryDue, { failures }: Outlet): boolean => retry > 0 && retry !== failures;

async function turn(outlet: Outlet, { id: attempt, until, isFresh }: Turn, edges: DeliverEdges): Promise<void> {
  const { feed, id } = outlet;
  const takenAt = edges.now();
  const found = await edges.public.read(feed);
  if (!found) throw new Error(`There is no feed ${feed}.`);
  const taken = { etag: found.etag, takenAt: takenAt.toISOString() };
  if (isFresh && hasSurely(outlet, found.etag)) {
    await edges.outlets.took(outlet, attempt, taken);
    return;
  }
  const headers = deliveryHeaders(outlet, { body: found.bytes, contentType: found.contentType }, edges.site);
  const limit = patience(outlet);
  // Whoever was held up may have read what is older by then than what the next one delivers.
  if (edges.now().getTime() + limit > Date.parse(until))
    throw new Error(`The turn at outlet ${id} is as good as over.`);
  const result = await edges.call(outlet.callback, { method: 'POST', headers, body: found.bytes, limit });
  const milliseconds = edges.now().getTime() - takenAt.getTime();
  const state = outcome(result.status);
  if (state === 'taken') await edges.outlets.took(outlet, attempt, { ...taken, milliseconds });
  if (state === 'gone') await forget(outlet, attempt, edges);
  if (state === 'failed') await tryLater(outlet, attempt, edges);
  log({ stage: 'deliver', outcome: state, feed, outlet: id, reason: result.reason, failures: outlet.failures });
}

async function forget(outlet: Outlet, attempt: string, { outlets, deliverSlowly }: DeliverEdges): Promise<void> {
  const { feed, id, askedAt } = outlet;
  if (await outlets.gone(outlet, attempt, askedAt)) return;
  // It asked anew meanwhile: it is told again.
  await deliverSlowly.send({ feed, outlet: id, retry: 0 }, BUSY);
}

async function tryLater(outlet: Outlet, attempt: string, { outlets, deliverSlowly }: DeliverEdges): Promise<void> {
  const { feed, id, failures } = outlet;
  // Before it is noted: whoever dies in between leaves a message too many, not one too few.
  await deliverSlowly.send({ feed, outlet: id, retry: failures + 1 }, pauseAfter(failures + 1));
  await outlets.failed(outlet, attempt, failures + 1);
}

export const handler = onMessage('deliver', DeliveryDue, deliver, edges);
