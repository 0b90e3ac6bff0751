// SES as the senders meet it: a quota, a switch, refusals; and the events that it tells later.
import type { LedgerTags } from '../../../functions/core/ledger.ts';
import type { Answer, account, Bulk, Copy, quota } from '../../../functions/io/mail.ts';
import type { Accept } from '../history.ts';
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
  fates: Map<string, Fate>;
  accepts: Accept[];
};

export type Setting = {
  store: SesStore;
  random: Random;
  now: () => number;
  calls: () => number;
  /** Tells of a mail that was taken. */
  onAccept: (accept: Accept, fate: Fate) => void;
};

const DAY = 24 * 3_600_000;

const sentLastDay = ({ store, now }: Setting): number => store.accepts.filter(({ at }) => at > now() - DAY).length;

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
  const fate = store.fates.get(copy.tags.subscriber) ?? 'delivered';
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

/** A notification as SNS hands it to the feedback queue. */
export function notification(eventType: string, tags: LedgerTags, rest: object = {}): string {
  const listed = Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]]));
  return JSON.stringify({ Message: JSON.stringify({ eventType, mail: { tags: listed }, ...rest }) });
}

/** The events of a mail, in their order. */
export function eventsOf(fate: Fate): [eventType: string, rest?: object][] {
  switch (fate) {
    case 'slow':
      return [['Send'], ['DeliveryDelay'], ['Delivery']];
    case 'full':
      return [['Send'], ['Bounce', { bounce: { bounceType: 'Transient' } }]];
    case 'bounced':
      return [['Send'], ['Bounce', { bounce: { bounceType: 'Permanent' } }]];
    case 'complains':
      return [['Send'], ['Delivery'], ['Complaint']];
    case 'unrenderable':
      return [['Rendering Failure']];
    default:
      return [['Send'], ['Delivery']];
  }
}
