// Stage 8, each minute: embargoes that lift before the next one, mails whose sender never came back; each hour, uploads
// that no event told of.
import { CopiesDue, InboxEvent, ReceiptDue, ReleaseAccepted } from '../core/messages.ts';
import { PARTS } from '../core/subscriber.ts';
import { type Agenda, agenda, type OpenBulletin } from '../io/agenda.ts';
import { env } from '../io/env.ts';
import { type Ledger, type LedgerRow, ledger } from '../io/ledger.ts';
import { log } from '../io/log.ts';
import { type Objects, objects } from '../io/objects.ts';
import { type Queue, queue } from '../io/queue.ts';
import { queueDepth } from '../io/queue-depth.ts';
import { type Uploads, uploads } from '../io/uploads.ts';
import { copiesAgain, isOverdue, isSettled } from './reconcile.ts';
import { eventFor, isHour, lostUploads } from './sweep.ts';

/** Seconds to look ahead: a tick may come late, and SQS holds a message to the second. */
const AHEAD_SECONDS = 120;

type Edges = {
  agenda: Agenda;
  ledger: Ledger;
  inbox: Objects;
  uploads: Uploads;
  ingest: Queue<InboxEvent>;
  publish: Queue<ReleaseAccepted>;
  copies: Queue<CopiesDue>;
  receipts: Queue<ReceiptDue>;
  /** Messages that still wait to be planned, sent or settled. */
  backlog: () => Promise<{ feedback: number; bulletins: number }>;
  now: () => Date;
};

const edges = (): Edges => {
  const names = env(
    ...(['RELEASES_TABLE', 'LEDGER_TABLE', 'PUBLISH_QUEUE_URL', 'COPIES_QUEUE_URL'] as const),
    ...(['BULLETINS_QUEUE_URL', 'FEEDBACK_QUEUE_URL', 'RECEIPTS_QUEUE_URL'] as const),
    ...(['INBOX_BUCKET', 'UPLOADS_QUEUE_URL'] as const),
  );
  return {
    agenda: agenda(names.RELEASES_TABLE),
    ledger: ledger(names.LEDGER_TABLE),
    inbox: objects(names.INBOX_BUCKET),
    uploads: uploads(names.RELEASES_TABLE),
    ingest: queue(names.UPLOADS_QUEUE_URL, InboxEvent),
    publish: queue(names.PUBLISH_QUEUE_URL, ReleaseAccepted),
    copies: queue(names.COPIES_QUEUE_URL, CopiesDue),
    receipts: queue(names.RECEIPTS_QUEUE_URL, ReceiptDue),
    backlog: async () => ({
      feedback: await queueDepth(names.FEEDBACK_QUEUE_URL),
      bulletins: (await queueDepth(names.BULLETINS_QUEUE_URL)) + (await queueDepth(names.COPIES_QUEUE_URL)),
    }),
    now: () => new Date(),
  };
};

async function tick(made: Edges): Promise<void> {
  await liftEmbargoes(made);
  await reconcile(made);
  if (isHour(made.now())) await sweep(made);
}

async function sweep({ inbox, uploads, ingest, now }: Edges): Promise<void> {
  const lost = lostUploads(await inbox.all(), await uploads.all(), now());
  await ingest.sendAll(lost.map(eventFor));
  if (lost.length > 0) log({ stage: 'clock', outcome: 'lost uploads sent again', uploads: lost.length });
}

async function liftEmbargoes({ agenda, publish, now }: Edges): Promise<void> {
  const until = new Date(now().getTime() + AHEAD_SECONDS * 1000).toISOString();
  for (const due of await agenda.embargoes(until)) {
    const secondsLeft = Math.max(0, Math.ceil((Date.parse(due.instant) - now().getTime()) / 1000));
    await publish.send({ releaseId: due.releaseId }, secondsLeft);
    // Until its instant has passed the row stays: a second message does no harm, a lost one is sent again.
    if (secondsLeft === 0) await agenda.removeEmbargo(due);
    log({ stage: 'clock', outcome: 'embargo due', releaseId: due.releaseId, secondsLeft });
  }
}

async function reconcile(edges: Edges): Promise<void> {
  const open = await edges.agenda.openBulletins();
  if (open.length === 0) return;
  const { feedback, bulletins } = await edges.backlog();
  if (feedback > 0) log({ stage: 'clock', outcome: 'waiting for feedback', messages: feedback });
  for (const bulletin of open) {
    const isOver = feedback === 0 && (await settle(bulletin, edges)) && bulletins === 0;
    if (isOver) await edges.agenda.settleBulletin(bulletin);
    await edges.receipts.send({ releaseId: bulletin.releaseId });
    // Last: until it was told, the next minute finds it again.
    if (isOver) await edges.agenda.closeBulletin(bulletin);
  }
}

/** Sends again what is overdue; true where nothing was left open. A part at a time, as not all fits into memory. */
async function settle(bulletin: OpenBulletin, edges: Edges): Promise<boolean> {
  let allSettled = true;
  const look = async (shard: number) => {
    for await (const rows of edges.ledger.rows(bulletin, shard)) {
      allSettled &&= rows.every(isSettled);
      const overdue = rows.filter((row) => isOverdue(row, edges.now()));
      await sendAgain(bulletin, overdue, edges);
    }
  };
  for (const shards of PARTS) await Promise.all(shards.map(look));
  return allSettled;
}

async function sendAgain(bulletin: OpenBulletin, overdue: LedgerRow[], { ledger, copies, now }: Edges): Promise<void> {
  if (overdue.length === 0) return;
  const { releaseId, occasion } = bulletin;
  const freed = overdue.map(async (row) => {
    const key = { releaseId, occasion, subscriberId: row.subscriberId };
    return row.state === 'FREE' || (await ledger.settle(key, row.attempt ?? '', 'FREE', now().toISOString()))
      ? [row]
      : [];
  });
  const messages = copiesAgain((await Promise.all(freed)).flat(), bulletin);
  await copies.sendAll(messages);
  log({ stage: 'clock', outcome: 'reconciled', releaseId, copies: overdue.length });
}

let made: Edges | undefined;

// Called by AWS, each minute.
export const handler = async (): Promise<void> => {
  made ??= edges();
  await tick(made);
};
