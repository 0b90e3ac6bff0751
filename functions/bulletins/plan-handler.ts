// Stage 4, first half: a shard of the audience → messages that say who gets which copy.
import { type Bulletin, type Plan, sum } from '../core/bulletin.ts';
import { daysBefore } from '../core/digest-hour.ts';
import { BulletinDue, CopiesDue, ReceiptDue } from '../core/messages.ts';
import type { Newsroom } from '../core/newsroom.ts';
import { DIGEST, kindOf } from '../core/occasion.ts';
import type { Publication } from '../core/publication.ts';
import { partUpTo } from '../core/subscriber.ts';
import { type Bulletins, bulletins } from '../io/bulletins.ts';
import { env } from '../io/env.ts';
import { type Ledger, ledger } from '../io/ledger.ts';
import { type Listings, listings } from '../io/listings.ts';
import { log } from '../io/log.ts';
import { quota } from '../io/mail.ts';
import { bundledNewsroom } from '../io/newsroom.ts';
import { onMessage } from '../io/on-message.ts';
import { type Queue, queue } from '../io/queue.ts';
import { type Releases, releases } from '../io/releases.ts';
import { sharing } from '../io/sharing.ts';
import { type Subscribers, subscribers } from '../io/subscribers.ts';
import { alongside, nothingBefore } from './alongside.ts';
import { type Audience, audienceOf } from './audience.ts';
import { digestAudience } from './digest.ts';
import { expectedRows, withExpected } from './expected.ts';
import { messagesOf, nothingPlanned, type Planned, plan, takeFull, tallied } from './plan.ts';

export type PlanEdges = {
  bulletins: Pick<Bulletins, 'get' | 'expect' | 'notePlan'>;
  releases: Pick<Releases, 'publication'>;
  listings: Pick<Listings, 'changes'>;
  subscribers: Pick<Subscribers, 'shard'>;
  ledger: Pick<Ledger, 'rows' | 'attempts'>;
  copies: Queue<CopiesDue>;
  receipts: Queue<ReceiptDue>;
  quota: typeof quota;
  newsroom: Pick<Newsroom, 'languages'>;
  now: () => Date;
};

const edges = (): PlanEdges => {
  const names = env(
    ...(['RELEASES_TABLE', 'SUBSCRIBERS_TABLE', 'LEDGER_TABLE', 'COPIES_QUEUE_URL', 'RECEIPTS_QUEUE_URL'] as const),
  );
  const opened = bulletins(names.RELEASES_TABLE);
  const published = releases(names.RELEASES_TABLE);
  const listed = listings(names.RELEASES_TABLE);
  return {
    bulletins: { ...opened, get: sharing(opened.get, ({ releaseId, occasion }) => `${releaseId} ${occasion}`) },
    releases: { publication: sharing(published.publication, String) },
    listings: { changes: sharing(listed.changes, String) },
    subscribers: subscribers(names.SUBSCRIBERS_TABLE),
    ledger: ledger(names.LEDGER_TABLE),
    copies: queue(names.COPIES_QUEUE_URL, CopiesDue),
    receipts: queue(names.RECEIPTS_QUEUE_URL, ReceiptDue),
    quota,
    newsroom: bundledNewsroom(),
    now: () => new Date(),
  };
};

export async function planShard({ round, shard, ...key }: BulletinDue, edges: PlanEdges): Promise<void> {
  const bulletin = await edges.bulletins.get(key);
  if (!bulletin) throw new Error(`Bulletin ${key.occasion} of release ${key.releaseId} was never opened.`);
  // Of a later round all shards are planned again, a pause ends with one, and what is closed was planned to the end.
  if (round < bulletin.round || bulletin.pause || bulletin.closedAt) return;
  const planned = await handedOn(bulletin, shard, await audience(bulletin, edges), edges);
  await notePlan(bulletin, { shard, planned, part: 1 }, edges);
  await edges.copies.sendAll(messagesOf(planned));
  log({ stage: 'bulletins', outcome: 'planned', ...key, round, shard, copies: planned.copies });
}

type Found = Pick<Plan, 'shard' | 'part'> & { planned: Planned };

/**
 * Before the first copy is handed on: how many there are, and how long they take, is known, or reckoned from a part of the
 * shard, when the first mail goes out.
 */
async function notePlan(bulletin: Bulletin, { shard, part, planned }: Found, edges: PlanEdges): Promise<void> {
  const { releaseId, round } = bulletin;
  const { copies, waiting, later, tally } = planned;
  await edges.bulletins.notePlan(bulletin, { shard, round, copies, waiting, later, tally, part });
  const isFirst = bulletin.quotaRound < round && (await edges.bulletins.expect(bulletin, await edges.quota()));
  if (isFirst && releaseId !== DIGEST) await edges.receipts.send({ releaseId });
}

async function audience({ releaseId, occasion }: Bulletin, edges: PlanEdges): Promise<Audience> {
  const kind = kindOf(occasion);
  if (kind.kind === 'digest') {
    return digestAudience(kind.frequency, kind.hour, await changesBefore(kind, edges), edges.newsroom);
  }
  const publication = await edges.releases.publication(releaseId);
  if (!publication) throw new Error(`Release ${releaseId} is not published.`);
  return audienceOf(kind, publication, { newsroom: edges.newsroom, now: edges.now() });
}

async function changesBefore(
  { frequency, hour }: { frequency: 'daily' | 'weekly'; hour: Date },
  { listings, releases }: PlanEdges,
): Promise<Publication[]> {
  const days = await Promise.all(daysBefore(frequency, hour).map((day) => listings.changes(day)));
  const found = await Promise.all([...new Set(days.flat())].map((id) => releases.publication(id)));
  return found.filter((publication) => publication !== undefined);
}

/** Messages in a request to SQS. */
const LOT = 10;

/**
 * Reads audience and ledgers page by page, side by side, and hands on what a page has filled up as soon as another one
 * comes: the first mail waits for two pages of a large shard, not for all. Returns what is left to hand on.
 */
async function handedOn(bulletin: Bulletin, shard: number, audience: Audience, edges: PlanEdges): Promise<Planned> {
  const ledgers = await ledgersOf(bulletin, shard, edges);
  let planned = nothingPlanned();
  let upTo: string | undefined;
  let isNoted = false;
  for await (const members of edges.subscribers.shard(shard)) {
    const last = members.at(-1)?.id;
    if (last === undefined) continue;
    const { full, rest } = takeFull(planned, isNoted ? LOT : 1);
    if (upTo !== undefined && full.length > 0) {
      if (!isNoted) await notePlan(bulletin, { shard, planned, part: partUpTo(upTo) }, edges);
      isNoted = true;
      await edges.copies.sendAll(full);
    }
    // Nobody's row is read after their copy was handed on: what is counted is the ledger before.
    planned = plan(rest, { members, ...(await ledgers.upTo(last)) }, bulletin, audience);
    upTo = last;
  }
  const rows = await ledgers.rest();
  return { ...planned, tally: sum(planned.tally, tallied([...rows.values()])) };
}

async function ledgersOf(bulletin: Bulletin, shard: number, edges: PlanEdges) {
  const { releaseId, occasion } = bulletin;
  const { kind } = kindOf(occasion);
  const own = alongside(edges.ledger.rows(bulletin, shard));
  const isLater = kind === 'correction' || kind === 'withdrawal';
  const before = { releaseId, occasion: 'publication' } as const;
  // Before the rows: whoever isn't found at work any more has left his rows by then.
  const expected = expectedRows(isLater ? await edges.ledger.attempts(before) : [], bulletin.roundAt);
  const earlier = isLater ? alongside(edges.ledger.rows(before, shard)) : nothingBefore;
  return {
    /** The rows of subscribers after those of the last call, and up to this one. */
    upTo: async (subscriberId: string) => ({
      own: await own.upTo(subscriberId),
      earlier: withExpected(await earlier.upTo(subscriberId), expected),
    }),
    /** The bulletin's own rows that are left. */
    rest: () => own.upTo(),
  };
}

export const handler = onMessage('bulletins', BulletinDue, planShard, edges);
