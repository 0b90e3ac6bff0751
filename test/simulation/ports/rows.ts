// What DynamoDB does with rows, for maps.

/** The value of a key, made where it is missing. */
export function made<Key, Value>(map: Map<Key, Value>, key: Key, make: () => Value): Value {
  const found = map.get(key);
  if (found !== undefined) return found;
  const value = make();
  map.set(key, value);
  return value;
}

/** Writes where the condition holds of what is there: a conditional put. */
export function putIf<Key, Value>(
  map: Map<Key, Value>,
  key: Key,
  value: Value,
  condition: (there: Value | undefined) => boolean,
): boolean {
  const holds = condition(map.get(key));
  if (holds) map.set(key, value);
  return holds;
}

/** In the order of their sort keys, as a Query gives them. */
export const sorted = <Value>(map: Map<string, Value> | undefined): Value[] =>
  map === undefined ? [] : [...map].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, value]) => value);

/** Pages of at most so many rows; none is empty. */
export const pagesOf = <Row>(rows: Row[], size: number): Row[][] =>
  Array.from({ length: Math.ceil(rows.length / size) }, (_, at) => rows.slice(at * size, (at + 1) * size));
