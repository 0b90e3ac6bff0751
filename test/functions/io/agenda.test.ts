// What the clock finds due, against the local DynamoDB.
import { describe, expect, test } from 'vitest';
import { newTable, startCloud } from './cloud.ts';

const cloud = await startCloud();
const io = await import('../../../functions/io/agenda.ts');
const open = async () => io.agenda(await newTable(cloud));

const due = (releaseId: string, minute: number) => ({
  releaseId,
  instant: `2026-03-09T08:${String(minute).padStart(2, '0')}:00.000Z`,
});

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

test('a bulletin is open until it is closed, and may be opened again', async () => {
  const { openBulletin, openBulletins, closeBulletin } = await open();
  const bulletin = { releaseId: 'r1', occasion: 'publication' as const, openedAt: due('', 1).instant };
  await openBulletin(bulletin);
  await openBulletin(bulletin);
  expect(await openBulletins()).toEqual([{ ...bulletin, isSettled: false }]);

  await closeBulletin(bulletin);
  expect(await openBulletins()).toEqual([]);

  await openBulletin({ ...bulletin, openedAt: due('', 2).instant });
  expect(await openBulletins()).toHaveLength(1);
});

test('a bulletin is settled before it is closed; one that was opened again meanwhile is neither', async () => {
  const { openBulletin, openBulletins, settleBulletin, closeBulletin } = await open();
  const bulletin = { releaseId: 'r1', occasion: 'publication' as const, openedAt: due('', 1).instant };
  const again = { ...bulletin, openedAt: due('', 2).instant };
  await openBulletin(bulletin);
  expect(await settleBulletin(bulletin)).toBe(true);
  expect(await openBulletins()).toEqual([{ ...bulletin, isSettled: true }]);

  await openBulletin(again);
  expect(await settleBulletin(bulletin)).toBe(false);
  expect(await closeBulletin(bulletin)).toBe(false);

  expect(await openBulletins()).toEqual([{ ...again, isSettled: false }]);
});
