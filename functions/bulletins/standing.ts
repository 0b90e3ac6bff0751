// Whether a subscriber may still be written to, seconds before the mail goes out.
import { inNewsroomOrder } from '../../templates/named.ts';
import type { Newsroom } from '../core/newsroom.ts';
import { correctedIn, type OccasionKind, withdrawnIn } from '../core/occasion.ts';
import { type Publication, usableLanguages } from '../core/publication.ts';
import { isReading, languageFor, readsAtOnce, type Subscriber, wants } from '../core/subscriber.ts';

/**
 * `gone` leaves no trace: an erased subscriber has no row to tell of. `other`: their copy is due in another language by
 * now; undefined where it isn't due at all.
 */
export type Standing =
  | { kind: 'send' | 'SUPPRESSED' | 'UNSUBSCRIBED' | 'gone' }
  | { kind: 'other'; language: string | undefined };

export function standing(
  subscriber: Subscriber | undefined,
  isSuppressed: boolean,
  languageOf: (subscriber: Subscriber) => string | undefined,
  planned: string,
  now: Date,
): Standing {
  if (isSuppressed) return { kind: 'SUPPRESSED' };
  if (!subscriber) return { kind: 'gone' };
  if (subscriber.state !== 'active') return { kind: 'UNSUBSCRIBED' };
  const language = isReading(subscriber, now) ? languageOf(subscriber) : undefined;
  return language === planned ? { kind: 'send' } : { kind: 'other', language };
}

/** The language in which a copy is due now: what was planned may have been withdrawn, or put under other topics, since. */
export function languageNow(
  occasion: Exclude<OccasionKind, { kind: 'digest' }>,
  planned: string,
  publication: Publication,
  newsroom: Pick<Newsroom, 'languages'>,
): (subscriber: Subscriber) => string | undefined {
  if (occasion.kind === 'publication') {
    const offered = inNewsroomOrder(usableLanguages(publication), newsroom);
    return (subscriber) => {
      const language = wants(subscriber, publication.topics) ? languageFor(subscriber, offered) : undefined;
      const published = publication.editions[language ?? '']?.firstPublished ?? '';
      return readsAtOnce(subscriber, published) ? language : undefined;
    };
  }
  const { kind, version } = occasion;
  const languages = (kind === 'correction' ? correctedIn : withdrawnIn)(publication, version);
  return () => languages.find((language) => language === planned);
}
