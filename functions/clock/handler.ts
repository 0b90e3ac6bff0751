// Stage 8, each minute: embargoes that lift before the next one, bulletins under way, digests that are due; each hour,
// uploads that no event told of. Its time is the event's, so that it does the same whenever it runs; whether an embargo
// is over, publish asks the server's own clock.
import * as z from 'zod/mini';
import { type Bulletin, shardsOf } from '../core/bulletin.ts';
import { DIGEST_DELAY, daysBefore, hourOf, hoursSince, isDue } from '../core/digest-hour.ts';
import type { Attempt } from '../core/ledger.ts';
import { BulletinDue, CopiesDue, InboxEvent, ReceiptDue, ReleaseAccepted } from '../core/messages.ts';
import { PAUSED, RECONCILED, UNKNOWN, WAITING } from '../core/metrics.ts';
import { DIGEST, digestAt } from '../core/occasion.ts';
import { type Agenda, agenda } from '../io/agenda.ts';
import { type Bulletins, bulletins, type OpenBulletin } from '../io/bulletins.ts';
import { env } from '../io/env.ts';
import { type Ledger, ledger } from '../io/ledger.ts';
import { type Listings, listings } from '../io/listings.ts';
import { log } from '../io/log.ts';
import { account } from '../io/mail.ts';
import { count } from '../io/metrics.ts';
import { type Objects, objects } from '../io/objects.ts';
import { type Outlets, outlets } from '../io/outlets.ts';
import { type Queue, queue } from '../io/queue.ts';
import { queueDepth } from '../io/queue-depth.ts';
import { type Subscribers, subscribers } from '../io/subscribers.ts';
import { type Uploads, uploads } from '../io/uploads.ts';
import { mayResume, nextStep } from './bulletin-life.ts';
import { nextTold } from './push-life.ts';
import { copiesAgain, type Verdict, verdict } from './reconcile.ts';
import { eventFor, isHour, lostUploads } from './sweep.ts';

/** Seconds to look ahead: a tick may come late, and SQS holds a message to the second. */
const AHEAD_SECONDS = 120;

/** Digests of a longer silence are not made up for: nobody wants the news of last week ten times. */
const MOST_HOURS = 24;

export type ClockEdges = {
  agenda: Agenda;
  bulletins: Bulletins;
  ledger: Pick<Ledger, 'attempts' | 'many' | 'settle' | 'end'>;
  subscribers: Pick<Subscribers, 'rhythms' | 'shards'>;
  listings: Pick<Listings, 'changes'>;
  outlets: Pick<Outlets, 'opened' | 'open' | 'close'>;
  inbox: Pick<Objects, 'all'>;
  uploads: Pick<Uploads, 'all'>;
  ingest: Queue<InboxEvent>;
  publish: Queue<ReleaseAccepted>;
  plan: Queue<BulletinDue>;
  copies: Queue<CopiesDue>;
  receipts: Queue<ReceiptDue>;
  account: typeof account;
  count: typeof count;
  /** Messages that still wait to be planned, sent or settled. */
  backlog: () => Promise<{ feedback: number; bulletins: number }>;
};

const edges = (): ClockEdges => {
  const names = env(
    ...(['RELEASES_TABLE', 'SUBSCRIBERS_TABLE', 'LEDGER_TABLE', 'PUBLISH_QUEUE_URL', 'COPIES_QUEUE_URL'] as const),
    ...(['BULLETINS_QUEUE_URL', 'FEEDBACK_QUEUE_URL', 'RECEIPTS_QUEUE_URL'] as const),
    ...(['INBOX_BUCKET', 'UPLOADS_QUEUE_URL', 'OUTLETS_TABLE'] as const),
  );
  return {
    agenda: agenda(names.RELEASES_TABLE),
    bulletins: bulletins(names.RELEASES_TABLE),
    ledger: ledger(names.LEDGER_TABLE),
    subscribers: subscribers(names.SUBSCRIBERS_TABLE),
    listings: listings(names.RELEASES_TABLE),
    outlets: outlets(names.OUTLETS_TABLE),
    inbox: objects(names.INBOX_BUCKET),
    uploads: uploads(names.RELEASES_TABLE),
    ingest: queue(names.UPLOADS_QUEUE_URL, InboxEvent),
    publish: queue(names.PUBLISH_QUEUE_URL, ReleaseAccepted),
    plan: queue(names.BULLETINS_QUEUE_URL, BulletinDue),
    copies: queue(names.COPIES_QUEUE_URL, CopiesDue),
    receipts: queue(names.RECEIPTS_QUEUE_URL, ReceiptDue),
    account,
    count,
    backlog: async () => ({
      feedback: await queueDepth(names.FEEDBACK_QUEUE_URL),
      bulletins: (await queueDepth(names.BULLETINS_QUEUE_URL)) + (await queueDepth(names.COPIES_QUEUE_URL)),
    }),
  };
};

export async function tick(now: Date, edges: ClockEdges): Promise<void> {
  await liftEmbargoes(now, edges);
  await openDigests(now, edges);
  await lookAfterBulletins(now, edges);
  await lookAfterPushes(now, edges);
  if (isHour(now)) await sweep(now, edges);
}

async function sweep(now: Date, { inbox, uploads, ingest }: ClockEdges): Promise<void> {
  const lost = lostUploads(await inbox.all(), await uploads.all(), now);
  await ingest.sendAll(lost.map(eventFor));
  if (lost.length > 0) log({ stage: 'clock', outcome: 'lost uploads sent again', uploads: lost.length });
}

async function liftEmbargoes(now: Date, { agenda, publish }: ClockEdges): Promise<void> {
  const until = new Date(now.getTime() + AHEAD_SECONDS * 1000).toISOString();
  for (const due of await agenda.embargoes(until)) {
    const secondsLeft = Math.max(0, Math.ceil((Date.parse(due.instant) - now.getTime()) / 1000));
    await publish.send({ releaseId: due.releaseId }, secondsLeft);
    // Until its instant has passed the row stays: a second message does no harm, a lost one is sent again.
    if (secondsLeft === 0) await agenda.removeEmbargo(due);
    log({ stage: 'clock', outcome: 'embargo due', releaseId: due.releaseId, secondsLeft });
  }
}

/** A bulletin for each hour that began, where a reader has that hour and there is anything to read. */
async function openDigests(now: Date, { agenda, subscribers, listings, bulletins, plan }: ClockEdges): Promise<void> {
  const ready = new Date(now.getTime() - DIGEST_DELAY);
  const last = await agenda.digestHour();
  if (!last) return agenda.noteDigestHour(hourOf(ready));
  for (const hour of hoursSince(last, ready, MOST_HOURS)) {
    const due = (await subscribers.rhythms()).filter((rhythm) => isDue(rhythm, hour));
    for (const frequency of new Set(due.map((rhythm) => rhythm.frequency))) {
      const changes = await Promise.all(daysBefore(frequency, hour).map((day) => listings.changes(day)));
      if (changes.flat().length === 0) continue;
      const key = { releaseId: DIGEST, occasion: digestAt(frequency, hour) };
      const opening = { ...key, revision: 1, shards: await subscribers.shards() };
      const bulletin = await bulletins.open(opening, now.toISOString());
      if (bulletin.closedAt === null) await plan.sendAll(shardsOf(bulletin));
    }
    await agenda.noteDigestHour(hour);
  }
}

async function lookAfterBulletins(now: Date, edges: ClockEdges): Promise<void> {
  const open = await edges.bulletins.opened();
  if (open.length === 0) return;
  const backlog = await edges.backlog();
  if (backlog.feedback > 0) log({ stage: 'clock', outcome: 'waiting for feedback', messages: backlog.feedback });
  const counted = { [PAUSED]: 0, [UNKNOWN]: 0, [RECONCILED]: 0, [WAITING]: backlog.feedback };
  for (const one of open) {
    const seen = await lookAfter(one, backlog, now, edges);
    counted[PAUSED] += seen.isPaused ? 1 : 0;
    counted[UNKNOWN] += seen.attempts;
    counted[RECONCILED] += seen.reconciled;
  }
  edges.count(counted, now);
}

/** The press office is told again how many outlets have a release; receipts ends it, once all have. */
async function lookAfterPushes(now: Date, { outlets, receipts }: ClockEdges): Promise<void> {
  for (const push of await outlets.opened()) {
    if (push.next > now.toISOString()) continue;
    const next = nextTold(push, now);
    if (next === null) await outlets.close(push);
    else await outlets.open({ ...push, next });
    await receipts.send({ releaseId: push.releaseId });
  }
}

type Seen = { isPaused: boolean; attempts: number; reconciled: number };

async function lookAfter(
  open: OpenBulletin,
  backlog: { feedback: number; bulletins: number },
  now: Date,
  edges: ClockEdges,
): Promise<Seen> {
  const bulletin = await edges.bulletins.get(open);
  if (!bulletin) throw new Error(`Bulletin ${open.occasion} of release ${open.releaseId} has no row.`);
  const attempts = await edges.ledger.attempts(bulletin);
  // While SES's events are behind, a mail that nobody knows of may have been sent all the same.
  const verdicts = backlog.feedback > 0 ? [] : await reconcile(bulletin, attempts, now, edges);
  const seen = { attempts: attempts.length - verdicts.filter(({ kind }) => kind === 'ended').length };
  const reconciled = verdicts.reduce((sum, { freed }) => sum + freed, 0);
  const isPaused = bulletin.pause !== null;
  let isClosed = bulletin.closedAt !== null;
  if (bulletin.pause && mayResume(bulletin.pause, await edges.account(), now)) await replan(bulletin, now, edges);
  if (!isPaused && !isClosed) {
    const plans = await edges.bulletins.plans(bulletin);
    const messages = backlog.feedback + backlog.bulletins;
    const step = nextStep({ bulletin, plans, messages, ...seen }, now);
    if (step === 'plan') await replan(bulletin, now, edges);
    if (step === 'close') isClosed = await edges.bulletins.close(bulletin, now.toISOString());
  }
  if (bulletin.releaseId !== DIGEST) await edges.receipts.send({ releaseId: bulletin.releaseId });
  // Last: until it was told, the next minute finds it again.
  if (isClosed) await edges.bulletins.forget(open);
  return { isPaused, reconciled, ...seen };
}

async function replan(bulletin: Bulletin, now: Date, { bulletins, subscribers, plan }: ClockEdges): Promise<void> {
  const begun = await bulletins.replan(bulletin, await subscribers.shards(), now.toISOString());
  if (begun) await plan.sendAll(shardsOf(begun));
}

/** `freed`: mails that are sent again. */
type Reconciled = { kind: Verdict['kind']; freed: number };

async function reconcile(bulletin: Bulletin, attempts: Attempt[], now: Date, edges: ClockEdges): Promise<Reconciled[]> {
  const reconciled: Reconciled[] = [];
  for (const attempt of attempts) {
    const rows = await edges.ledger.many(bulletin, attempt.subscriberIds);
    const found = verdict(attempt, rows, now);
    const freed = found.kind === 'overdue' ? await sendAgain(bulletin, attempt, found.subscriberIds, now, edges) : 0;
    if (found.kind === 'ended') await edges.ledger.end(bulletin, attempt.attempt);
    reconciled.push({ kind: found.kind, freed });
  }
  return reconciled;
}

/** Gives the right to these mails back, then hands it out anew. */
async function sendAgain(bulletin: Bulletin, attempt: Attempt, ids: string[], now: Date, edges: ClockEdges) {
  const { releaseId, occasion } = bulletin;
  let freed = 0;
  for (const subscriberId of ids) {
    const key = { releaseId, occasion, subscriberId };
    if (await edges.ledger.settle(key, attempt.attempt, 'FREE', now.toISOString())) freed++;
  }
  await edges.copies.sendAll(copiesAgain(ids, bulletin, attempt));
  await edges.bulletins.count(bulletin, { reconciled: freed });
  await edges.ledger.end(bulletin, attempt.attempt);
  log({ stage: 'clock', outcome: 'reconciled', releaseId, occasion, copies: freed });
  return freed;
}

const Tick = z.object({ time: z.iso.datetime() });

let made: ClockEdges | undefined;

// Called by AWS, each minute. (EventBridge User Guide, "Scheduled events": `time` is when it was due.)
export const handler = async (event: unknown): Promise<void> => {
  made ??= edges();
  await tick(new Date(Tick.parse(event).time), made);
};
