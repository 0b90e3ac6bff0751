// Who gets a copy on an occasion, and in which language.

import type { DigestEntry, LedgerRow } from '../core/ledger.ts';
import { correctedIn, type OccasionKind, withdrawnIn } from '../core/occasion.ts';
import { type Publication, usableLanguages } from '../core/publication.ts';
import { languageFor, type Member, wants } from '../core/subscriber.ts';

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

const none: Share = { kind: 'none' };

/** The occasions of one release. */
export function audienceOf(
  occasion: Exclude<OccasionKind, { kind: 'digest' }>,
  publication: Pick<Publication, 'topics' | 'editions'>,
): Audience {
  if (occasion.kind === 'publication') return newReaders(publication);
  const { kind, version } = occasion;
  const languages = (kind === 'correction' ? correctedIn : withdrawnIn)(publication, version);
  return (member, earlier) => (member.state === 'active' ? readersBefore(languages, version, earlier) : none);
}

function newReaders({ topics, editions }: Pick<Publication, 'topics' | 'editions'>): Audience {
  const offered = usableLanguages({ editions });
  return (member) => {
    const language = languageFor(member, offered);
    if (member.state !== 'active' || language === undefined || !wants(member, topics)) return none;
    return member.frequency === 'immediate' ? { kind: 'copy', language } : { kind: 'later' };
  };
}

/** Who had an earlier version is told in the language they had it in: it is their copy that is wrong. */
function readersBefore(languages: string[], version: number, earlier: LedgerRow | undefined): Share {
  if (!earlier?.language || !languages.includes(earlier.language)) return none;
  if (earlier.version === undefined || earlier.version >= version) return none;
  if (earlier.state === 'SENT') return { kind: 'copy', language: earlier.language };
  return earlier.state === 'CLAIMED' || earlier.state === 'UNKNOWN' ? { kind: 'waits' } : none;
}
