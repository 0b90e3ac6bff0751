// SES as the senders meet it: a quota, a switch, refusals; and the events that it tells later.
import type { LedgerTags, LetterTags } from '../../../functions/core/ledger.ts';
import type { Answer, account, Bulk, Copy, quota, Templated } from '../../../functions/io/mail.ts';
import type { Accept, LetterAccept } from '../history.ts';
import type { Random } from '../random.ts';
import { Throttled, Unreported } from '../scheduler.ts';
import type { Wire } from './wire.ts';

/** What becomes of mails to a reader. */
export type Fate = 'delivered' | 'slow' | 'full' | 'bounced' | 'complains' | 'rejected' | 'unrenderable';

export type SesStore = {
  perSecond: number;
  perDay: number | null;
  maySend: boolean;
  /** How often an entry, or a whole call, is refused for now or ends in nobody knows what. */
  trouble: number;
  /** By subscriber, or by address. */
  fates: Map<string, Fate>;
  accepts: Accept[];
  letters: LetterAccept[];
  /** Addresses that it writes no bulletin to by itself: the account's suppression list. */
  suppressed: Set<string>;
};

export type Setting = {
  store: SesStore;
  random: Random;
  now: () => number;
  calls: () => number;
  /** Tells of a mail that was taken. */
  onAccept: (accept: Accept | LetterAccept, fate: Fate) => void;
};

const DAY = 24 * 3_600_000;

const sentLastDay = ({ store, now }: Setting): number =>
  [...store.accepts, ...store.letters].filter(({ at }) => at > now() - DAY).length;

const fateOf = ({ fates }: SesStore, { subscriber }: { subscriber: string }, address: string): Fate =>
  fates.get(address) ?? fates.get(subscriber) ?? 'delivered';

export const accountOf =
  (setting: Setting, { read }: Wire): typeof account =>
  () =>
    read('ses.account', () => ({ quota: quotaNow(setting), maySend: setting.store.maySend }));

const quotaNow = (setting: Setting) => {
  const { perSecond, perDay } = setting.store;
  return { perSecond, perDay, sentLastDay: sentLastDay(setting) };
};

/** As kept for a minute by the function that asked. */
export const quotaOf =
  (setting: Setting): typeof quota =>
  async () =>
    quotaNow(setting);

export const sendBulkOf =
  (setting: Setting, run: { id: number; wire: Wire }) =>
  async (bulk: Bulk): Promise<Answer[]> => {
    try {
      return await run.wire.once('ses.sendBulk', () => answered(bulk, setting, run.id));
    } catch (error) {
      if (error instanceof Throttled) return all(bulk, 'TooManyRequestsException', true);
      if (error instanceof Unreported) return all(bulk, 'TimeoutError', false);
      throw error;
    }
  };

const all = ({ copies }: Bulk, status: string, definite: boolean): Answer[] => copies.map(() => ({ status, definite }));

function answered(bulk: Bulk, setting: Setting, run: number): Answer[] {
  const { store, random } = setting;
  if (!store.maySend) return all(bulk, 'SendingPausedException', true);
  if (random.chance(store.trouble / 2)) return all(bulk, 'InternalServiceErrorException', false);
  const answers = bulk.copies.map((copy) => ({ status: statusOf(copy, bulk, setting, run), definite: true }));
  return random.chance(store.trouble / 2) ? all(bulk, 'TimeoutError', false) : answers;
}

function statusOf(copy: Copy, bulk: Bulk, setting: Setting, run: number): string {
  const { store, random } = setting;
  if (store.perDay !== null && sentLastDay(setting) >= store.perDay) return 'ACCOUNT_DAILY_QUOTA_EXCEEDED';
  if (random.chance(store.trouble)) return random.pick(['ACCOUNT_THROTTLED', 'TRANSIENT_FAILURE']);
  // What it suppresses by itself it takes, and tells that it bounced.
  const fate = store.suppressed.has(copy.address) ? 'bounced' : fateOf(store, copy.tags, copy.address);
  if (fate === 'rejected') return 'MESSAGE_REJECTED';
  const accept = acceptOf(copy, bulk, setting, run);
  store.accepts.push(accept);
  setting.onAccept(accept, fate);
  return 'SUCCESS';
}

const acceptOf = (copy: Copy, bulk: Bulk, { now, calls }: Setting, run: number): Accept => ({
  tags: copy.tags,
  language: bulk.headers['Content-Language'] ?? '',
  data: JSON.stringify([bulk.data, copy.data]),
  address: copy.address,
  ...{ at: now(), call: calls(), run, toldAt: undefined },
});

/** One letter. Its configuration set overrides the account's suppression list. */
export const sendTemplatedOf =
  (setting: Setting, run: { id: number; wire: Wire }) =>
  async (letter: Templated): Promise<Answer> => {
    try {
      return await run.wire.once('ses.sendTemplated', () => answeredLetter(letter, setting, run.id));
    } catch (error) {
      if (error instanceof Throttled) return { status: 'TooManyRequestsException', definite: true };
      if (error instanceof Unreported) return { status: 'TimeoutError', definite: false };
      throw error;
    }
  };

function answeredLetter({ to, data, tags }: Templated, setting: Setting, run: number): Answer {
  const { store, random, now, calls } = setting;
  if (!store.maySend) return { status: 'SendingPausedException', definite: true };
  if (random.chance(store.trouble / 2)) return { status: 'InternalServiceErrorException', definite: false };
  if (store.perDay !== null && sentLastDay(setting) >= store.perDay)
    return { status: 'LimitExceededException', definite: true };
  if (random.chance(store.trouble)) return { status: 'TooManyRequestsException', definite: true };
  const fate = fateOf(store, tags, to);
  if (fate === 'rejected') return { status: 'MESSAGE_REJECTED', definite: true };
  const accept = { tags, url: data.url ?? '', address: to, at: now(), call: calls(), run, toldAt: undefined };
  store.letters.push(accept);
  setting.onAccept(accept, fate);
  return random.chance(store.trouble / 2)
    ? { status: 'TimeoutError', definite: false }
    : { status: 'SUCCESS', definite: true };
}

export const unsuppressOf =
  ({ store }: Setting, { write }: Wire) =>
  (address: string): Promise<void> =>
    write('ses.unsuppress', () => void store.suppressed.delete(address));

/** A notification as SNS hands it to the feedback queue. */
export function notification(eventType: string, tags: LedgerTags | LetterTags, rest: object = {}): string {
  const listed = Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]]));
  return JSON.stringify({ Message: JSON.stringify({ eventType, mail: { tags: listed }, ...rest }) });
}

/** The events of a mail, in their order; `timestamp` is when it bounced, or was complained of. */
export function eventsOf(fate: Fate, timestamp: string): [eventType: string, rest?: object][] {
  switch (fate) {
    case 'slow':
      return [['Send'], ['DeliveryDelay'], ['Delivery']];
    case 'full':
      return [['Send'], ['Bounce', { bounce: { bounceType: 'Transient', timestamp } }]];
    case 'bounced':
      return [['Send'], ['Bounce', { bounce: { bounceType: 'Permanent', timestamp } }]];
    case 'complains':
      return [['Send'], ['Delivery'], ['Complaint', { complaint: { timestamp } }]];
    case 'unrenderable':
      return [['Rendering Failure']];
    default:
      return [['Send'], ['Delivery']];
  }
}
