import { expect, test } from 'vitest';
import { newTable, startCloud } from './cloud.ts';

const cloud = await startCloud();
const { aliases } = await import('../../../functions/io/aliases.ts');
const { subscribers } = await import('../../../functions/io/subscribers.ts');

test('a hash stands for itself, for another id after a change, and for itself again', async () => {
  const table = await newTable(cloud);
  const { alias, idOf } = subscribers(table);
  const { idsOf } = aliases(table);
  const [same, changed, back] = ['same-1234567', 'changed-1234', 'back-1234567'];
  await alias(changed, 'other-123456');
  await alias(back, 'other-123456');
  await alias(back);

  const ids = await idsOf([same, changed, back]);

  expect([...ids]).toEqual([
    [same, same],
    [changed, 'other-123456'],
    [back, back],
  ]);
  for (const [hash, id] of ids) expect(await idOf(hash)).toBe(id);
});
