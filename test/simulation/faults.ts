// What may go wrong at a call, and how often.
import type { Random } from './random.ts';

/**
 * crash: the function's run ends there, before or after the effect. unreported: it took place, and is told as failed.
 * repeated: its answer was lost and the SDK repeated it. throttled: it didn't take place. stalled: the run stands still
 * for a while; its message is handed out a second time meanwhile, as if its visibility had ended.
 */
export type Fault = 'crash before' | 'crash after' | 'unreported' | 'repeated' | 'throttled' | 'stalled';

/** One call: `index` counts all calls of a history. */
export type Call = { index: number; name: string; kind: 'read' | 'write' | 'once' };

export type Faults = (call: Call) => Fault | undefined;

export const calm: Faults = () => undefined;

const all: readonly Fault[] = ['crash before', 'crash after', 'unreported', 'repeated', 'throttled', 'stalled'];

/** What a fault comes to at a call: reading twice is reading once, and what may not be repeated goes unreported. */
function at(kind: Call['kind'], fault: Fault): Fault {
  if (kind === 'read' && (fault === 'repeated' || fault === 'unreported')) return 'throttled';
  return kind === 'once' && fault === 'repeated' ? 'unreported' : fault;
}

/** Faults of some kinds, at this rate. */
export const weather =
  (random: Random, rate: number, kinds: readonly Fault[]): Faults =>
  ({ kind }) =>
    rate > 0 && random.chance(rate) ? at(kind, random.pick(kinds)) : undefined;

/** Exactly one fault, at one call. */
export const single =
  (index: number, fault: Fault): Faults =>
  (call) =>
    call.index === index ? at(call.kind, fault) : undefined;

export const someKinds = (random: Random): readonly Fault[] => random.some(all, 1, all.length);
