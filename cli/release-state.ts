// Where each language of a release stands, in words.
import { permalink } from '../functions/core/address.ts';
import type { Publication, PublishedEdition } from '../functions/core/publication.ts';
import { type HeadEdition, missingLanguages, type ReleaseHead } from '../functions/core/release-head.ts';
import { moment } from './moment.ts';

export type LanguageState = {
  language: string;
  text: string;
  /** Where readers find it, or its notice; null while there is nothing to find. */
  address: string | null;
};

type Place = { site: string; zone: string; now: Date };

export function languageStates(
  head: ReleaseHead,
  publication: Publication | undefined,
  { site, zone, now }: Place,
): LanguageState[] {
  const missing = missingLanguages(head);
  const there = Object.entries(head.editions).map(([language, edition]) => {
    const published = publication?.editions[language];
    const waits = isAhead(edition, now) ? moment(edition.embargo ?? '', zone) : undefined;
    return {
      language,
      text: published ? readable(edition, published, waits, zone) : unknown(edition, waits, publication ? [] : missing),
      address: publication && published ? permalink(site, language, publication) : null,
    };
  });
  const absent = missing.map((language) => ({ language, text: 'missing: the release requires it', address: null }));
  return [...there, ...absent];
}

export const isAhead = ({ embargo }: HeadEdition, now: Date): boolean =>
  embargo !== null && embargo > now.toISOString();

function readable(edition: HeadEdition, published: PublishedEdition, waits: string | undefined, zone: string): string {
  if (published.withdrawn) return `withdrawn on ${moment(published.withdrawn.instant, zone)}`;
  if (edition.withdrawn) return 'is being withdrawn';
  const since = `published since ${moment(published.firstPublished, zone)}`;
  const corrected = published.history.length > 1 ? `, corrected on ${moment(published.modified, zone)}` : '';
  if (edition.hash === published.hash) return `${since}${corrected}`;
  return `${since}${corrected}; its newest text ${waits === undefined ? 'is on its way' : `is held until ${waits}`}`;
}

function unknown({ withdrawn }: HeadEdition, waits: string | undefined, missing: string[]): string {
  if (withdrawn) return 'withdrawn before anybody could read it';
  if (missing.length > 0) return `held until ${new Intl.ListFormat('en').format(missing)} is there too`;
  return waits === undefined ? 'on its way' : `held until ${waits}`;
}
