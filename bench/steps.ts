// npm run bench:steps [-- --before DIR]: what the main job costs as it is done at a laptop, step by step, in processor
// seconds, since elapsed ones depend on what else the machine does. Writes bench/steps.md; `--before` names another
// checkout, with its node_modules, that is measured in the same run.
import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { processorSeconds } from './process-group.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const { before } = parseArgs({ options: { before: { type: 'string' } } }).values;

type Step = { seconds: number; text: string };
type Measured = { steps: Step[]; elapsed: number; processor: number };
type Scenario = {
  title: string;
  /** Elapsed seconds that it may take on a quiet machine. */
  limit: number;
  args: string[];
  /** Lines that must all have come; the command's own end where there are none. */
  until?: RegExp[];
  /** From this line on it is counted, and `act` done, instead of from the command. */
  from?: { line: RegExp; act: () => void };
};

/** Milliseconds between two looks at what was used. */
const LOOK = 50;

const scratch = mkdtempSync(join(tmpdir(), 'polywire-steps-'));
const subscribers = join(scratch, 'subscribers.csv');
const lines = ['email,languages,topics,frequency,timezone,consent'];
for (let reader = 0; reader < 100; reader++) {
  lines.push(`reader${reader}@readers.example,${['en', 'fr;en', 'ar'][reader % 3]},,immediate,UTC,bench`);
}
writeFileSync(subscribers, lines.join('\n'));

function scenarios(name: string, port: number): Scenario[] {
  const [state, inbox, out] = ['state', 'inbox', 'out'].map((one) => join(scratch, `${name}-${one}`));
  const start = ['start', '--', '--port', String(port), '--state', `${state}`, '--inbox', `${inbox}`];
  const run = ['run', '-s', 'polywire', '--', 'run', 'samples/reservoir-agreement.txt', '--subscribers', subscribers];
  return [
    {
      title: 'npm start, first: until the sample’s mails are in the mailbox',
      limit: 12,
      args: start,
      until: [/mails to subscribers are in the mailbox/],
    },
    {
      title: 'npm start, second, with state: until the addresses are printed',
      limit: 4,
      args: start,
      until: [/Ctrl-C ends/],
    },
    {
      title: 'a file put into the inbox folder of a running newsroom: until its feeds, pages and mail are out',
      limit: 2,
      args: start,
      from: {
        line: /Ctrl-C ends/,
        act: () => copyFileSync(join(root, 'samples/doctors-appeal.txt'), join(`${inbox}`, 'appeal.txt')),
      },
      until: [/rebuilt the feeds of/, /rebuilt (?:its pages|the pages of)/, /sent \d+ of/],
    },
    {
      title: 'polywire run, one release in three languages, 100 subscribers',
      limit: 8,
      args: [...run, '--out', `${out}`],
    },
  ];
}

function measure({ args, until = [], from }: Scenario, cwd: string): Promise<Measured> {
  // Detached: a group of its own, in which npm, its shell and Node are counted together and get Ctrl-C alike.
  const child = spawn('npm', args, { cwd, detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  const group = child.pid ?? 0;
  let begun = performance.now();
  let used = 0;
  let isCounting = from === undefined;
  let isOver = false;
  let last = 0;
  const missing = new Set(until);
  const steps: Step[] = [];
  const seconds = () => (performance.now() - begun) / 1000;
  const total: Measured = { steps, elapsed: 0, processor: 0 };
  // What a process has used can't be asked when it has ended.
  const look = setInterval(() => {
    last = Math.max(last, processorSeconds(group));
  }, LOOK);
  const finish = () => {
    isOver = true;
    last = Math.max(last, processorSeconds(group));
    Object.assign(total, { elapsed: seconds(), processor: last - used });
  };
  const hear = (line: string) => {
    const [, text] = /^\s*[\d.]+ s {2}(.+)$/.exec(line) ?? [];
    if (from?.line.test(line) && !isCounting) {
      isCounting = true;
      [begun, used] = [performance.now(), processorSeconds(group)];
      from.act();
    }
    if (!isCounting || isOver) return;
    if (text) steps.push({ seconds: seconds(), text: text.replaceAll(scratch, 'DIR') });
    for (const one of missing) if (one.test(line)) missing.delete(one);
    if (until.length === 0 || missing.size > 0) return;
    finish();
    process.kill(-group, 'SIGINT');
  };
  return new Promise((done, failed) => {
    child.stdout.on('data', (chunk) => String(chunk).split('\n').forEach(hear));
    child.once('error', failed);
    child.once('close', () => {
      clearInterval(look);
      if (!isOver) finish();
      done(total);
    });
  });
}

const checkouts = { now: root, ...(before !== undefined && { before: resolve(before) }) };
const found: Record<string, Measured[]> = {};
const port = 30_000 + (process.pid % 20_000);
for (const [index, [name, checkout]] of Object.entries(checkouts).entries()) {
  // The first start is that of a fresh clone: nothing is synthesized yet, nothing compiled.
  rmSync(join(checkout, 'node_modules/.cache'), { recursive: true, force: true });
  found[name] = [];
  for (const scenario of scenarios(name, port + 10 * index)) found[name].push(await measure(scenario, checkout));
}

const report = [
  '# What the main job costs at a laptop',
  '',
  `Made by \`npm run bench:steps${before === undefined ? '' : ' -- --before DIR'}\` on ${cpus().length} cores (${cpus()[0]?.model.trim()}), Node ${process.version}. Processor seconds of all processes and threads; "may take" is elapsed, on a quiet machine.`,
  '',
  `| | processor s${before === undefined ? '' : ' | before | now ÷ before'} | elapsed s | may take |`,
  `|---|---:|${before === undefined ? '' : '---:|---:|'}---:|---:|`,
];
for (const [index, { title, limit }] of scenarios('', 0).entries()) {
  const [now, then] = [found.now?.[index], found.before?.[index]];
  if (!now) continue;
  const compared = then && ` ${then.processor.toFixed(1)} | ${(now.processor / then.processor).toFixed(2)} |`;
  report.push(`| ${title} | ${now.processor.toFixed(1)} |${compared ?? ''} ${now.elapsed.toFixed(1)} | ${limit} |`);
}
for (const [index, { title }] of scenarios('', 0).entries()) {
  report.push('', `## ${title}`, '', '| at, elapsed s | took | step |', '|---:|---:|---|');
  const steps = found.now?.[index]?.steps ?? [];
  for (const [at, { seconds, text }] of steps.entries()) {
    report.push(`| ${seconds.toFixed(1)} | ${(seconds - (steps[at - 1]?.seconds ?? 0)).toFixed(1)} | ${text} |`);
  }
}
writeFileSync(join(root, 'bench/steps.md'), `${report.join('\n')}\n`);
process.stdout.write(`${report.join('\n')}\n`);
rmSync(scratch, { recursive: true, force: true });
