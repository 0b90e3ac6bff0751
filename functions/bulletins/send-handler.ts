// Stage 4, second half: claim each copy, send them in one call, settle each by SES's answer.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { BULK } from '../core/bulletin.ts';
import { direction } from '../core/language.ts';
import { withMediaAt } from '../core/media.ts';
import { CopiesDue } from '../core/messages.ts';
import { type Newsroom, nameIn } from '../core/newsroom.ts';
import type { Subscriber } from '../core/subscriber.ts';
import { signToken, type TokenKeys } from '../core/token.ts';
import { type Archive, archive } from '../io/archive.ts';
import { env } from '../io/env.ts';
import { type Ledger, ledger } from '../io/ledger.ts';
import { log } from '../io/log.ts';
import { type Bulk, type Copy, maxSendRate, sendBulk } from '../io/mail.ts';
import { bundledNewsroom } from '../io/newsroom.ts';
import { onMessage } from '../io/on-message.ts';
import { type Queue, queue } from '../io/queue.ts';
import { type Releases, releases } from '../io/releases.ts';
import { secret } from '../io/secret.ts';
import { type Subscribers, subscribers } from '../io/subscribers.ts';
import { type Meaning, meaning } from './answer.ts';
import { standing } from './claim.ts';
import { bulletinHeaders, phrase, recipientHeaders } from './headers.ts';
import { type Pace, pace } from './pace.ts';
import { releaseMail } from './release-mail.ts';

/** Seconds until a refused copy is tried again; SQS delays a message by 15 minutes at most. */
const PATIENCE = { retry: 5, wait: 900 };

type Edges = {
  releases: Releases;
  subscribers: Subscribers;
  ledger: Ledger;
  archive: Archive;
  copies: Queue<CopiesDue>;
  keys: () => Promise<TokenKeys>;
  newsroom: Newsroom;
  site: string;
  configurationSet: string;
  templates: Record<'ltr' | 'rtl', string>;
  pace: () => Promise<Pace>;
  now: () => string;
  newAttempt: () => string;
};

const edges = (): Edges => {
  const names = env(
    ...([
      'RELEASES_TABLE',
      'SUBSCRIBERS_TABLE',
      'LEDGER_TABLE',
      'ARCHIVE_BUCKET',
      'COPIES_QUEUE_URL',
      'SECRET_ARN',
    ] as const),
    ...(['SITE_URL', 'CONFIGURATION_SET', 'TEMPLATE_LTR', 'TEMPLATE_RTL', 'SENDERS'] as const),
  );
  return {
    releases: releases(names.RELEASES_TABLE),
    subscribers: subscribers(names.SUBSCRIBERS_TABLE),
    ledger: ledger(names.LEDGER_TABLE),
    archive: archive(names.ARCHIVE_BUCKET),
    copies: queue(names.COPIES_QUEUE_URL, CopiesDue),
    keys: secret(names.SECRET_ARN),
    newsroom: bundledNewsroom(),
    site: names.SITE_URL,
    configurationSet: names.CONFIGURATION_SET,
    templates: { ltr: names.TEMPLATE_LTR, rtl: names.TEMPLATE_RTL },
    pace: async () => pace(await maxSendRate(), Number(names.SENDERS), BULK),
    now: () => new Date().toISOString(),
    newAttempt: randomUUID,
  };
};

async function send(due: CopiesDue, edges: Edges): Promise<void> {
  const part = await releasePart(due, edges);
  // Withdrawn since it was planned: nobody gets it any more.
  if (!part) return log({ stage: 'bulletins', outcome: 'withdrawn', releaseId: due.releaseId, language: due.language });
  const { batch, secondsPerMail } = await edges.pace();
  const again: Record<'retry' | 'wait', string[]> = { retry: [], wait: [] };
  for (let from = 0; from < due.subscriberIds.length; from += batch) {
    const readers = await claim(due, due.subscriberIds.slice(from, from + batch), edges);
    if (readers.length === 0) continue;
    const meanings = await sendAndSettle(due, readers, part, edges);
    for (const [index, { subscriber }] of readers.entries()) {
      const next = meanings[index]?.next;
      if (next === 'retry' || next === 'wait') again[next].push(subscriber.id);
    }
    await pause(readers.length * secondsPerMail * 1000);
  }
  // A new message, so that being refused for now uses up none of this one's tries.
  for (const next of ['retry', 'wait'] as const) {
    const subscriberIds = again[next];
    if (subscriberIds.length > 0) await edges.copies.send({ ...due, subscriberIds }, PATIENCE[next]);
  }
}

type Part = Pick<Bulk, 'from' | 'configurationSet' | 'template' | 'data' | 'headers'>;

/** What is the same in every copy; undefined where there is nothing to send any more. */
async function releasePart({ releaseId, occasion, language }: CopiesDue, edges: Edges): Promise<Part | undefined> {
  const { newsroom, site, configurationSet, templates } = edges;
  const publication = await edges.releases.publication(releaseId);
  const published = publication?.editions[language];
  if (!publication || !published) throw new Error(`Release ${releaseId} is not published in ${language}.`);
  if (published.withdrawn) return undefined;
  const release = await edges.archive.release(releaseId, published.contentHash);
  const edition = release.editions.find((one) => one.language === language);
  if (!edition) throw new Error(`Release ${releaseId} has no edition in ${language}.`);
  return {
    from: `${phrase(nameIn(newsroom.organisation, language, newsroom))} <${newsroom.sender}>`,
    configurationSet,
    template: templates[direction(language)],
    data: releaseMail({
      kind: 'publication',
      edition: { ...edition, body: withMediaAt(site, edition.body) },
      ...{ publication, note: null, newsroom, site },
    }),
    headers: bulletinHeaders({ language, newsroom, releaseId, occasion }),
  };
}

type Claimed = { subscriber: Subscriber; attempt: string };

/** Those of `ids` that this attempt alone may write to. */
async function claim({ releaseId, occasion, language }: CopiesDue, ids: string[], edges: Edges): Promise<Claimed[]> {
  const [known, suppressed] = await Promise.all([edges.subscribers.many(ids), edges.subscribers.suppressed(ids)]);
  const attempt = edges.newAttempt();
  const claims = ids.map(async (subscriberId): Promise<Claimed[]> => {
    const subscriber = known.find(({ id }) => id === subscriberId);
    const stands = standing(subscriber, suppressed.has(subscriberId));
    const key = { releaseId, occasion, subscriberId };
    if (!subscriber || stands === 'gone') return [];
    if (stands === 'send')
      return (await edges.ledger.claim(key, language, attempt, edges.now())) ? [{ subscriber, attempt }] : [];
    await edges.ledger.forgo(key, stands, edges.now());
    return [];
  });
  return (await Promise.all(claims)).flat();
}

async function sendAndSettle(due: CopiesDue, readers: Claimed[], part: Part, edges: Edges): Promise<Meaning[]> {
  const keys = await edges.keys();
  const answers = await sendBulk({ ...part, copies: readers.map((reader) => copy(due, reader, keys, edges.site)) });
  const meanings = answers.map(meaning);
  await Promise.all(
    readers.map(({ subscriber, attempt }, index) => {
      const { releaseId, occasion } = due;
      const state = meanings[index]?.state ?? 'UNKNOWN';
      return edges.ledger.settle({ releaseId, occasion, subscriberId: subscriber.id }, attempt, state, edges.now());
    }),
  );
  const { releaseId, language } = due;
  const sent = meanings.filter(({ state }) => state === 'SENT').length;
  log({ stage: 'bulletins', outcome: 'sent', releaseId, language, sent, of: readers.length });
  const stopped = answers.find((_, index) => meanings[index]?.next === 'stop');
  // The message comes again, and goes to the dead-letter queue with its alarm when nobody mends it.
  if (stopped) throw new Error(`SES takes no mail from this newsroom: ${stopped.status}.`);
  return meanings;
}

function copy(
  { releaseId, occasion }: CopiesDue,
  { subscriber, attempt }: Claimed,
  keys: TokenKeys,
  site: string,
): Copy {
  const unsubscribe = `${site}/api/unsubscribe?t=${signToken(keys, 'unsubscribe', subscriber.id)}`;
  return {
    address: subscriber.address,
    data: { unsubscribe },
    headers: recipientHeaders(unsubscribe),
    tags: { release: releaseId, occasion, subscriber: subscriber.id, attempt },
  };
}

export const handler = onMessage('bulletins', CopiesDue, send, edges);
