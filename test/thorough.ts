// How often what is random, or goes through all places, is tried: `npm run nightly` has more patience than `npm test`.

export const isThorough = process.env.THOROUGH !== undefined;

export const tries = (often: number, byNight: number): number => (isThorough ? byNight : often);

/** All of them by night, else so many at even distances. */
export function some<T>(all: T[], count: number): T[] {
  const step = isThorough ? 1 : Math.max(1, all.length / count);
  return all.filter((_, index) => Math.floor(index / step) !== Math.floor((index - 1) / step));
}
