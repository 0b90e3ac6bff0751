// Text in the encodings of before Unicode. TextEncoder writes UTF-8 only, so what TextDecoder reads is turned around.
const tables = new Map<string, Map<string, number[]>>();

const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, index) => first + index);

function table(encoding: string): Map<string, number[]> {
  const known = tables.get(encoding);
  if (known) return known;
  const decoder = new TextDecoder(encoding);
  const made = new Map<string, number[]>();
  const singles = range(0, 255).map((byte) => [byte]);
  const pairs = range(0x81, 0xfe).flatMap((lead) => range(0x40, 0xfe).map((trail) => [lead, trail]));
  for (const bytes of [...singles, ...pairs]) {
    const text = decoder.decode(Uint8Array.from(bytes));
    if ([...text].length === 1 && text !== '\uFFFD' && !made.has(text)) made.set(text, bytes);
  }
  tables.set(encoding, made);
  return made;
}

export function encoded(text: string, encoding: string): Uint8Array {
  const known = table(encoding);
  return Uint8Array.from(
    [...text].flatMap((character) => {
      const bytes = known.get(character);
      if (!bytes) throw new Error(`${encoding} has no ${character}.`);
      return bytes;
    }),
  );
}
