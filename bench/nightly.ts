// npm run nightly: what takes too long for the gate, others each night: 100,000 files made to break the reader, 100,000
// histories of the simulation, and the tests that try more than usual. Writes bench/nightly.md; ends with 1 if one failed.
// --inputs N and --seeds N make it shorter.
import { execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({
  options: { inputs: { type: 'string', default: '100000' }, seeds: { type: 'string', default: '100000' } },
});

const now = new Date();
const day = now.toISOString().slice(0, 10);
const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: root, encoding: 'utf8' }).trim();

const thorough = ['functions/outlets/signature', 'functions/subscriptions/sequences', 'functions/ingest/fuzz'];
const vitest = 'node_modules/vitest/vitest.mjs';

const jobs: { name: string; args: string[] }[] = [
  { name: 'files', args: ['test/fuzz.ts', '--inputs', values.inputs, '--seed', day.replaceAll('-', '')] },
  {
    name: 'histories',
    args: [
      'test/simulation/simulate.ts',
      ...['--seeds', values.seeds, '--from', String(Math.floor(now.getTime() / 86_400_000) * 100_000)],
    ],
  },
  { name: 'thorough tests', args: [vitest, 'run', '--project', 'quick*', ...thorough.map((one) => `test/${one}`)] },
];

type Result = { name: string; code: number; minutes: number; says: string };

/** What it says goes on to the terminal; the last line of it is kept. */
function ended({ name, args }: (typeof jobs)[number]): Promise<Result> {
  const start = performance.now();
  const env = { ...process.env, THOROUGH: '1', NO_COLOR: '1' };
  const child = spawn('cli/node24', args, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  let told = '';
  child.stdout.on('data', (chunk) => {
    process.stdout.write(chunk);
    told = `${told}${chunk}`.slice(-4000);
  });
  return new Promise((resolve) => {
    child.once('close', (code) => {
      const minutes = (performance.now() - start) / 60_000;
      const lines = told.split('\n').filter((line) => /\S/.test(line));
      const says = lines.findLast((line) => /^\s*Tests /.test(line)) ?? lines.at(-1) ?? '';
      resolve({ name, code: code ?? 1, minutes, says: says.trim().replace(/\s+/g, ' ') });
    });
  });
}

const results: Result[] = [];
for (const job of jobs) results.push(await ended(job));

const row = ({ name, code, minutes, says }: Result): string =>
  `| ${name} | ${code === 0 ? 'passed' : 'FAILED'} | ${minutes.toFixed(1)} | ${says.replaceAll('|', ',')} |`;
writeFileSync(
  `${root}/bench/nightly.md`,
  [
    '# The last night\n',
    `Written by \`npm run nightly\` (\`bench/nightly.ts\`) on ${day}, commit ${commit}.\n`,
    '| job | result | minutes | says |\n|---|---|---|---|',
    `${results.map(row).join('\n')}\n`,
  ].join('\n'),
);
process.exitCode = results.every(({ code }) => code === 0) ? 0 : 1;
