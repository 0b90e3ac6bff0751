// One seeded source of chance: the same seed gives the same history. (mulberry32)

export type Random = {
  /** From 0 up to, but not, 1. */
  next(): number;
  /** An integer from `least` to `most`. */
  between(least: number, most: number): number;
  chance(probability: number): boolean;
  pick<T>(all: readonly T[]): T;
  /** Some of them, in any order. */
  some<T>(all: readonly T[], least: number, most: number): T[];
};

export function random(seed: number): Random {
  let state = Math.imul(seed, 2_654_435_761) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (least: number, most: number): number => least + Math.floor(next() * (most - least + 1));
  const pick = <T>(all: readonly T[]): T => {
    const found = all[between(0, all.length - 1)];
    if (found === undefined) throw new Error('There is nothing to pick from.');
    return found;
  };
  return {
    next,
    between,
    chance: (probability) => next() < probability,
    pick,
    some<T>(all: readonly T[], least: number, most: number): T[] {
      const rest = [...all];
      const count = between(least, Math.min(most, all.length));
      return Array.from({ length: count }, () => rest.splice(between(0, rest.length - 1), 1)).flat();
    },
  };
}
