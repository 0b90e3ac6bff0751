// Stage 4, second half: claim each copy, send them in one call at the account's pace, settle each by SES's answer.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { apiUrl } from '../core/address.ts';
import { type Meaning, meaning } from '../core/answer.ts';
import type { BulletinKey } from '../core/bulletin.ts';
import { CopiesDue } from '../core/messages.ts';
import type { Newsroom } from '../core/newsroom.ts';
import { pace } from '../core/pace.ts';
import type { Subscriber } from '../core/subscriber.ts';
import { signToken, type TokenKeys } from '../core/token.ts';
import { type Archive, archive } from '../io/archive.ts';
import { type Bulletins, bulletins } from '../io/bulletins.ts';
import { env } from '../io/env.ts';
import { type Ledger, ledger } from '../io/ledger.ts';
import { log } from '../io/log.ts';
import { type Answer, type Copy, quota, sendBulk } from '../io/mail.ts';
import { bundledNewsroom } from '../io/newsroom.ts';
import { onMessage } from '../io/on-message.ts';
import { type Queue, queue } from '../io/queue.ts';
import { type Rate, rate } from '../io/rate.ts';
import { type Releases, releases } from '../io/releases.ts';
import { secret } from '../io/secret.ts';
import { type Subscribers, subscribers } from '../io/subscribers.ts';
import { claim } from './claim.ts';
import { type Dispatch, dispatchOf } from './dispatch.ts';
import { recipientHeaders } from './headers.ts';

/** Seconds until a refused copy is tried again. */
const PATIENCE = 5;

/** Milliseconds. Then the rest goes back to the queue: the function's time must not end within a call. */
const BUDGET = 60_000;

export type SendEdges = {
  bulletins: Pick<Bulletins, 'get' | 'pause' | 'count'>;
  releases: Pick<Releases, 'publication'>;
  subscribers: Pick<Subscribers, 'many' | 'suppressed'>;
  ledger: Pick<Ledger, 'begin' | 'claim' | 'forgo' | 'settle' | 'end'>;
  archive: Pick<Archive, 'release'>;
  copies: Queue<CopiesDue>;
  rate: Rate;
  sendBulk: typeof sendBulk;
  quota: typeof quota;
  keys: () => Promise<TokenKeys>;
  newsroom: Newsroom;
  site: string;
  configurationSet: string;
  templates: Record<'ltr' | 'rtl', string>;
  now: () => Date;
  pause: (milliseconds: number) => Promise<unknown>;
  newAttempt: () => string;
};

const edges = (): SendEdges => {
  const names = env(
    ...(['RELEASES_TABLE', 'SUBSCRIBERS_TABLE', 'LEDGER_TABLE', 'ARCHIVE_BUCKET', 'COPIES_QUEUE_URL'] as const),
    ...(['SECRET_ARN', 'SITE_URL', 'CONFIGURATION_SET', 'TEMPLATE_LTR', 'TEMPLATE_RTL'] as const),
  );
  return {
    bulletins: bulletins(names.RELEASES_TABLE),
    releases: releases(names.RELEASES_TABLE),
    subscribers: subscribers(names.SUBSCRIBERS_TABLE),
    ledger: ledger(names.LEDGER_TABLE),
    archive: archive(names.ARCHIVE_BUCKET),
    copies: queue(names.COPIES_QUEUE_URL, CopiesDue),
    rate: rate(names.LEDGER_TABLE),
    sendBulk,
    quota,
    keys: secret(names.SECRET_ARN),
    newsroom: bundledNewsroom(),
    site: names.SITE_URL,
    configurationSet: names.CONFIGURATION_SET,
    templates: { ltr: names.TEMPLATE_LTR, rtl: names.TEMPLATE_RTL },
    now: () => new Date(),
    pause,
    newAttempt: randomUUID,
  };
};

export async function send(due: CopiesDue, edges: SendEdges): Promise<void> {
  const begun = edges.now().getTime();
  const { batch } = pace(await edges.quota());
  for (let from = 0; from < due.subscriberIds.length; from += batch) {
    const rest = { ...due, subscriberIds: due.subscriberIds.slice(from) };
    if (edges.now().getTime() - begun > BUDGET) return edges.copies.send(rest);
    // Read for each call: what was paused, withdrawn or corrected meanwhile counts.
    const bulletin = await edges.bulletins.get(due);
    if (!bulletin) throw new Error(`Bulletin ${due.occasion} of release ${due.releaseId} was never opened.`);
    // Nothing is lost: the round that ends the pause plans for all who have no copy, and what is closed was planned to
    // the end.
    if (bulletin.pause || bulletin.closedAt) {
      const outcome = bulletin.pause ? 'paused' : 'closed';
      return log({ stage: 'bulletins', outcome, ...keyOf(due), copies: rest.subscriberIds.length });
    }
    const sent = await sendBatch({ ...due, subscriberIds: rest.subscriberIds.slice(0, batch) }, edges);
    if (sent === 'nothing')
      return log({ stage: 'bulletins', outcome: 'withdrawn', ...keyOf(due), language: due.language });
  }
}

const keyOf = ({ releaseId, occasion }: BulletinKey): BulletinKey => ({ releaseId, occasion });

/** One call to SES, and all that is to be done before and after it. */
async function sendBatch(due: CopiesDue, edges: SendEdges): Promise<'sent' | 'nothing'> {
  const attempt = edges.newAttempt();
  const { language, entries, subscriberIds } = due;
  const at = edges.now().toISOString();
  // First of all: whoever finds this noted and nothing after it knows where to look. Before the release is read, so that
  // who plans its correction sees all that may still be sent of what it was.
  await edges.ledger.begin(due, { attempt, at, language, ...(entries ? { entries } : {}), subscriberIds });
  const dispatch = await dispatchOf(due, edges);
  if (!dispatch) {
    await edges.ledger.end(due, attempt);
    return 'nothing';
  }
  const readers = await claim(due, attempt, dispatch, edges);
  const answers = readers.length === 0 ? [] : await call(due, readers, attempt, dispatch, edges);
  const meanings = answers.map(meaning);
  await Promise.all(
    readers.map(({ id }, index) => {
      const state = meanings[index]?.state ?? 'UNKNOWN';
      return edges.ledger.settle({ ...keyOf(due), subscriberId: id }, attempt, state, edges.now().toISOString());
    }),
  );
  await followUp(due, readers, answers, meanings, edges);
  // What nobody knows of stays noted, for the clock.
  if (!meanings.some(({ state }) => state === 'UNKNOWN')) await edges.ledger.end(due, attempt);
  return 'sent';
}

/** Waits for its turn, then asks SES. */
async function call(
  due: CopiesDue,
  readers: Subscriber[],
  attempt: string,
  dispatch: Dispatch,
  edges: SendEdges,
): Promise<Answer[]> {
  const keys = await edges.keys();
  const { millisecondsPerMail } = pace(await edges.quota());
  const now = edges.now().getTime();
  const turn = await edges.rate.reserve(readers.length * millisecondsPerMail, now);
  await edges.pause(Math.max(0, turn - edges.now().getTime()));
  return edges.sendBulk({
    ...dispatch.part,
    configurationSet: edges.configurationSet,
    copies: readers.map((subscriber) => copyFor(due, subscriber, attempt, keys, edges)),
  });
}

async function followUp(
  due: CopiesDue,
  readers: Subscriber[],
  answers: Answer[],
  meanings: Meaning[],
  edges: SendEdges,
): Promise<void> {
  const having = (next: Meaning['next']) => readers.filter((_, index) => meanings[index]?.next === next);
  const inState = (state: Meaning['state']) => meanings.filter((one) => one.state === state).length;
  const stopped = answers.find((_, index) => meanings[index]?.next === 'pause');
  if (stopped) {
    await edges.bulletins.pause(due, stopped.status, edges.now().toISOString());
    log({ stage: 'bulletins', outcome: 'stopped by SES', ...keyOf(due), reason: stopped.status });
  }
  const again = having('retry').map(({ id }) => id);
  // A new message, so that being refused for now uses up none of this one's tries.
  if (again.length > 0) await edges.copies.send({ ...due, subscriberIds: again }, PATIENCE);
  await edges.bulletins.count(due, { accepted: inState('SENT'), failed: inState('FAILED') });
  if (readers.length === 0) return;
  const { language } = due;
  log({ stage: 'bulletins', outcome: 'sent', ...keyOf(due), language, sent: inState('SENT'), of: readers.length });
}

function copyFor(
  { releaseId, occasion }: CopiesDue,
  { id, address }: Subscriber,
  attempt: string,
  keys: TokenKeys,
  { site, newsroom: { sender } }: SendEdges,
): Copy {
  const token = signToken(keys, 'unsubscribe', id);
  const unsubscribe = apiUrl(site, 'unsubscribe', token);
  return {
    address,
    data: { unsubscribe, preferences: apiUrl(site, 'preferences', signToken(keys, 'preferences', id)) },
    headers: recipientHeaders(unsubscribe, token, sender),
    tags: { release: releaseId, occasion, subscriber: id, attempt },
  };
}

export const handler = onMessage('bulletins', CopiesDue, send, edges);
