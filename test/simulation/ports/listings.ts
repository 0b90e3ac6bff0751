import { pageOf } from '../../../functions/core/archive-page.ts';
import { type Channel, channelId } from '../../../functions/core/channel.ts';
import type { Publication } from '../../../functions/core/publication.ts';
import type { Listings } from '../../../functions/io/listings.ts';
import { made, putIf, sorted } from './rows.ts';
import type { Wire } from './wire.ts';

export type ListingStore = {
  channels: Map<string, Map<string, Publication>>;
  pages: Map<string, Map<string, Publication>>;
  counts: Map<string, number>;
  positions: Map<string, number>;
  changes: Map<string, Set<string>>;
  openers: Map<string, { language: string; releaseId: string }>;
};

export const newListings = (): ListingStore => ({
  channels: new Map(),
  pages: new Map(),
  counts: new Map(),
  positions: new Map(),
  changes: new Map(),
  openers: new Map(),
});

export function listings(store: ListingStore, { read, write }: Wire): Listings {
  const putRow = (
    name: string,
    rows: Map<string, Map<string, Publication>>,
    pk: string,
    sk: string,
    row: Publication,
  ) =>
    write(name, () => {
      const partition = made(rows, pk, () => new Map<string, Publication>());
      putIf(partition, sk, row, (there) => there === undefined || there.revision < row.revision);
    });

  return {
    list(channel: Channel, publication) {
      const first = publication.editions[channel.language]?.firstPublished ?? publication.firstPublished;
      const sk = `${first}#${publication.releaseId}`;
      return putRow('listings.list', store.channels, channelId(channel), sk, publication);
    },

    newest: (channel, limit) =>
      read('listings.newest', () =>
        sorted(store.channels.get(channelId(channel)))
          .reverse()
          .filter(({ topics }) => channel.topic === null || topics.includes(channel.topic))
          .slice(0, limit),
      ),

    archive(language, publication) {
      const pk = `${language}#${pageOf(publication.positions[language] ?? 1)}`;
      return putRow('listings.archive', store.pages, pk, publication.releaseId, publication);
    },

    page: (language, page) =>
      read('listings.page', () =>
        sorted(store.pages.get(`${language}#${page}`)).sort(
          (one, other) => (one.positions[language] ?? 0) - (other.positions[language] ?? 0),
        ),
      ),

    noteChange: (day, releaseId) =>
      write('listings.noteChange', () => void made(store.changes, day, () => new Set()).add(releaseId)),

    changes: (day) => read('listings.changes', () => [...(store.changes.get(day) ?? [])].sort()),

    count: (language) => read('listings.count', () => store.counts.get(language) ?? 0),

    async position(language, releaseId) {
      const key = `${language}#${releaseId}`;
      const known = await read('listings.position', () => store.positions.get(key));
      if (known !== undefined) return known;
      const position = await write('listings.position', () => {
        const next = (store.counts.get(language) ?? 0) + 1;
        store.counts.set(language, next);
        return next;
      });
      const isFirst = (there: number | undefined) => there === undefined;
      if (await write('listings.position', () => putIf(store.positions, key, position, isFirst))) return position;
      return read('listings.position', () => store.positions.get(key) ?? 0);
    },

    async open(languages, releaseId) {
      for (const language of languages) {
        const opener = { language, releaseId };
        await write('listings.open', () => putIf(store.openers, language, opener, (there) => there === undefined));
      }
    },

    opened: () => read('listings.opened', () => sorted(store.openers)),
  };
}
