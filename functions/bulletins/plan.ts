// Who gets a copy, in which language.
import { BULK } from '../core/bulletin.ts';
import type { CopiesDue } from '../core/messages.ts';
import { type Publication, usableLanguages } from '../core/publication.ts';
import { languageFor, type Subscriber, wants } from '../core/subscriber.ts';

/** `open` are messages that have room left for more of the audience. */
export type Plan = { full: CopiesDue[]; open: CopiesDue[] };

/**
 * Messages of at most 50 subscribers of one language each, those of `open` filled up first. Who reads none of the
 * release's languages is left out.
 */
export function plan(
  audience: Subscriber[],
  { releaseId, topics, editions }: Pick<Publication, 'releaseId' | 'topics' | 'editions'>,
  occasion: CopiesDue['occasion'],
  open: CopiesDue[] = [],
): Plan {
  const offered = usableLanguages({ editions });
  const readers = audience.filter((subscriber) => subscriber.state === 'active' && wants(subscriber, topics));
  const byLanguage = Map.groupBy(readers, (subscriber) => languageFor(subscriber, offered));
  const messages = offered.flatMap((language) => {
    const waiting = open.find((message) => message.language === language)?.subscriberIds ?? [];
    const ids = [...waiting, ...(byLanguage.get(language) ?? []).map(({ id }) => id)];
    const chunks = Array.from({ length: Math.ceil(ids.length / BULK) }, (_, at) =>
      ids.slice(at * BULK, (at + 1) * BULK),
    );
    return chunks.map((subscriberIds) => ({ releaseId, occasion, language, subscriberIds }));
  });
  const isFull = ({ subscriberIds }: CopiesDue) => subscriberIds.length === BULK;
  return { full: messages.filter(isFull), open: messages.filter((message) => !isFull(message)) };
}
