// How a receipt says things: in the newsroom's own language.
import { isolated } from '../../templates/bidi.ts';
import { type TextKey, type Texts, texts } from '../../templates/texts.ts';
import type { Newsroom } from '../core/newsroom.ts';
import { kindOf } from '../core/occasion.ts';
import type { Progress, Receipt } from '../core/receipt.ts';

/** An upload's outcome, and what became of it since. */
export type State = Receipt['outcome'] | 'embargoed' | 'published' | 'withdrawn';

export function stateOf({ outcome, progress }: Pick<Receipt, 'outcome' | 'progress'>): State {
  if (outcome !== 'accepted' || !progress) return outcome;
  if (progress.held.length > 0) return 'embargoed';
  if (!progress.done) return 'accepted';
  const isTakenBack = progress.published.every(({ withdrawn }) => withdrawn !== null);
  return isTakenBack ? 'withdrawn' : 'published';
}

export const stateKey: Record<State, TextKey> = {
  accepted: 'receipt.state.accepted',
  embargoed: 'receipt.state.embargoed',
  held: 'receipt.state.held',
  published: 'receipt.state.published',
  refused: 'receipt.state.refused',
  superseded: 'receipt.state.superseded',
  unchanged: 'receipt.state.unchanged',
  withdrawn: 'receipt.state.withdrawn',
};

export const sentenceKey: Record<State, TextKey> = {
  accepted: 'receipt.says.accepted',
  embargoed: 'receipt.says.embargoed',
  held: 'receipt.says.held',
  published: 'receipt.says.published',
  refused: 'receipt.says.refused',
  superseded: 'receipt.says.superseded',
  unchanged: 'receipt.says.unchanged',
  withdrawn: 'receipt.says.withdrawn',
};

export type Wording = Pick<Texts, 't' | 'language'> & {
  nameOf: (language: string) => string;
  /** In the newsroom's zone, to the minute. */
  hour: (instant: string) => string;
  /** The same, with its seconds where it has some: an embargo may. */
  second: (instant: string) => string;
};

export function wording({ languages, zone }: Pick<Newsroom, 'languages' | 'zone'>): Wording {
  const { t, language } = texts(languages[0] ?? 'en', { languages });
  const names = new Intl.DisplayNames([language], { type: 'language', languageDisplay: 'standard' });
  const hour = clock(language, { timeZone: zone });
  const second = clock(language, { timeZone: zone, second: '2-digit' });
  return {
    ...{ t, language, hour },
    nameOf: (tag) => names.of(tag) ?? tag,
    second: (instant) => (new Date(instant).getUTCSeconds() === 0 ? hour(instant) : second(instant)),
  };
}

function clock(language: string, options: Intl.DateTimeFormatOptions) {
  const format = new Intl.DateTimeFormat(`${language}-u-ca-gregory-nu-latn`, {
    ...({ year: 'numeric', month: 'long', day: 'numeric', hour: '2-digit', minute: '2-digit' } as const),
    ...({ hourCycle: 'h23', timeZoneName: 'short' } as const),
    ...options,
  });
  return (instant: string): string => format.format(new Date(instant));
}

/** What is held, and why, a line each. */
export const reasons = (
  { held, missing }: Pick<Progress, 'held' | 'missing'>,
  { t, nameOf, second }: Wording,
): string[] => [
  ...missing.map((language) => t('receipt.held.missing', { language: nameOf(language) })),
  ...held.map(({ language, until }) => t('receipt.held.until', { language: nameOf(language), time: second(until) })),
];

const number = (count: number): string => String(count);

/** The mails, counted: what is counted, and the number. Nothing where no mail is to go out. */
export function counts({ mails, bulletins }: Mails, { t }: Wording): [name: string, count: string][] {
  const { planned } = mails;
  const later = bulletins.reduce((sum, bulletin) => sum + bulletin.later, 0);
  const digests: [string, string][] = later > 0 ? [[t('receipt.mails.later'), number(later)]] : [];
  if (planned === 0) return digests;
  // One that was not counted yet makes the sum of all no more than an estimate.
  const isEstimate = planned !== null && bulletins.some((one) => one.isEstimate || one.planned === null);
  return [
    [
      t(isEstimate ? 'receipt.mails.estimate' : 'receipt.mails.planned'),
      planned === null ? t('receipt.mails.uncounted') : number(planned),
    ],
    [t('receipt.mails.accepted'), number(mails.accepted)],
    [t('receipt.mails.delivered'), number(mails.delivered)],
    [t('receipt.mails.bounced'), number(mails.bounced)],
    [t('receipt.mails.failed'), number(mails.failed)],
    [t('receipt.mails.spared'), number(mails.spared)],
    [t('receipt.mails.open'), number(mails.open)],
    ...bulletins.flatMap(({ occasion, accepted, planned: all, isEstimate: some }): [string, string][] => {
      const { kind } = kindOf(occasion);
      if (kind !== 'correction' && kind !== 'withdrawal') return [];
      return [
        [t(`receipt.mails.${kind}`), `${number(accepted)} / ${some ? '≈ ' : ''}${all === null ? '?' : number(all)}`],
      ];
    }),
    ...digests,
  ];
}

type Mails = Pick<Progress, 'mails' | 'bulletins'>;

/** How many outlets have the newest version, and who of them doesn't; undefined where none asked to be told. */
export function outletCounts(
  progress: Pick<Progress, 'outlets'> | null,
  { t, language }: Wording,
): { name: string; count: string; waiting: string[] } | undefined {
  const outlets = progress?.outlets;
  if (!outlets) return undefined;
  const { asked, taken, waiting } = outlets;
  const hosts = new Intl.ListFormat(language).format(waiting.map((host) => isolated(host, language)));
  return {
    ...{ name: t('receipt.outlets.taken'), count: `${number(taken)} / ${number(asked)}` },
    waiting: waiting.length === 0 ? [] : [t('receipt.outlets.waiting', { hosts })],
  };
}

/** How long the mails under way take, and why none goes out for now: a sentence each. */
export const outlook = ({ bulletins }: Mails, { t, hour, language }: Wording): string[] =>
  bulletins.flatMap(({ secondsLeft, isDayTooShort, paused }) => [
    ...(paused ? [t('receipt.mails.paused', { time: hour(paused.since), reason: paused.reason })] : []),
    ...(secondsLeft === null
      ? []
      : [t(isDayTooShort ? 'receipt.mails.day' : 'receipt.mails.left', { time: duration(secondsLeft, language) })]),
  ]);

/** "2 days, 3 hours": its two largest units. */
function duration(seconds: number, language: string): string {
  const units: [name: 'days' | 'hours' | 'minutes' | 'seconds', size: number][] = [
    ['days', 86_400],
    ['hours', 3600],
    ['minutes', 60],
    ['seconds', 1],
  ];
  const from = Math.max(
    0,
    units.findIndex(([, size]) => seconds >= size),
  );
  let rest = seconds;
  const parts = units.slice(from, from + 2).map(([name, size]) => {
    const count = Math.floor(rest / size);
    rest -= count * size;
    return [name, count] as const;
  });
  const said = Object.fromEntries(parts.filter(([, count]) => count > 0));
  return new Intl.DurationFormat(`${language}-u-nu-latn`, { style: 'long' }).format(said);
}
