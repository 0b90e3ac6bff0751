// The newsroom of several files of tests: to start one costs more than most of their tests.
import type { Interference } from '../../infra/local/gateway.ts';
import { type TestNewsroom, testNewsroom } from './newsroom.ts';

/** What a test sets here holds until it takes it away. */
export const disturbance: { interfere?: Interference | undefined } = {};

let one: Promise<TestNewsroom> | undefined;

export function oneNewsroom(): Promise<TestNewsroom> {
  one ??= testNewsroom({ interfere: (key, request) => disturbance.interfere?.(key, request) });
  return one;
}
