// What the clock finds due.
import { describe, expect, test } from 'vitest';
import * as memory from '../../simulation/ports/agenda.ts';
import { direct } from '../../simulation/ports/wire.ts';
import { newTable, startCloud } from './cloud.ts';

const cloud = await startCloud();
const io = await import('../../../functions/io/agenda.ts');

const due = (releaseId: string, minute: number) => ({
  releaseId,
  instant: `2026-03-09T08:${String(minute).padStart(2, '0')}:00.000Z`,
});

const places = [
  ['on the local DynamoDB', async () => io.agenda(await newTable(cloud))],
  ['in memory', async () => memory.agenda(memory.newAgenda(), direct)],
] as const;

describe.each(places)('%s', (_, open) => {
  describe('embargoes', () => {
    test('are found up to an instant, that instant included, soonest first', async () => {
      const { addEmbargo, embargoes } = await open();
      for (const one of [due('c', 3), due('b', 2), due('a', 1), due('z', 2)]) await addEmbargo(one);

      expect(await embargoes(due('', 2).instant)).toEqual([due('a', 1), due('b', 2), due('z', 2)]);
      expect(await embargoes(due('', 0).instant)).toEqual([]);
    });

    test('are there once, however often they were added, and gone once they were removed', async () => {
      const { addEmbargo, embargoes, removeEmbargo } = await open();
      await addEmbargo(due('a', 1));
      await addEmbargo(due('a', 1));
      expect(await embargoes(due('', 1).instant)).toHaveLength(1);

      await removeEmbargo(due('a', 1));
      await removeEmbargo(due('a', 1));

      expect(await embargoes(due('', 1).instant)).toEqual([]);
    });

    test('that moved stand beside the one before until that is removed', async () => {
      const { addEmbargo, embargoes, removeEmbargo } = await open();
      await addEmbargo(due('a', 1));
      await addEmbargo(due('a', 5));

      await removeEmbargo(due('a', 1));

      expect(await embargoes(due('', 9).instant)).toEqual([due('a', 5)]);
    });
  });

  test('the hour up to which digests went out is the last that was noted', async () => {
    const { digestHour, noteDigestHour } = await open();
    expect(await digestHour()).toBeUndefined();

    await noteDigestHour(new Date('2026-03-09T08:00:00Z'));
    await noteDigestHour(new Date('2026-03-09T09:00:00Z'));

    expect(await digestHour()).toEqual(new Date('2026-03-09T09:00:00Z'));
  });
});
