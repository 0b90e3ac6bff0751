// What is said of a history that broke an invariant.
import type { Outcome } from './run.ts';
import type { Step } from './scheduler.ts';

export function told({ seed, broken, trace }: Outcome, lines: number): string {
  if (!broken) return `Seed ${seed} keeps all invariants.`;
  return [
    `Seed ${seed} breaks "${broken.invariant}": ${broken.message}`,
    ...trace.slice(-lines).map(line),
    `Again: npm run simulate -- --from ${seed} --seeds 1 --trace ${lines}`,
  ].join('\n');
}

const line = ({ at, run, name, fault }: Step): string =>
  `  ${new Date(at).toISOString().slice(5, 23)} ${run.padEnd(12)} ${name}${fault ? `: ${fault}` : ''}`;
