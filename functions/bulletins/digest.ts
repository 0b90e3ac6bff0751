// What is in a reader's digest.

import { inNewsroomOrder } from '../../templates/named.ts';
import { isDue, previousHour, type Rhythm } from '../core/digest-hour.ts';
import type { DigestEntry } from '../core/ledger.ts';
import type { Newsroom } from '../core/newsroom.ts';
import type { Frequency } from '../core/occasion.ts';
import { type Publication, type PublishedEdition, usableLanguages } from '../core/publication.ts';
import { isReading, languageFor, type Member, wants } from '../core/subscriber.ts';
import type { Audience, Share } from './audience.ts';

/** A mail may hold so many; the newsroom has the others. */
const MOST = 30;

const none: Share = { kind: 'none' };

type Change = Pick<Publication, 'releaseId' | 'topics' | 'editions' | 'firstPublished'>;

/** Who gets the digest of that hour, of the releases that changed lately; who would find nothing in it gets none. */
export function digestAudience(
  frequency: Frequency,
  hour: Date,
  changes: Change[],
  newsroom: Pick<Newsroom, 'languages'>,
): Audience {
  const newest = changes.toSorted((one, other) => (one.firstPublished < other.firstPublished ? 1 : -1));
  // The same for all readers of a zone.
  const windows = new Map<string, string | null>();
  const since = (rhythm: Rhythm): string | null => {
    const name = `${rhythm.hour} ${rhythm.timezone}`;
    const known = windows.get(name);
    if (known !== undefined) return known;
    const from = isDue(rhythm, hour) ? previousHour(rhythm, hour).toISOString() : null;
    windows.set(name, from);
    return from;
  };
  return (member) => {
    if (!isReading(member, hour) || member.frequency !== frequency) return none;
    const from = since({ ...member, frequency });
    if (from === null) return none;
    const entries = entriesFor(member, newest, { from: hadUntil(member, from), to: hour.toISOString() }, newsroom);
    const [first] = entries;
    return first ? { kind: 'copy', language: languageOf(member, entries) ?? first.language, entries } : none;
  };
}

/** Who chose another rhythm since the last digest of this one had, by the former, what came out until then. */
const hadUntil = ({ formerRhythm }: Member, last: string): string =>
  formerRhythm !== null && formerRhythm.at > last ? formerRhythm.had : last;

/** The mail itself is in the first of their languages that anything in it is in. */
const languageOf = (member: Member, entries: DigestEntry[]): string | undefined =>
  languageFor(
    member,
    entries.map(({ language }) => language),
  );

/** Instants; what came out at `from` was in the digest before. */
type Window = { from: string; to: string };

const entriesFor = (
  member: Member,
  changes: Change[],
  window: Window,
  newsroom: Pick<Newsroom, 'languages'>,
): DigestEntry[] =>
  changes
    .filter(({ topics }) => wants(member, topics))
    .flatMap((change) => entryFor(member, change, window, newsroom))
    .slice(0, MOST);

function entryFor(
  member: Member,
  { releaseId, editions }: Change,
  window: Window,
  newsroom: Pick<Newsroom, 'languages'>,
): DigestEntry[] {
  const among = (offered: string[]) => languageFor(member, inNewsroomOrder(offered, newsroom));
  const language = among(usableLanguages({ editions })) ?? among(Object.keys(editions));
  const edition = language === undefined ? undefined : editions[language];
  if (language === undefined || !edition) return [];
  const status = statusIn(edition, window);
  return status === undefined ? [] : [{ releaseId, language, status }];
}

/** What happened to an edition in that time, for who knew of it before; undefined where they needn't be told. */
function statusIn(
  { firstPublished, modified, withdrawn }: PublishedEdition,
  { from, to }: Window,
): DigestEntry['status'] | undefined {
  const isWithin = (instant: string) => instant > from && instant <= to;
  if (withdrawn) return firstPublished <= from && isWithin(withdrawn.instant) ? 'withdrawn' : undefined;
  if (isWithin(firstPublished)) return 'new';
  return firstPublished <= from && isWithin(modified) ? 'corrected' : undefined;
}
