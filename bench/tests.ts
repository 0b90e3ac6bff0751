// npm run bench:tests: what the tests cost, on a quiet machine. Writes bench/tests.md. (--without-whole leaves out the
// tests of the whole.)
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';

const root = fileURLToPath(new URL('..', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'polywire-bench-tests-'));
const { values } = parseArgs({ options: { 'without-whole': { type: 'boolean', default: false } } });

/** As `vitest --reporter=json` writes it; times in milliseconds. */
const Report = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      startTime: z.number(),
      endTime: z.number(),
      assertionResults: z.array(z.object({ status: z.string() })),
    }),
  ),
});
type Report = z.infer<typeof Report>;
type Run = { processor: number; elapsed: number; code: number; report: Report };

async function measured(name: string, args: string[]): Promise<Run> {
  const times = join(scratch, `${name}.times`);
  const file = join(scratch, `${name}.json`);
  const vitest = ['cli/node24', 'node_modules/vitest/vitest.mjs', 'run', ...args];
  const report = ['--reporter=json', '--reporter=dot', `--outputFile.json=${file}`, '--silent'];
  // Bash counts whatever its command waited for.
  const timed = 'TIMEFORMAT="%U %S %R"; { time "$@" > /dev/null 2>&1; } 2> "$0"';
  const child = spawn('bash', ['-c', timed, times, ...vitest, ...report], { cwd: root, stdio: 'inherit' });
  const code = await new Promise<number>((resolve) => child.once('close', (ended) => resolve(ended ?? 1)));
  const [user = 0, system = 0, elapsed = 0] = (readFileSync(times, 'utf8').trim().split('\n').at(-1) ?? '')
    .split(' ')
    .map(Number);
  return { processor: user + system, elapsed, code, report: Report.parse(JSON.parse(readFileSync(file, 'utf8'))) };
}

/** The folder of a file below test/, two deep for functions and infra. */
function roomOf(file: string): string {
  const parts = relative(root, file).split('/').slice(0, -1);
  return parts.slice(0, parts[1] === 'functions' || parts[1] === 'infra' ? 3 : 2).join('/');
}

function rooms(reports: Report[]): string[] {
  const files = reports.flatMap(({ testResults }) => testResults);
  const byRoom = Map.groupBy(files, ({ name }) => roomOf(name));
  const sums = [...byRoom].map(([room, some]) => ({
    ...{ room, files: some.length },
    tests: some.reduce((sum, { assertionResults }) => sum + assertionResults.length, 0),
    seconds: some.reduce((sum, { startTime, endTime }) => sum + (endTime - startTime) / 1000, 0),
  }));
  const all = sums.reduce((sum, { seconds }) => sum + seconds, 0);
  return sums
    .toSorted((one, other) => other.seconds - one.seconds)
    .map(
      (one) =>
        `| ${one.room} | ${one.files} | ${one.tests} | ${one.seconds.toFixed(1)} | ${Math.round((one.seconds / all) * 100)} % |`,
    );
}

const skipped = ({ testResults }: Report): number =>
  testResults.flatMap((one) => one.assertionResults).filter(({ status }) => status !== 'passed' && status !== 'failed')
    .length;

const row = (what: string, { processor, elapsed, code, report }: Run, before: string, limit: string): string =>
  `| ${what} | ${processor.toFixed(1)} | ${elapsed.toFixed(1)} | ${before} | ${limit} | ${report.testResults.length} files, ${
    code === 0 ? 'all passed' : 'FAILED'
  }, ${skipped(report)} skipped |`;

const pure = ['--project', 'quick*', 'test/functions/core/pace'];
// Finds the stacks synthesized and the transforms kept, as the second run of whoever changes a rule.
await measured('warming', pure);
const runs = {
  quick: await measured('quick', ['--project', 'quick*']),
  pure: await measured('pure', pure),
  whole: values['without-whole'] ? undefined : await measured('whole', ['--project', 'whole*']),
};

const { quick, pure: onePure, whole } = runs;
writeFileSync(
  `${root}/bench/tests.md`,
  [
    '# What the tests cost\n',
    `Written by \`npm run bench:tests\` (\`bench/tests.ts\`) on ${new Date().toISOString().slice(0, 10)}, ${cpus().length} cores${
      cpus()[0] ? `, ${cpus()[0]?.model}` : ''
    }. Seconds of the processor are user and system together, of all processes. Before is commit 518df63, where all of
\`*.test.ts\` and \`*.whole.ts\` was one command.\n`,
    '| command | processor s | elapsed s | before | limit | |\n|---|---|---|---|---|---|',
    row('`npm test`', quick, '855 and 461', '200 and 120'),
    row('one pure file', onePure, '– and 14.7 (after a change)', '– and 3'),
    ...(whole ? [row('`npm run test:whole`', whole, 'part of 855', '–')] : []),
    '\n## By room\n',
    'Seconds that its tests took (elapsed; two files at a time, the pipeline alone), without imports.\n',
    '| room | files | tests | s | share |\n|---|---|---|---|---|',
    ...rooms(whole ? [quick.report, whole.report] : [quick.report]),
    '',
  ].join('\n'),
);
rmSync(scratch, { recursive: true });
const bad = Object.values(runs).filter((one) => one && one.code !== 0);
process.exitCode = bad.length === 0 ? 0 : 1;
