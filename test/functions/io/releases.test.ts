// Heads, publications, addresses and channels.
import { describe, expect, test } from 'vitest';
import type { Publication } from '../../../functions/core/publication.ts';
import type { ReleaseHead } from '../../../functions/core/release-head.ts';
import * as memory from '../../simulation/ports/releases.ts';
import { direct } from '../../simulation/ports/wire.ts';
import { aHead, aPublication } from '../../templates/samples.ts';
import { atOnce, newTable, startCloud } from './cloud.ts';

const cloud = await startCloud();
const io = await import('../../../functions/io/releases.ts');

const head = (revision: number, changes: Partial<ReleaseHead> = {}): ReleaseHead => aHead({ revision, ...changes });

const publication = (revision: number, changes: Partial<Publication> = {}): Publication =>
  aPublication(['en', 'ar'], { revision, ...changes });

const places = [
  ['on the local DynamoDB', async () => io.releases(await newTable(cloud))],
  ['in memory', async () => memory.releases(memory.newReleases(), direct)],
] as const;

describe.each(places)('%s', (_, open) => {
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
});
