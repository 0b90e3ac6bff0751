// The samples as they reach pages and mails, and a release made to break them.
import { readdirSync, readFileSync } from 'node:fs';
import { h } from 'hastscript';
import { parse } from 'yaml';
import { newsroom } from '../../functions/core/newsroom.ts';
import type { Publication } from '../../functions/core/publication.ts';
import type { Edition, Release } from '../../functions/core/release.ts';
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

export const published = (firstPublished: string, modified = firstPublished) => ({
  ...{ version: 1, contentHash: '0', hash: '0' },
  ...{ firstPublished, modified },
});

export const aPublication = (languages: string[] = ['en'], changes: Partial<Publication> = {}): Publication => {
  const firstPublished = '2026-03-09T08:00:00Z';
  const edition = published(firstPublished);
  return {
    releaseId: 'r1',
    version: 1,
    contentHash: '0',
    year: '2026',
    month: '03',
    slug: 'reservoir',
    topics: ['water'],
    firstPublished,
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
  const publication = aPublication(languages, { releaseId: release.id, topics: release.topics });
  return release.editions.map((edition) => ({ edition, publication }));
});
