// How many copies were planned, against the local DynamoDB.
import { expect, test } from 'vitest';
import { newTable, startCloud } from './cloud.ts';

const cloud = await startCloud();
const io = await import('../../../functions/io/plans.ts');

const bulletin = { releaseId: 'r1', occasion: 'publication' as const };

test('each part is noted once; what was planned by an older revision never overwrites a newer', async () => {
  const { note, of } = io.plans(await newTable(cloud));
  const [first, other] = [
    { firstShard: 0, copies: 3, revision: 1 },
    { firstShard: 8, copies: 5, revision: 1 },
  ];
  for (const plan of [first, first, other]) await note(bulletin, plan);
  expect(await of(bulletin)).toEqual([first, other]);

  await note(bulletin, { ...first, copies: 4, revision: 2 });
  await note(bulletin, first);

  expect(await of(bulletin)).toEqual([{ ...first, copies: 4, revision: 2 }, other]);
  expect(await of({ ...bulletin, releaseId: 'r2' })).toEqual([]);
});
