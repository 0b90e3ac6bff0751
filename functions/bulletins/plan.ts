// Who gets a copy, in which language.
import { BULK } from '../core/bulletin.ts';
import type { CopiesDue } from '../core/messages.ts';
import type { Publication } from '../core/publication.ts';
import { languageFor, type Subscriber, wants } from '../core/subscriber.ts';

/** Messages of at most 50 subscribers of one language each. Who reads none of the release's languages is left out. */
export function plan(
  audience: Subscriber[],
  publication: Pick<Publication, 'releaseId' | 'topics' | 'editions'>,
  occasion: CopiesDue['occasion'],
): CopiesDue[] {
  const offered = Object.keys(publication.editions);
  const readers = audience.filter(
    (subscriber) => subscriber.state === 'active' && wants(subscriber, publication.topics),
  );
  const byLanguage = Map.groupBy(readers, (subscriber) => languageFor(subscriber, offered));
  return offered.flatMap((language) => {
    const ids = (byLanguage.get(language) ?? []).map(({ id }) => id);
    const chunks = Array.from({ length: Math.ceil(ids.length / BULK) }, (_, at) =>
      ids.slice(at * BULK, (at + 1) * BULK),
    );
    return chunks.map((subscriberIds) => ({ releaseId: publication.releaseId, occasion, language, subscriberIds }));
  });
}
