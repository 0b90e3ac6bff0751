// What more memory costs a function that wakes, and what it saves, by list prices.
import { COMPUTING, WAITING } from '../../infra/memory.ts';
import { prices } from '../bulletins/prices.ts';

/** MB at which Lambda gives one virtual processor. (Lambda Developer Guide, "Configure Lambda function memory") */
const ONE_PROCESSOR = 1769;

/** Seconds by the wall for so many of the processor, where nothing is waited for. */
const elapsed = (processor: number, megabytes: number): number => processor / Math.min(1, megabytes / ONE_PROCESSOR);

/** Dollars. */
const price = (processor: number, megabytes: number): number =>
  prices.invocation + elapsed(processor, megabytes) * (megabytes / 1024) * prices.gigabyteSecond;

/** `functions`: processor seconds of each, for waking and its share of one release. */
export function memoryTable(functions: Record<string, number>): string[] {
  const all = Object.entries(functions).toSorted(([one], [other]) => one.localeCompare(other));
  const sum = (of: (processor: number) => number) => all.reduce((total, [, processor]) => total + of(processor), 0);
  const micro = (dollars: number) => (dollars * 1e6).toFixed(1);
  return [
    '',
    '## Memory, reckoned',
    '',
    `Processor seconds of each function for waking and its share of that release, on a core of this machine; seconds at Lambda's share of a processor (one at ${ONE_PROCESSOR} MB), if nothing were waited for; millionths of a dollar by list price (us-east-1, arm64, the start billed too). What computes costs the same with either; what waits costs twice as much with ${COMPUTING} MB.`,
    '',
    `| function | processor s | s at ${WAITING} MB | s at ${COMPUTING} MB | µ$ at ${WAITING} MB | µ$ at ${COMPUTING} MB |`,
    '|---|---:|---:|---:|---:|---:|',
    ...all.map(
      ([name, used]) =>
        `| ${name} | ${used.toFixed(2)} | ${elapsed(used, WAITING).toFixed(1)} | ${elapsed(used, COMPUTING).toFixed(1)} | ${micro(price(used, WAITING))} | ${micro(price(used, COMPUTING))} |`,
    ),
    `| **a cold release** | ${sum((used) => used).toFixed(2)} | | | ${micro(sum((used) => price(used, WAITING)))} | ${micro(sum((used) => price(used, COMPUTING)))} |`,
    '',
    'A release costs less than a hundredth of a cent of Lambda, its mails apart (bench/bulletins.md). A smoke test on an account measures what this reckons.',
  ];
}
