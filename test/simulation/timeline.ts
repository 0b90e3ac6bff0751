// What is to happen at a time, whatever the functions do.
import type { Scheduler, Source } from './scheduler.ts';

type Kind = 'event' | 'action';
type Item = { at: number; act: () => void; kind: Kind };

export type Timeline = Source & {
  add(at: number, act: () => void, kind: Kind): void;
  /** Lets happen what is due up to a time, of this kind. */
  flush(until: number, kind: Kind): void;
  isEmpty(kind?: Kind): boolean;
};

export function timeline({ sources }: Pick<Scheduler, 'sources'>): Timeline {
  const items: Item[] = [];
  const made: Timeline = {
    nextAt: () => items[0]?.at,
    act: () => items.shift()?.act(),
    add(at, act, kind) {
      let index = items.length;
      while (index > 0 && (items[index - 1]?.at ?? 0) > at) index--;
      items.splice(index, 0, { at, act, kind });
    },
    flush(until, kind) {
      for (const item of items.filter((one) => one.kind === kind && one.at <= until)) {
        items.splice(items.indexOf(item), 1);
        item.act();
      }
    },
    isEmpty: (kind) => items.every((item) => kind !== undefined && item.kind !== kind),
  };
  sources.push(made);
  return made;
}
