// Stale-while-revalidate: what takes long to find out is answered at once, as it was a moment ago.

/** Of the time, at most, in which it is being read anew. */
const SHARE = 10;

/** `read`, once at a time and not again before `milliseconds` and ten times as long as it took. Only the first waits. */
export function snapshot<Value>(read: () => Promise<Value>, milliseconds: number, now: () => number) {
  let last: { value: Value; until: number } | undefined;
  let reading: Promise<Value> | undefined;

  const renew = (): Promise<Value> => {
    const begun = now();
    reading ??= read()
      .then((value) => {
        last = { value, until: now() + Math.max(milliseconds, (now() - begun) * SHARE) };
        return value;
      })
      .finally(() => {
        reading = undefined;
      });
    return reading;
  };

  return async (): Promise<Value> => {
    if (!last) return renew();
    // What goes wrong now is told when there is nothing older to show.
    if (now() >= last.until) renew().catch(() => undefined);
    return last.value;
  };
}
