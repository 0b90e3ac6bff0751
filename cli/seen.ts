// A set of keyed hashes that grows outside the heap: 12 bytes a place, 25 MB for a million, where a Set takes 60.

/** 72 bits in base64url, as core's `keyedHash` makes them. */
const WORDS = 3;

/** Stands in the first word of a place that is taken: of 32 bits, a hash needs 24. */
const TAKEN = 0x8000_0000;

export type Seen = {
  /** Whether it is in the set already; from now on it is. */
  again(hash: string): boolean;
};

export function newSeen(): Seen {
  let table = new Uint32Array(WORDS * 1024);
  let size = 0;

  const grow = (): void => {
    const before = table;
    table = new Uint32Array(before.length * 2);
    for (let at = 0; at < before.length; at += WORDS) {
      if (before[at] !== 0) put(table, before.subarray(at, at + WORDS));
    }
  };

  return {
    again(hash) {
      const bytes = Buffer.from(hash, 'base64url');
      const words = [0, 3, 6].map((at) => bytes.readUIntBE(at, 3));
      words[0] = (words[0] ?? 0) + TAKEN;
      if (!put(table, words)) return true;
      size++;
      // From two thirds on, looking for a free place takes ever longer.
      if (size * WORDS * 1.5 > table.length) grow();
      return false;
    },
  };
}

/** False where it is there. A hash is as good as random: any of its words says where to begin looking. */
function put(table: Uint32Array, words: ArrayLike<number>): boolean {
  const [first = 0, second = 0, third = 0] = [words[0], words[1], words[2]];
  const places = table.length / WORDS;
  for (let place = third % places; ; place = (place + 1) % places) {
    const at = place * WORDS;
    if (table[at] === 0) {
      table.set([first, second, third], at);
      return true;
    }
    if (table[at] === first && table[at + 1] === second && table[at + 2] === third) return false;
  }
}
