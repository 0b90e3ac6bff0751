// npm run mutants -- --count 60 --seed 1 [--only 'functions/core/*']: what no test would notice. Production code is changed
// in one small place at a time, in a copy of the tree, and the tests run that import it, the nearest first.
import { readFileSync } from 'node:fs';
import { matchesGlob } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { chosen, type Mutant } from './mutants/choose.ts';
import { copyOfTree } from './mutants/copy.ts';
import { judge, stop, type Verdict } from './mutants/judge.ts';
import { isReadable, mutated, mutationsOf } from './mutants/mutations.ts';
import { importersOf, testsFor } from './mutants/related.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '**' },
    /** Seconds for the tests of one mutant. */
    seconds: { type: 'string', default: '180' },
  },
});

const root = fileURLToPath(new URL('..', import.meta.url));
const PRODUCTION = /^(core|functions|templates|cli|infra|console|packages)\/.*(?<!\.d)\.ts$/;

const Equivalents = z.array(
  z.strictObject({ file: z.string(), source: z.string(), operator: z.string(), reason: z.string().min(10) }),
);
const equivalents = Equivalents.parse(JSON.parse(readFileSync(`${root}test/mutants/equivalent.json`, 'utf8')));
const reasonFor = ({ file, source, operator }: Mutant): string | undefined =>
  equivalents.find((one) => one.file === file && one.source === source && one.operator === operator)?.reason;

const copy = copyOfTree(root);
process.on('exit', () => {
  stop();
  copy.remove();
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));

const importers = importersOf(copy.sources);
const all = [...copy.sources]
  .filter(([path]) => PRODUCTION.test(path) && matchesGlob(path, values.only))
  .flatMap(([file, text]) => mutationsOf(text).map((mutation): Mutant => ({ file, ...mutation })));
const textOf = (mutant: Mutant): string => mutated(copy.sources.get(mutant.file) ?? '', mutant);
const isFit = (mutant: Mutant): boolean => isReadable(textOf(mutant));
const mutants = chosen(all, { count: Number(values.count), seed: Number(values.seed), isFit });

const counted: Record<Verdict['kind'] | 'equivalent', number> = { caught: 0, survived: 0, equivalent: 0 };
for (const [index, mutant] of mutants.entries()) {
  const begun = performance.now();
  const { file, line, operator, before, after } = mutant;
  const reason = reasonFor(mutant);
  const verdict = reason === undefined ? await judged(mutant) : { kind: 'equivalent' as const, how: reason };
  const { kind, how } = verdict;
  counted[kind]++;
  console.log(
    `${index + 1}/${mutants.length} ${kind}: ${file}:${line} ${operator} (${how}; ${Math.round((performance.now() - begun) / 1000)} s)`,
  );
  if (kind === 'survived')
    console.log(`    - ${before.replaceAll('\n', '\n      ')}\n    + ${after.replaceAll('\n', '\n      ')}`);
}
const { caught, survived, equivalent } = counted;
console.log(`${mutants.length} mutants: ${caught} caught, ${survived} survived, ${equivalent} equivalent`);
process.exitCode = survived > 0 ? 1 : 0;

function judged(mutant: Mutant): Promise<Verdict> {
  const { file } = mutant;
  return judge(testsFor(file, importers), {
    directory: copy.directory,
    apply: () => copy.write(file, textOf(mutant)),
    undo: () => copy.write(file, copy.sources.get(file) ?? ''),
    milliseconds: Number(values.seconds) * 1000,
  });
}
