// The messages of a batch begin together, and often ask for the same.

/** Whoever asks while the same read is under way gets its answer. Nothing is kept: the next to ask reads anew. */
export function sharing<Key, Value>(
  read: (key: Key) => Promise<Value>,
  nameOf: (key: Key) => string,
): (key: Key) => Promise<Value> {
  const underWay = new Map<string, Promise<Value>>();
  return (key) => {
    const name = nameOf(key);
    const known = underWay.get(name);
    if (known) return known;
    const reading = read(key).finally(() => underWay.delete(name));
    underWay.set(name, reading);
    return reading;
  };
}
