// Stage 4, first half: a shard of the audience → messages that say who gets which copy.
import { type Bulletin, sum } from '../core/bulletin.ts';
import { daysBefore } from '../core/digest-hour.ts';
import { BulletinDue, CopiesDue, ReceiptDue } from '../core/messages.ts';
import type { Newsroom } from '../core/newsroom.ts';
import { DIGEST, kindOf } from '../core/occasion.ts';
import type { Publication } from '../core/publication.ts';
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
import { messagesOf, nothingPlanned, type Planned, plan, tallied } from './plan.ts';

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
  const planned = await found(bulletin, shard, await audience(bulletin, edges), edges);
  const messages = messagesOf(planned);
  const copies = messages.reduce((sum, { subscriberIds }) => sum + subscriberIds.length, 0);
  const { waiting, later, tally } = planned;
  // Before the first copy: how many there are, and how long they will take, is known when the first mail goes out.
  await edges.bulletins.notePlan(key, { shard, round, copies, waiting, later, tally });
  const isFirst = bulletin.quotaRound < round && (await edges.bulletins.expect(bulletin, await edges.quota()));
  if (isFirst && key.releaseId !== DIGEST) await edges.receipts.send({ releaseId: key.releaseId });
  await edges.copies.sendAll(messages);
  log({ stage: 'bulletins', outcome: 'planned', ...key, round, shard, copies });
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

/** Reads audience and ledgers page by page, side by side. */
async function found(bulletin: Bulletin, shard: number, audience: Audience, edges: PlanEdges): Promise<Planned> {
  const { releaseId, occasion } = bulletin;
  const { kind } = kindOf(occasion);
  const own = alongside(edges.ledger.rows(bulletin, shard));
  const isLater = kind === 'correction' || kind === 'withdrawal';
  const before = { releaseId, occasion: 'publication' } as const;
  // Before the rows: whoever isn't found at work any more has left his rows by then.
  const expected = expectedRows(isLater ? await edges.ledger.attempts(before) : [], bulletin.roundAt);
  const earlier = isLater ? alongside(edges.ledger.rows(before, shard)) : nothingBefore;
  let planned = nothingPlanned();
  for await (const members of edges.subscribers.shard(shard)) {
    const last = members.at(-1)?.id;
    if (last === undefined) continue;
    const page = { members, own: await own.upTo(last), earlier: withExpected(await earlier.upTo(last), expected) };
    planned = plan(planned, page, bulletin, audience);
  }
  const rest = [...(await own.upTo()).values()];
  return { ...planned, tally: sum(planned.tally, tallied(rest)) };
}

export const handler = onMessage('bulletins', BulletinDue, planShard, edges);
