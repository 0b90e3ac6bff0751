// Stage 7, second half: the mails that ask for a confirmation. Here it is decided whom they go to: nobody waits for it, so
// no answer of a page tells. Each is claimed before SES is asked, and sent once or not at all: its reader asks again.
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { apiUrl } from '../core/address.ts';
import { type Meaning, meaning } from '../core/answer.ts';
import { direction } from '../core/language.ts';
import { LetterDue } from '../core/messages.ts';
import type { Newsroom } from '../core/newsroom.ts';
import { pace } from '../core/pace.ts';
import { senderIn } from '../core/sender.ts';
import type { SignUp } from '../core/sign-up.ts';
import { subscriberId } from '../core/subscriber.ts';
import { nameKey, signDated, type TokenKeys } from '../core/token.ts';
import { env } from '../io/env.ts';
import { log } from '../io/log.ts';
import { quota, sendTemplated } from '../io/mail.ts';
import { bundledNewsroom } from '../io/newsroom.ts';
import { onMessage } from '../io/on-message.ts';
import { type Queue, queue } from '../io/queue.ts';
import { type Rate, rate } from '../io/rate.ts';
import { secret } from '../io/secret.ts';
import { type SignUps, signUps } from '../io/sign-ups.ts';
import { type Subscribers, subscribers } from '../io/subscribers.ts';
import { languageOf } from './language.ts';
import { letterData, letterHeaders } from './letter.ts';
import { isRole } from './mail-address.ts';

/** Seconds until a refused letter is tried again; and one that SES takes none of for now. */
const [PATIENCE, STOPPED] = [5, 900];

/** Whoever is suppressed may be asked so often whether they want to come back. */
const INVITED_EACH_DAYS = 30;

const DAY = 24 * 3_600_000;

export type LetterEdges = {
  subscribers: Pick<Subscribers, 'get' | 'idOf' | 'suppression' | 'invite'>;
  signUps: Pick<SignUps, 'get' | 'claimLetter' | 'freeLetter'>;
  letters: Queue<LetterDue>;
  rate: Rate;
  quota: typeof quota;
  sendTemplated: typeof sendTemplated;
  keys: () => Promise<TokenKeys>;
  newsroom: Newsroom;
  site: string;
  configurationSet: string;
  templates: Record<'ltr' | 'rtl', string>;
  now: () => Date;
  pause: (milliseconds: number) => Promise<unknown>;
  newAttempt: () => string;
};

const edges = (): LetterEdges => {
  const names = env(
    ...(['SUBSCRIBERS_TABLE', 'LEDGER_TABLE', 'LETTERS_QUEUE_URL', 'SECRET_ARN', 'SITE_URL'] as const),
    ...(['CONFIGURATION_SET', 'TEMPLATE_LTR', 'TEMPLATE_RTL'] as const),
  );
  return {
    subscribers: subscribers(names.SUBSCRIBERS_TABLE),
    signUps: signUps(names.SUBSCRIBERS_TABLE),
    letters: queue(names.LETTERS_QUEUE_URL, LetterDue),
    rate: rate(names.LEDGER_TABLE),
    quota,
    sendTemplated,
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

/** What SES says of one mail that no other try would mend; of fifty, it holds the bulletin up. */
const refusals = new Set(['MessageRejected', 'BadRequestException']);

const refused: Meaning = { state: 'FAILED', next: 'done' };

type Recipient = { id: string; address: string };

export async function sendLetter(due: LetterDue, edges: LetterEdges): Promise<void> {
  const { letter } = due;
  const signUp = await edges.signUps.get(due.signUp);
  if (!signUp || !isDue(signUp, due, edges.now())) return;
  const recipient = await recipientOf(signUp, due, edges);
  if (!recipient || !(await mayBeWrittenTo(recipient, signUp, due, edges)))
    return log({ stage: 'letters', outcome: 'refused', letter });
  const quota = await edges.quota();
  if (quota.perDay !== null && quota.sentLastDay >= quota.perDay) return edges.letters.send(due, STOPPED);
  const { millisecondsPerMail } = pace(quota);
  const turn = await edges.rate.reserve(millisecondsPerMail, edges.now().getTime());
  await edges.pause(Math.max(0, turn - edges.now().getTime()));
  const attempt = { id: due.signUp, askedAt: due.askedAt, letter, attempt: edges.newAttempt() };
  if (!(await edges.signUps.claimLetter(attempt))) return;
  const answer = await edges.sendTemplated(await mailOf(signUp, recipient, due, edges));
  const { state, next } = refusals.has(answer.status) ? refused : meaning(answer);
  if (next !== 'done') {
    await edges.signUps.freeLetter(attempt);
    // A new message, so that being refused for now uses up none of this one's tries.
    await edges.letters.send(due, next === 'retry' ? PATIENCE : STOPPED);
  }
  log({ stage: 'letters', outcome: state === 'SENT' ? 'sent' : answer.status, letter });
}

/** Whether it is still wanted: a newer sign-up has letters of its own. */
const isDue = ({ askedAt, expires, confirmedAt }: SignUp, due: LetterDue, now: Date): boolean =>
  askedAt === due.askedAt && expires * 1000 > now.getTime() && confirmedAt === undefined;

async function recipientOf(
  { address, moves }: SignUp,
  { letter }: LetterDue,
  { subscribers, keys }: LetterEdges,
): Promise<Recipient | undefined> {
  if (letter === 'depart') {
    const subscriber = moves === null ? undefined : await subscribers.get(moves);
    return subscriber?.state === 'active' ? { id: subscriber.id, address: subscriber.address } : undefined;
  }
  // A sign-up has the one letter, a change of address the two others.
  if ((letter === 'arrive') !== (moves !== null)) return undefined;
  return { id: await subscribers.idOf(subscriberId(nameKey(await keys()), address)), address };
}

/** Who bounced, complained or was erased may come back, by their own confirmation alone; and is asked seldom. */
async function mayBeWrittenTo(
  { id, address }: Recipient,
  { askedAt }: SignUp,
  { letter }: LetterDue,
  { subscribers }: LetterEdges,
): Promise<boolean> {
  if (isRole(address)) return false;
  const suppression = await subscribers.suppression(id);
  if (!suppression) return true;
  if (letter === 'depart' || suppression.at >= askedAt) return false;
  const after = new Date(Date.parse(askedAt) - INVITED_EACH_DAYS * DAY).toISOString();
  return subscribers.invite(id, askedAt, after);
}

async function mailOf(
  { wishes, id, askedAt }: SignUp,
  { id: subscriber, address }: Recipient,
  { letter }: LetterDue,
  edges: LetterEdges,
) {
  const { newsroom, site, configurationSet, templates } = edges;
  const language = languageOf(wishes.languages, newsroom);
  const url = apiUrl(site, 'confirm', signDated(await edges.keys(), letter, { id, at: askedAt }));
  return {
    ...{ from: senderIn(language, newsroom), to: address, configurationSet, template: templates[direction(language)] },
    data: letterData({ kind: letter, language, url, newsroom }),
    headers: letterHeaders(language),
    tags: { letter, subscriber },
  };
}

export const handler = onMessage('letters', LetterDue, sendLetter, edges);
