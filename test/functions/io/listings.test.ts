// Channels, pages of the past and languages.
import { describe, expect, test } from 'vitest';
import type { Publication } from '../../../functions/core/publication.ts';
import * as memory from '../../simulation/ports/listings.ts';
import { direct } from '../../simulation/ports/wire.ts';
import { aPublication } from '../../templates/samples.ts';
import { atOnce, newTable, startCloud } from './cloud.ts';

const cloud = await startCloud();
const io = await import('../../../functions/io/listings.ts');

const publication = (revision: number, changes: Partial<Publication> = {}): Publication =>
  aPublication(['en', 'ar'], { revision, ...changes });

const english = { language: 'en', topic: null };

const places = [
  ['on the local DynamoDB', async () => io.listings(await newTable(cloud))],
  ['in memory', async () => memory.listings(memory.newListings(), direct)],
] as const;

describe.each(places)('%s', (_, open) => {
  describe('a channel', () => {
    const on = (day: number, releaseId = `r${day}`, revision = 1) =>
      publication(revision, { releaseId, firstPublished: `2026-03-0${day}T08:00:00.000Z` });

    test('lists its newest releases first, up to the limit', async () => {
      const { list, newest } = await open();
      for (const day of [2, 3, 1]) await list(english, on(day));

      expect((await newest(english, 2)).map(({ releaseId }) => releaseId)).toEqual(['r3', 'r2']);
      expect(await newest({ language: 'ar', topic: null }, 2)).toEqual([]);
    });

    test('has each release once, in its newest version, in its first place', async () => {
      const { list, newest } = await open();
      await list(english, on(2));
      for (const revision of [2, 1, 3, 2]) await list(english, on(1, 'r1', revision));

      expect((await newest(english, 9)).map(({ releaseId, revision }) => [releaseId, revision])).toEqual([
        ['r2', 1],
        ['r1', 3],
      ]);
    });

    test('of a topic is another than that of the language', async () => {
      const { list, newest } = await open();
      await list({ language: 'en', topic: 'water' }, on(1));

      expect(await newest(english, 9)).toEqual([]);
      expect(await newest({ language: 'en', topic: 'water' }, 9)).toHaveLength(1);
    });

    test('of a topic has no release that has left it, and is filled up by those that stay', async () => {
      const { list, newest } = await open();
      const water = { language: 'en', topic: 'water' };
      for (const day of [1, 2, 3, 4]) await list(water, { ...on(day), formerTopics: [] });
      for (const day of [3, 4]) await list(water, { ...on(day, `r${day}`, 2), topics: ['health'] });

      expect((await newest(water, 2)).map(({ releaseId }) => releaseId)).toEqual(['r2', 'r1']);
    });
  });

  describe('the pages of a past', () => {
    const placed = (position: number, revision = 1) =>
      publication(revision, { releaseId: `r${position}`, positions: { en: position } });

    test('hold fifty releases each, in the order in which they came out, each once and in its newest revision', async () => {
      const { archive, page } = await open();
      for (const position of [51, 3, 50, 1]) await archive('en', placed(position));
      for (const revision of [3, 2]) await archive('en', placed(3, revision));

      expect((await page('en', 1)).map(({ releaseId, revision }) => [releaseId, revision])).toEqual([
        ['r1', 1],
        ['r3', 3],
        ['r50', 1],
      ]);
      expect((await page('en', 2)).map(({ releaseId }) => releaseId)).toEqual(['r51']);
      expect(await page('ar', 1)).toEqual([]);
    });

    test('a release has one place in a language for ever, and each place is one release’s', async () => {
      const { position, count } = await open();

      const first = await atOnce(10, (index) => position('en', `r${index}`));
      const again = await atOnce(10, (index) => position('en', `r${index}`));

      expect(first.toSorted((one, other) => one - other)).toEqual(Array.from({ length: 10 }, (_, index) => index + 1));
      expect(again).toEqual(first);
      expect([await count('en'), await count('ar')]).toEqual([10, 0]);
    });

    test('a release that several ask for at once has one place', async () => {
      const { position } = await open();

      expect(new Set(await atOnce(10, () => position('en', 'r1'))).size).toBe(1);
    });
  });

  test('languages are remembered once each, with the release that opened them', async () => {
    const { open: noted, opened } = await open();
    await noted(['fr', 'en'], 'r1');
    await noted(['en', 'ar'], 'r2');

    expect(await opened()).toEqual([
      { language: 'ar', releaseId: 'r2' },
      { language: 'en', releaseId: 'r1' },
      { language: 'fr', releaseId: 'r1' },
    ]);
  });

  test('a release that changed on a day is listed there once, and on no other day', async () => {
    const { noteChange, changes } = await open();
    for (const id of ['r2', 'r1', 'r2']) await noteChange('2026-03-09', id);
    await noteChange('2026-03-10', 'r3');

    expect(await changes('2026-03-09')).toEqual(['r1', 'r2']);
    expect(await changes('2026-03-10')).toEqual(['r3']);
    expect(await changes('2026-03-11')).toEqual([]);
  });
});
