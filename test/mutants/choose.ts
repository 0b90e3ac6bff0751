// Which mutants of all: the same for the same seed, and of each operator as many as of any other.
import type { Mutation } from './mutations.ts';

export type Mutant = Mutation & { file: string };

type Choice = {
  count: number;
  seed: number;
  /** Whether it is one at all. */
  isFit: (mutant: Mutant) => boolean;
};

export function chosen(all: readonly Mutant[], { count, seed, isFit }: Choice): Mutant[] {
  const next = chances(seed);
  const left = Map.groupBy(all, ({ operator }) => operator);
  const picked: Mutant[] = [];
  while (picked.length < count && left.size > 0) {
    const operators = [...left.keys()].toSorted();
    const operator = operators[next(operators.length)] ?? '';
    const some = left.get(operator) ?? [];
    picked.push(...some.splice(next(some.length), 1).filter(isFit));
    if (some.length === 0) left.delete(operator);
  }
  return picked;
}

/** Whole numbers from 0 up to `below`. (mulberry32) */
function chances(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}
