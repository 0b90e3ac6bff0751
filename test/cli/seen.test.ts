import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newSeen } from '../../cli/seen.ts';
import { idFor } from './readers.ts';

test('a hash is seen again exactly when it was seen before', () => {
  const few = fc.integer({ min: 0, max: 4000 });
  fc.assert(
    fc.property(fc.array(few, { maxLength: 3000, size: 'max' }), (people) => {
      const [seen, set] = [newSeen(), new Set<number>()];
      for (const one of people) {
        expect(seen.again(idFor(`${one}@list.example`))).toBe(set.has(one));
        set.add(one);
      }
    }),
    { numRuns: 20 },
  );
});

test('no two of those that differ in one bit are one', () => {
  const seen = newSeen();
  const bits = Array.from({ length: 72 }, (_, bit) => {
    const bytes = Buffer.alloc(9);
    bytes[bit >> 3] = 1 << (bit % 8);
    return bytes.toString('base64url');
  });

  const all = ['AAAAAAAAAAAA', '____________', ...bits];
  expect(all.map(seen.again)).toEqual(all.map(() => false));
  expect(all.map(seen.again)).toEqual(all.map(() => true));
});
