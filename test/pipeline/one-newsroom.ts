// The newsroom of all *.whole.ts here, which run one after the other in one process: to start one costs more than most
// of their tests. Each test has file names, readers and, where it counts, a language of its own:
// Italian is races.whole.ts's, German receipts.whole.ts's, Dutch websub.whole.ts's, Portuguese and Spanish past.whole.ts's.
import { afterEach } from 'vitest';
import type { Interference } from '../../infra/local/gateway.ts';
import type { Faults } from '../../infra/local/ses/state.ts';
import { type TestNewsroom, testNewsroom } from './newsroom.ts';

/** What a test sets here ends with it. */
export const disturbance: { interfere?: Interference | undefined; faults?: Faults | undefined } = {};

let one: Promise<TestNewsroom> | undefined;

/** Call it once in a file. It ends with the process. */
export function oneNewsroom(): Promise<TestNewsroom> {
  afterEach(() => {
    disturbance.interfere = undefined;
    disturbance.faults = undefined;
  });
  one ??= testNewsroom({
    callbackAddress: '127.0.0.1',
    interfere: (key, request) => disturbance.interfere?.(key, request),
    faults: (draft) => disturbance.faults?.(draft),
  });
  return one;
}

/** In all queues; what ended there in another test is still there. */
export const deadLetters = ({ cloud }: TestNewsroom): number =>
  cloud.stages().reduce((sum, stage) => sum + stage.deadLetters, 0);
