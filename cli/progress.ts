// What became of a release, as its receipt tells it, in words.
import type { Progress } from '../functions/core/receipt.ts';
import { moment } from './moment.ts';

export const mailsInWords = ({ mails, bulletins }: Pick<Progress, 'mails' | 'bulletins'>): string => {
  const later = bulletins.reduce((sum, bulletin) => sum + bulletin.later, 0);
  const [left] = bulletins.flatMap(({ secondsLeft }) => secondsLeft ?? []);
  const [paused] = bulletins.flatMap((bulletin) => bulletin.paused ?? []);
  const { planned, accepted, delivered, bounced, failed, spared, open } = mails;
  const isFinal = bulletins.every((one) => one.planned !== null && !one.isEstimate);
  return [
    planned === null ? 'not yet counted' : `${isFinal ? '' : 'about '}${planned} planned`,
    `${accepted} accepted, ${delivered} delivered, ${bounced} bounced, ${failed} failed, ${open} open`,
    ...(spared > 0 ? [`${spared} spared: the readers had left`] : []),
    ...(later > 0 ? [`${later} in a digest, later`] : []),
    ...(left === undefined ? [] : [`about ${left} s left`]),
    ...(paused ? [`paused by SES since ${paused.since}: ${paused.reason}`] : []),
  ].join(', ');
};

/** Nothing where no outlet asked to be told. */
export const outletsInWords = ({ outlets }: Pick<Progress, 'outlets'>): string[] => {
  if (!outlets) return [];
  const { asked, taken, waiting } = outlets;
  const hosts = waiting.length === 0 ? '' : `; not yet: ${new Intl.ListFormat('en').format(waiting)}`;
  return [`outlets: ${taken} of ${asked} have the newest version${hosts}`];
};

export function progressInWords(progress: Progress, zone: string): string[] {
  const { published, held, missing } = progress;
  return [
    ...published.map(
      ({ language, url, withdrawn }) => `${language}: ${withdrawn ? 'withdrawn; the notice is at ' : ''}${url}`,
    ),
    ...held.map(({ language, until }) => `${language}: held until ${moment(until, zone)}`),
    ...missing.map((language) => `${language}: missing, and required`),
    ...(published.length === 0 ? [] : [`mails: ${mailsInWords(progress)}`]),
    ...outletsInWords(progress),
  ];
}

/** Whether nothing more is to be seen soon: all is out, or what is left waits for its hour, which may be days away. */
export const isSettled = ({ done, held, published, mails: { open, planned } }: Progress): boolean =>
  done || (held.length > 0 && (published.length === 0 || (open === 0 && planned !== null)));
