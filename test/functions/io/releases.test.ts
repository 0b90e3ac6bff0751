// Heads, publications, addresses and channels, against the local DynamoDB.
import { describe, expect, test } from 'vitest';
import type { Publication } from '../../../functions/core/publication.ts';
import type { ReleaseHead } from '../../../functions/core/release-head.ts';
import { aPublication } from '../../templates/samples.ts';
import { atOnce, newTable, startCloud } from './cloud.ts';

const cloud = await startCloud();
const io = await import('../../../functions/io/releases.ts');
const open = async () => io.releases(await newTable(cloud));

const head = (version: number, sequencer: string): ReleaseHead => ({
  ...{ releaseId: 'r1', key: 'a.txt', version, sequencer, contentHash: `content ${version}`, embargo: null },
  receivedAt: '2026-03-09T08:00:00.000Z',
  versions: [],
});

const publication = (version: number, changes: Partial<Publication> = {}): Publication =>
  aPublication(['en', 'ar'], { version, ...changes });

const english = { language: 'en', topic: null };

describe('the head of a release', () => {
  test('is none before its first upload', async () => {
    expect(await (await open()).head('r1')).toBeUndefined();
  });

  test('comes back as it was committed', async () => {
    const { commit, head: read } = await open();

    expect(await commit(head(1, '10'), undefined)).toBe(true);

    expect(await read('r1')).toEqual(head(1, '10'));
  });

  test('is made by one of many that come at once', async () => {
    const { commit } = await open();

    const won = await atOnce(10, (index) => commit(head(1, String(10 + index)), undefined));

    expect(won.filter(Boolean)).toHaveLength(1);
  });

  test('moves on only from what was read', async () => {
    const { commit, head: read } = await open();
    await commit(head(1, '10'), undefined);

    const won = await Promise.all([commit(head(2, '20'), head(1, '10')), commit(head(2, '30'), head(1, '10'))]);

    expect(won.toSorted()).toEqual([false, true]);
    expect(await read('r1')).toMatchObject({ version: 2 });
  });

  test('does not move on from a newer event that kept its version', async () => {
    const { commit } = await open();
    await commit(head(1, '10'), undefined);
    await commit(head(1, '20'), head(1, '10'));

    expect(await commit(head(2, '15'), head(1, '10'))).toBe(false);
  });
});

describe('a publication', () => {
  test('is replaced by a newer version only', async () => {
    const { publish, publication: read } = await open();

    expect(await publish(publication(2))).toBe(true);
    expect(await publish(publication(1))).toBe(false);
    expect(await publish(publication(2, { slug: 'other' }))).toBe(false);
    expect(await publish(publication(3))).toBe(true);

    expect(await read('r1')).toEqual(publication(3));
  });

  test('ends at the newest version, whatever the order of many at once', async () => {
    const { publish, publication: read } = await open();

    await atOnce(9, (index) => publish(publication(((index * 4) % 9) + 1)));

    expect(await read('r1')).toMatchObject({ version: 9 });
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
  const on = (day: number, releaseId = `r${day}`, version = 1) =>
    publication(version, { releaseId, firstPublished: `2026-03-0${day}T08:00:00.000Z` });

  test('lists its newest releases first, up to the limit', async () => {
    const { list, newest } = await open();
    for (const day of [2, 3, 1]) await list(english, on(day));

    expect((await newest(english, 2)).map(({ releaseId }) => releaseId)).toEqual(['r3', 'r2']);
    expect(await newest({ language: 'ar', topic: null }, 2)).toEqual([]);
  });

  test('has each release once, in its newest version, in its first place', async () => {
    const { list, newest } = await open();
    await list(english, on(2));
    for (const version of [2, 1, 3, 2]) await list(english, on(1, 'r1', version));

    expect((await newest(english, 9)).map(({ releaseId, version }) => [releaseId, version])).toEqual([
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
});

test('languages are remembered once each', async () => {
  const { open: opened, languages } = await open();
  await opened(['fr', 'en']);
  await opened(['en', 'ar']);

  expect(await languages()).toEqual(['ar', 'en', 'fr']);
});
