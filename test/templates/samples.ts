// The samples as they reach pages and mails, and a release made to break them.
import { readdirSync, readFileSync } from 'node:fs';
import { h } from 'hastscript';
import { parse } from 'yaml';
import type { EditionItem, NoticeItem } from '../../functions/core/item.ts';
import { newsroom } from '../../functions/core/newsroom.ts';
import type { Publication, PublishedEdition } from '../../functions/core/publication.ts';
import type { Edition, Release } from '../../functions/core/release.ts';
import type { ReleaseHead, Upload } from '../../functions/core/release-head.ts';
import { understand } from '../../functions/ingest/understand.ts';

export const highlands = newsroom(parse(readFileSync('newsroom.yaml', 'utf8')));

export const setting = { newsroom: highlands, site: 'https://news.example', styleHref: '/assets/style.0.css' };

export const hostile = `<script>alert(1)</script> & "quoted" 'text'`;

export const anEdition = (changes: Partial<Edition> = {}): Edition => ({
  language: 'en',
  headline: 'Reservoir opens',
  subheadline: null,
  dateline: { text: '9 March 2026, Upper Glenmore', date: '2026-03-09', place: 'Upper Glenmore' },
  body: { type: 'root', children: [h('p', 'The reservoir opened today.')] },
  summary: 'The reservoir opened today.',
  ...changes,
});

/** The row of an edition; with another `modified` it was corrected. */
export const published = (firstPublished: string, modified = firstPublished): PublishedEdition => {
  const first = { version: 1, contentHash: '0', published: firstPublished };
  return {
    ...{ version: 1, contentHash: '0', hash: '0' },
    ...{ firstPublished, modified, embargo: null, withdrawn: null },
    history: modified === firstPublished ? [first] : [first, { version: 2, contentHash: '1', published: modified }],
  };
};

/** What readers find of an edition. */
export const anItem = (edition: Edition, publication: Publication, correction: string | null = null): EditionItem => ({
  kind: 'edition',
  ...{ language: edition.language, edition, publication, correction, contact: null },
  published: publication.editions[edition.language] ?? published(publication.firstPublished),
});

/** What readers find where the edition in `language` was withdrawn. */
export const aNotice = (language: string, note: string | null = null): NoticeItem => {
  const instant = '2026-03-12T08:00:00.000Z';
  const row = {
    ...published('2026-03-09T08:00:00Z'),
    history: [],
    withdrawn: { version: 3, contentHash: '3', instant },
  };
  const publication = aPublication(['en', 'ar'], {
    editions: { en: published('2026-03-09T08:00:00Z'), [language]: row },
  });
  return { kind: 'notice', language, publication, published: row, instant, note };
};

export const aRelease = (editions: Edition[], changes: Partial<Release> = {}): Release => ({
  ...{ id: 'r1', key: 'a.txt', date: '2026-03-09', embargoes: {}, topics: ['water'], slug: null, notify: null },
  ...{ require: null, correction: null, withdrawal: null, reinstates: false, contact: null, editions },
  ...changes,
});

/** A head of these languages. */
export const aHead = (changes: Partial<ReleaseHead> = {}): ReleaseHead => ({
  ...{ releaseId: 'r1', revision: 1, version: 1, topics: [], notify: true, require: [], editions: {} },
  uploads: [anUpload()],
  ...changes,
});

export const anUpload = (changes: Partial<Upload> = {}): Upload => ({
  ...{ key: 'a.txt', sequencer: '10', receivedAt: '2026-03-09T08:00:00.000Z', contentHash: 'A', receipt: 'receipts/a' },
  ...{ editions: {}, topics: null, notify: null, require: null, withdrawal: null, reinstates: false },
  ...changes,
});

export const aPublication = (languages: string[] = ['en'], changes: Partial<Publication> = {}): Publication => {
  const firstPublished = '2026-03-09T08:00:00Z';
  const edition = published(firstPublished);
  return {
    releaseId: 'r1',
    revision: 1,
    version: 1,
    year: '2026',
    month: '03',
    slug: 'reservoir',
    topics: ['water'],
    formerTopics: [],
    firstPublished,
    positions: Object.fromEntries(languages.map((language) => [language, 1])),
    editions: Object.fromEntries(languages.map((language) => [language, edition])),
    ...changes,
  };
};

const releases: Release[] = await Promise.all(
  readdirSync('samples')
    .filter((name) => !name.endsWith('.csv'))
    .map(async (name) => {
      const { release, problems } = await understand({ key: name, bytes: readFileSync(`samples/${name}`) }, highlands);
      if (!release) throw new Error(`${name}: ${JSON.stringify(problems)}`);
      return release;
    }),
);

/** Every edition of every sample, with its publication. */
export const samples = releases.flatMap((release) => {
  const languages = release.editions.map(({ language }) => language);
  const publication = aPublication(languages, { releaseId: release.id, topics: release.topics ?? [] });
  return release.editions.map((edition) => ({ edition, publication }));
});
