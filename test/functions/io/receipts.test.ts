// Of which receipts the newsroom was told.
import { describe, expect, test } from 'vitest';
import * as memory from '../../simulation/ports/receipts.ts';
import { direct } from '../../simulation/ports/wire.ts';
import { atOnce, newTable, startCloud } from './cloud.ts';

const cloud = await startCloud();
const io = await import('../../../functions/io/receipts.ts');

const which = { releaseId: 'r1', key: 'receipts/a.md/1.json', moment: 'received' as const };
const at = (second: number) => new Date(Date.UTC(2026, 2, 9, 8, 0, second));

const places = [
  ['on the local DynamoDB', async () => io.receipts(await newTable(cloud))],
  ['in memory', async () => memory.receipts(new Map(), direct)],
] as const;

describe.each(places)('%s', (_, open) => {
  test('a receipt is noted once, in the order of its name, and noting it again forgets nothing', async () => {
    const { note, of, end } = await open();
    await note('r1', 'receipts/a.md/2.json');
    await note('r1', which.key);
    await end(which, at(0));
    await note('r1', which.key);

    expect(await of('r1')).toEqual([
      { key: which.key, told: ['received'] },
      { key: 'receipts/a.md/2.json', told: [] },
    ]);
    expect(await of('r2')).toEqual([]);
  });

  describe('the right to tell', () => {
    test('has one at a time', async () => {
      const { note, begin } = await open();
      await note('r1', which.key);

      const begun = await atOnce(8, () => begin(which, at(0)));

      expect(begun.filter(Boolean)).toHaveLength(1);
      expect(await begin({ ...which, moment: 'done' }, at(0))).toBe(true);
    });

    test('is nobody’s any more once it was told', async () => {
      const { note, begin, end } = await open();
      await note('r1', which.key);
      await begin(which, at(0));
      await end(which, at(1));

      expect(await begin(which, new Date(at(0).getTime() + 3_600_000))).toBe(false);
    });

    test('may be given back, and is taken from who never ended', async () => {
      const { note, begin, free } = await open();
      await note('r1', which.key);
      await begin(which, at(0));
      await free(which);

      expect(await begin(which, at(1))).toBe(true);
      expect(await begin(which, at(59))).toBe(false);
      expect(await begin(which, new Date(at(1).getTime() + 60_001))).toBe(true);
    });
  });
});
