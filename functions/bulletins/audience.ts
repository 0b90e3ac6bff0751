// Who gets a copy on an occasion, and in which language.

import { inNewsroomOrder } from '../../templates/named.ts';
import type { DigestEntry, LedgerRow } from '../core/ledger.ts';
import type { Newsroom } from '../core/newsroom.ts';
import { correctedIn, type OccasionKind, withdrawnIn } from '../core/occasion.ts';
import { type Publication, usableLanguages } from '../core/publication.ts';
import { isReading, languageFor, type Member, readsAtOnce, wants } from '../core/subscriber.ts';

/**
 * `waits`: their earlier copy is under way, and nobody knows yet whether they get this one. `later`: in a digest.
 */
export type Share =
  | { kind: 'copy'; language: string; entries?: DigestEntry[] }
  | { kind: 'none' }
  | { kind: 'waits' }
  | { kind: 'later' };

/** What a subscriber gets; `earlier` is the row of their copy of the release, where there is one. */
export type Audience = (member: Member, earlier: LedgerRow | undefined) => Share;

/** `now` is when it is planned. */
export type Circumstances = { newsroom: Pick<Newsroom, 'languages'>; now: Date };

const none: Share = { kind: 'none' };

/** The occasions of one release. */
export function audienceOf(
  occasion: Exclude<OccasionKind, { kind: 'digest' }>,
  publication: Pick<Publication, 'topics' | 'editions'>,
  circumstances: Circumstances,
): Audience {
  if (occasion.kind === 'publication') return newReaders(publication, circumstances);
  const { kind, version } = occasion;
  const languages = (kind === 'correction' ? correctedIn : withdrawnIn)(publication, version);
  return (member, earlier) =>
    isReading(member, circumstances.now) ? readersBefore(languages, version, earlier) : none;
}

function newReaders(
  { topics, editions }: Pick<Publication, 'topics' | 'editions'>,
  { newsroom, now }: Circumstances,
): Audience {
  const offered = inNewsroomOrder(usableLanguages({ editions }), newsroom);
  return (member) => {
    const language = languageFor(member, offered);
    if (!isReading(member, now) || language === undefined || !wants(member, topics)) return none;
    const isAtOnce = readsAtOnce(member, editions[language]?.firstPublished ?? '');
    return isAtOnce ? { kind: 'copy', language } : { kind: 'later' };
  };
}

/** Who had an earlier version is told in the language they had it in: it is their copy that is wrong. */
function readersBefore(languages: string[], version: number, earlier: LedgerRow | undefined): Share {
  if (!earlier?.language || !languages.includes(earlier.language)) return none;
  if (earlier.version === undefined || earlier.version >= version) return none;
  if (earlier.state === 'SENT') return { kind: 'copy', language: earlier.language };
  return earlier.state === 'CLAIMED' || earlier.state === 'UNKNOWN' ? { kind: 'waits' } : none;
}
