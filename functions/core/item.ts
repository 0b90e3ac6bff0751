// An item: what readers find in the place of one edition, in a feed, on a page.
import type { Publication, PublishedEdition } from './publication.ts';
import type { Edition } from './release.ts';

type Place = {
  language: string;
  publication: Publication;
  /** The publication's row of this language. */
  published: PublishedEdition;
};

export type EditionItem = Place & {
  kind: 'edition';
  edition: Edition;
  /** What the last correction tells readers. */
  correction: string | null;
  /** Whom the press may ask. */
  contact: string | null;
};

/** Stands in the place of what was withdrawn. */
export type NoticeItem = Place & {
  kind: 'notice';
  /** Since when. */
  instant: string;
  note: string | null;
};

export type Item = EditionItem | NoticeItem;
