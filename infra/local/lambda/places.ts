// How much runs at once on this machine: a counting semaphore, first come, first served.

/** Gives a place back; more than once is once. */
export type Leave = () => void;

export type Places = {
  /**
   * Resolves when there is a place. Each reader of a queue asks for one at a time: in the order of asking, all take
   * turns, and none waits for longer than one turn of every other. What can wait (`later`) comes after all that can't.
   */
  enter(when?: 'now' | 'later'): Promise<Leave>;
};

export function places(count: number): Places {
  let free = count;
  const waiting: { [when in 'now' | 'later']: (() => void)[] } = { now: [], later: [] };

  const leave = (): Leave => {
    let isGiven = false;
    return () => {
      if (isGiven) return;
      isGiven = true;
      const next = waiting.now.shift() ?? waiting.later.shift();
      // From hand to hand: nobody who comes just then gets it first.
      if (next) next();
      else free++;
    };
  };

  return {
    async enter(when = 'now') {
      if (free > 0) free--;
      else await new Promise<void>((resolve) => waiting[when].push(resolve));
      return leave();
    },
  };
}
