// How a receipt says things: in the newsroom's own language.
import { type TextKey, type Texts, texts } from '../../templates/texts.ts';
import type { Newsroom } from '../core/newsroom.ts';
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

/** The mails, counted: what is counted, and the number. Nothing where no mail is to go out. */
export function counts({ mails }: Pick<Progress, 'mails'>, { t }: Wording): [name: string, count: string][] {
  const { planned } = mails;
  if (planned === 0) return [];
  const number = (count: number) => String(count);
  return [
    [t('receipt.mails.planned'), planned === null ? t('receipt.mails.uncounted') : number(planned)],
    [t('receipt.mails.accepted'), number(mails.accepted)],
    [t('receipt.mails.delivered'), number(mails.delivered)],
    [t('receipt.mails.bounced'), number(mails.bounced)],
    [t('receipt.mails.failed'), number(mails.failed)],
    [t('receipt.mails.spared'), number(mails.spared)],
    [t('receipt.mails.open'), number(mails.open)],
  ];
}
