// What subscribers are written to for.
import * as z from 'zod/mini';
import { type Publication, type PublishedEdition, usableLanguages } from './publication.ts';

/** Stands for the release in the bulletin of a digest, which is of many. */
export const DIGEST = 'digest';

/**
 * What a bulletin is sent for. A correction or withdrawal is named by the version of the release that brought it, a
 * digest by the hour (UTC) at which its readers get it: "daily-20261125T07".
 */
export const Occasion = z.union([
  z.literal('publication'),
  z.templateLiteral([z.enum(['correction', 'withdrawal']), '-', z.string().check(z.regex(/^[1-9]\d*$/))]),
  z.templateLiteral([z.enum(['daily', 'weekly']), '-', z.string().check(z.regex(/^\d{8}T\d{2}$/))]),
]);
export type Occasion = z.infer<typeof Occasion>;

export type Frequency = 'daily' | 'weekly';

export type OccasionKind =
  | { kind: 'publication' }
  | { kind: 'correction' | 'withdrawal'; version: number }
  | { kind: 'digest'; frequency: Frequency; hour: Date };

/** What the occasion's name says. */
export function kindOf(occasion: Occasion): OccasionKind {
  const [kind = '', rest = ''] = occasion.split('-');
  if (kind === 'correction' || kind === 'withdrawal') return { kind, version: Number(rest) };
  if (kind !== 'daily' && kind !== 'weekly') return { kind: 'publication' };
  const [, day = '', hour = ''] = /^(\d{8})T(\d{2})$/.exec(rest) ?? [];
  const date = day.replace(/(....)(..)(..)/, '$1-$2-$3');
  return { kind: 'digest', frequency: kind, hour: new Date(`${date}T${hour}:00:00Z`) };
}

/** The occasion of the digest of that hour. */
export const digestAt = (frequency: Frequency, hour: Date): Occasion =>
  `${frequency}-${hour.toISOString().slice(0, 13).replaceAll('-', '')}`;

/** The languages in which readers had something else of it before, by the version that changed them. */
export const correctedIn = ({ editions }: Pick<Publication, 'editions'>, version: number): string[] =>
  usableLanguages({ editions }).filter((language) => {
    const edition = editions[language];
    return edition?.version === version && edition.modified > edition.firstPublished;
  });

/** The version that took it back: one that says so once more is no news. */
const takenBackBy = ({ withdrawn }: PublishedEdition): number | undefined => withdrawn?.first ?? withdrawn?.version;

/** The languages that this version took back. */
export const withdrawnIn = ({ editions }: Pick<Publication, 'editions'>, version: number): string[] =>
  Object.entries(editions).flatMap(([language, edition]) => (takenBackBy(edition) === version ? [language] : []));

/** What there is to write to subscribers about a publication as it stands. */
export function occasionsOf(publication: Pick<Publication, 'editions'>): Occasion[] {
  const all = Object.values(publication.editions);
  const corrections = all.map(({ version }) => version).filter((one) => correctedIn(publication, one).length > 0);
  const withdrawals = all.flatMap((edition) => takenBackBy(edition) ?? []);
  return [
    ...(usableLanguages(publication).length > 0 ? (['publication'] as const) : []),
    ...[...new Set(corrections)].map((version) => `correction-${version}` as const),
    ...[...new Set(withdrawals)].map((version) => `withdrawal-${version}` as const),
  ];
}
