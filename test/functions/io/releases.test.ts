// Heads, publications, addresses and channels, against the local DynamoDB.
import { describe, expect, test } from 'vitest';
import type { Publication } from '../../../functions/core/publication.ts';
import type { ReleaseHead } from '../../../functions/core/release-head.ts';
import { aHead, aPublication } from '../../templates/samples.ts';
import { atOnce, newTable, startCloud } from './cloud.ts';

const cloud = await startCloud();
const io = await import('../../../functions/io/releases.ts');
const open = async () => io.releases(await newTable(cloud));

const head = (revision: number, changes: Partial<ReleaseHead> = {}): ReleaseHead => aHead({ revision, ...changes });

const publication = (revision: number, changes: Partial<Publication> = {}): Publication =>
  aPublication(['en', 'ar'], { revision, ...changes });

const english = { language: 'en', topic: null };

describe('the head of a release', () => {
  test('is none before its first upload', async () => {
    expect(await (await open()).head('r1')).toBeUndefined();
  });

  test('comes back as it was committed', async () => {
    const { commit, head: read } = await open();

    expect(await commit(head(1))).toBe(true);

    expect(await read('r1')).toEqual(head(1));
  });

  test('is made by one of many that come at once', async () => {
    const { commit } = await open();

    const won = await atOnce(10, (index) => commit(head(1, { version: index + 1 })));

    expect(won.filter(Boolean)).toHaveLength(1);
  });

  test('moves on only from what was read', async () => {
    const { commit, head: read } = await open();
    await commit(head(1));

    const won = await Promise.all([commit(head(2, { version: 2 })), commit(head(2, { version: 2 }))]);

    expect(won.toSorted()).toEqual([false, true]);
    expect(await commit(head(1))).toBe(false);
    expect(await commit(head(4))).toBe(false);
    expect(await read('r1')).toMatchObject({ revision: 2, version: 2 });
  });
});

describe('a publication', () => {
  test('is replaced by its next revision only', async () => {
    const { publish, publication: read } = await open();

    expect(await publish(publication(2))).toBe(false);
    expect(await publish(publication(1))).toBe(true);
    expect(await publish(publication(1, { slug: 'other' }))).toBe(false);
    expect(await publish(publication(3))).toBe(false);
    expect(await publish(publication(2))).toBe(true);

    expect(await read('r1')).toEqual(publication(2));
  });
});

describe('an address', () => {
  test('belongs to the first release that claims it, for ever', async () => {
    const { claimAddress } = await open();

    expect(await claimAddress('2026/03/accord', 'r1')).toBe(true);
    expect(await claimAddress('2026/03/accord', 'r2')).toBe(false);
    expect(await claimAddress('2026/03/accord', 'r1')).toBe(true);
  });

  test('goes to one of many that claim it at once', async () => {
    const { claimAddress } = await open();

    const won = await atOnce(10, (index) => claimAddress('2026/03/accord', `r${index}`));

    expect(won.filter(Boolean)).toHaveLength(1);
  });
});

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

test('languages are remembered once each', async () => {
  const { open: opened, languages } = await open();
  await opened(['fr', 'en']);
  await opened(['en', 'ar']);

  expect(await languages()).toEqual(['ar', 'en', 'fr']);
});
