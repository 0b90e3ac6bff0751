// A clock that goes as fast as there is nothing to do: time passes only while everybody waits for it.

export type Clock = {
  now: () => number;
  sleep: (milliseconds: number) => Promise<void>;
  run: (work: Promise<unknown>) => Promise<void>;
};

export function virtualClock(start: number): Clock {
  let now = start;
  /** Latest first. */
  const due: { at: number; wake: () => void }[] = [];

  function add(at: number, wake: () => void): void {
    let [low, high] = [0, due.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((due[middle]?.at ?? 0) > at) low = middle + 1;
      else high = middle;
    }
    due.splice(low, 0, { at, wake });
  }

  return {
    now: () => now,
    sleep: (milliseconds) => new Promise((resolve) => add(now + Math.max(0, milliseconds), resolve)),
    async run(work) {
      let isDone = false;
      const end = work.finally(() => {
        isDone = true;
      });
      while (!isDone) {
        // Until whoever was woken waits again: all that is not time is promises.
        await new Promise((resolve) => setImmediate(resolve));
        const next = due.pop();
        if (!next) continue;
        now = next.at;
        next.wake();
      }
      await end;
    },
  };
}
