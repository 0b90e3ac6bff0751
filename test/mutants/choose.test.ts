import { expect, test } from 'vitest';
import { chosen, type Mutant } from './choose.ts';

const mutants = (operator: string, count: number): Mutant[] =>
  Array.from({ length: count }, (_, line) => ({
    ...{ operator, line, file: 'a.ts', source: '', before: '', after: '', start: line, end: line },
  }));

const all = [...mutants('many', 500), ...mutants('few', 50), ...mutants('one', 1)];

const isFit = () => true;

test('a seed chooses the same each time, another seed others', () => {
  expect(chosen(all, { count: 20, seed: 1, isFit })).toEqual(chosen(all, { count: 20, seed: 1, isFit }));
  expect(chosen(all, { count: 20, seed: 1, isFit })).not.toEqual(chosen(all, { count: 20, seed: 2, isFit }));
});

test('none is chosen twice, and rare operators are as likely as frequent ones', () => {
  const some = chosen(all, { count: 60, seed: 3, isFit });

  expect(new Set(some).size).toBe(60);
  expect(some.filter(({ operator }) => operator === 'few').length).toBeGreaterThan(15);
  expect(some.filter(({ operator }) => operator === 'one')).toHaveLength(1);
  expect(chosen(all, { count: 1000, seed: 1, isFit })).toHaveLength(551);
});

test('what is no mutant at all is left out', () => {
  const some = chosen(all, { count: 20, seed: 1, isFit: ({ operator }) => operator === 'few' });

  expect(some).toHaveLength(20);
  expect(some.every(({ operator }) => operator === 'few')).toBe(true);
});
