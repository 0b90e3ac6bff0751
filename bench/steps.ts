// npm run bench: what the seconds of the main job are spent on, step by step. Writes bench/steps.md.
import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

type Step = { seconds: number; text: string };
type Scenario = {
  title: string;
  limit: number;
  args: string[];
  /** The line that ends it; the command's own end where there is none. */
  until?: RegExp;
  /** From this line on the time is counted, and `act` done, instead of from the command. */
  from?: { line: RegExp; act: () => void };
};

const scratch = mkdtempSync(join(tmpdir(), 'polywire-bench-'));
const port = String(30_000 + (process.pid % 20_000));
const start = ['start', '--', '--port', port, '--state', join(scratch, 'state'), '--inbox', join(scratch, 'inbox')];
const subscribers = join(scratch, 'subscribers.csv');
const run = ['run', '-s', 'polywire', '--', 'run', 'samples/reservoir-agreement.txt', '--subscribers', subscribers];

const scenarios: Scenario[] = [
  {
    title: 'npm start, first: until the sample’s mails are in the mailbox',
    limit: 12,
    args: start,
    until: /mails to subscribers are in the mailbox/,
  },
  {
    title: 'npm start, second, with state: until the addresses are printed',
    limit: 6,
    args: start,
    until: /Ctrl-C ends/,
  },
  {
    title: 'a file put into the inbox folder of a running newsroom: until its feeds, pages and first mail are out',
    limit: 2,
    args: start,
    from: {
      line: /Ctrl-C ends/,
      act: () => copyFileSync(join(root, 'samples/doctors-appeal.txt'), join(scratch, 'inbox/appeal.txt')),
    },
    until: /sent \d+ of/,
  },
  {
    title: 'polywire run, one release in three languages, 100 subscribers',
    limit: 10,
    args: [...run, '--out', join(scratch, 'out')],
  },
];

function measure({ args, until, from }: Scenario): Promise<{ steps: Step[]; total: number }> {
  let begun = performance.now();
  let isCounting = from === undefined;
  const seconds = () => (performance.now() - begun) / 1000;
  // Detached, so that Ctrl-C reaches npm, its shell and Node alike, as at a terminal.
  const child = spawn('npm', args, { cwd: root, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  const steps: Step[] = [];
  let total = 0;
  return new Promise((resolve, reject) => {
    child.stdout.on('data', (chunk) => {
      for (const line of String(chunk).split('\n')) {
        const [, text] = /^\s*[\d.]+ s {2}(.+)$/.exec(line) ?? [];
        if (from?.line.test(line) && !isCounting) {
          isCounting = true;
          begun = performance.now();
          from.act();
        }
        if (!isCounting) continue;
        if (text && total === 0) steps.push({ seconds: seconds(), text: text.replaceAll(scratch, 'DIR') });
        if (until?.test(line) && total === 0) {
          total = seconds();
          if (child.pid !== undefined) process.kill(-child.pid, 'SIGINT');
        }
      }
    });
    child.once('error', reject);
    child.once('close', () => resolve({ steps, total: total || seconds() }));
  });
}

const lines = ['email,languages,topics,frequency,timezone,consent'];
for (let reader = 0; reader < 100; reader++) {
  lines.push(`reader${reader}@readers.example,${['en', 'fr;en', 'ar'][reader % 3]},,immediate,UTC,bench`);
}
writeFileSync(subscribers, lines.join('\n'));
// The first start is that of a fresh clone: nothing is synthesized yet.
rmSync(join(root, 'node_modules/.cache/polywire'), { recursive: true, force: true });

const report = [
  '# What the seconds are spent on',
  '',
  `Made by \`npm run bench\` on ${cpus().length} cores (${cpus()[0]?.model.trim()}), Node ${process.version}. Seconds since the command was typed; "took" is the time since the step before.`,
];
for (const scenario of scenarios) {
  const { steps, total } = await measure(scenario);
  report.push('', `## ${scenario.title}`, '', '| at | took | step |', '|---:|---:|---|');
  for (const [index, { seconds, text }] of steps.entries()) {
    report.push(`| ${seconds.toFixed(1)} | ${(seconds - (steps[index - 1]?.seconds ?? 0)).toFixed(1)} | ${text} |`);
  }
  report.push('', `**${total.toFixed(1)} s** of the ${scenario.limit} s that it may take.`);
}
writeFileSync(join(root, 'bench/steps.md'), `${report.join('\n')}\n`);
process.stdout.write(`${report.join('\n')}\n`);
rmSync(scratch, { recursive: true, force: true });
