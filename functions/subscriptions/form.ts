// What comes in by a form: chosen from what was offered, or told beside its field.
import type { Fault } from '../../templates/fields.ts';
import type { SubscribeValues } from '../../templates/subscribe-form.ts';
import { isZone, type Newsroom } from '../core/newsroom.ts';
import { DIGEST_HOUR, type Wishes } from '../core/subscriber.ts';
import { mailAddress } from './mail-address.ts';

/** Bytes of a form: far more than the longest that anybody fills in. */
export const LARGEST_FORM = 8192;

/** Days for which somebody may ask for silence. */
const LONGEST_PAUSE = 366;

/** Longer ones are none; they would be shown again in the page. */
const ADDRESS_CHARACTERS = 320;

/** Each value once, in their order; a list may also number its fields, language-1, language-2. */
const all = (form: URLSearchParams, name: string): string[] => {
  const numbered = new RegExp(`^${name}(?:-\\d)?$`);
  const own = [...form].filter(([field]) => numbered.test(field)).map(([, value]) => value.trim());
  return [...new Set(own.filter(Boolean))];
};

export const writtenAddress = (form: URLSearchParams): string =>
  (form.get('address') ?? '').trim().slice(0, ADDRESS_CHARACTERS);

/** The address, as SES takes it; or what is wrong with it. */
export function readAddress(form: URLSearchParams): { address: string } | { fault: Fault } {
  const found = mailAddress(writtenAddress(form));
  if ('address' in found) return found;
  return { fault: { field: 'address', text: found.fault === 'letters' ? 'form.fault.letters' : 'form.fault.address' } };
}

type Known = Pick<Newsroom, 'languages' | 'topics' | 'zone'>;

/** `before` is what they chose earlier: it may hold languages and topics that the newsroom offers no more. */
const offers = ({ languages, topics }: Known, before?: Wishes) => ({
  language: (one: string) => languages.includes(one) || before?.languages.includes(one) === true,
  topic: (one: string) => Object.hasOwn(topics, one) || before?.topics.includes(one) === true,
});

/** What was filled in, to be shown once more: as far as it was offered. */
export function written(form: URLSearchParams, known: Known, before?: Wishes): SubscribeValues {
  const isOffered = offers(known, before);
  return {
    address: writtenAddress(form),
    languages: all(form, 'language').filter(isOffered.language),
    standIn: form.has('standIn'),
    topics: all(form, 'topic').filter(isOffered.topic),
    frequency: form.get('frequency') ?? '',
  };
}

export function readWishes(form: URLSearchParams, known: Known, before?: Wishes): { wishes: Wishes; faults: Fault[] } {
  const { languages, standIn, topics, frequency } = written(form, known, before);
  const chosen = frequencies.find((one) => one === frequency);
  const isOffered = offers(known, before);
  const faults: Fault[] = [
    ...(languages.length === 0 ? [{ field: 'language', text: 'form.fault.language' } as const] : []),
    ...(all(form, 'language').every(isOffered.language)
      ? []
      : [{ field: 'language', text: 'form.fault.choice' } as const]),
    ...(all(form, 'topic').every(isOffered.topic) ? [] : [{ field: 'topic', text: 'form.fault.choice' } as const]),
    ...(chosen === undefined ? [{ field: 'frequency', text: 'form.fault.choice' } as const] : []),
  ];
  return {
    wishes: {
      ...{ languages, standIn, topics, frequency: chosen ?? 'immediate' },
      timezone: before?.timezone ?? known.zone,
      hour: before?.hour ?? DIGEST_HOUR,
      pausedUntil: before?.pausedUntil ?? null,
    },
    faults,
  };
}

const frequencies = ['immediate', 'daily', 'weekly'] as const;

/** `tomorrow` is the reader's own, YYYY-MM-DD. */
export function readPreferences(
  form: URLSearchParams,
  known: Known,
  before: Wishes,
  tomorrow: string,
): { wishes: Wishes; faults: Fault[] } {
  const { wishes, faults } = readWishes(form, known, before);
  const [hour, timezone, day] = [form.get('hour') ?? '', form.get('timezone') ?? '', form.get('pausedUntil') ?? ''];
  const isHour = /^(?:\d|1\d|2[0-3])$/.test(hour);
  const isDay = day === '' || day === before.pausedUntil || isAhead(day, tomorrow);
  return {
    wishes: {
      ...wishes,
      hour: isHour ? Number(hour) : before.hour,
      timezone: isZone(timezone) ? timezone : before.timezone,
      pausedUntil: isDay && day !== '' ? day : null,
    },
    faults: [
      ...faults,
      ...(isHour ? [] : [{ field: 'hour', text: 'form.fault.choice' } as const]),
      ...(isZone(timezone) ? [] : [{ field: 'timezone', text: 'form.fault.choice' } as const]),
      ...(isDay ? [] : [{ field: 'pausedUntil', text: 'form.fault.date' } as const]),
    ],
  };
}

function isAhead(day: string, tomorrow: string): boolean {
  const [from, to] = [Date.parse(`${tomorrow}T00:00:00Z`), Date.parse(`${day}T00:00:00Z`)];
  return /^\d{4}-\d{2}-\d{2}$/.test(day) && to >= from && to - from <= LONGEST_PAUSE * 24 * 3_600_000;
}
