// npm run bench:bulletins: what mailing costs, beside peers: processor time per recipient, use of the account's quota, a
// million subscribers, and the price of a million mails. Writes bench/bulletins.md. `-- --subscribers N` for fewer.
import { writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { SHARDS } from '../functions/core/subscriber.ts';
import { bill, FEEDBACK_WAIT } from './bulletins/bill.ts';
import { bulletin, scaled } from './bulletins/cost.ts';
import { cpu } from './bulletins/cpu.ts';
import { planning } from './bulletins/planning.ts';
import { prices } from './bulletins/prices.ts';
import { type InRealTime, quotaInRealTime } from './bulletins/quota.ts';
import { MEMORY, SENDERS, SHARDS_AT_ONCE, WHOLE } from './bulletins/setting.ts';
import type { Usage } from './bulletins/usage.ts';
import { type InVirtualTime, latencies, quotaInVirtualTime, slowSes } from './bulletins/virtual.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const { values } = parseArgs({ options: { subscribers: { type: 'string', default: '1000000' } } });
const subscribers = Number(values.subscribers);
const MILLION = 1_000_000;
const RECIPIENTS = 2000;
const ROUNDS = 5;
/** Of the send function to AWS, for a call of fifty: a claim and a settlement each, and what is around them. */
const REQUESTS = 2 * 50 + 11;

const begun = performance.now();
const say = (what: string) => process.stderr.write(`${Math.round((performance.now() - begun) / 1000)} s  ${what} …\n`);
const loads = [loadavg()[0] ?? 0];

const median = (all: number[]): number => all.toSorted((one, other) => one - other)[Math.floor(all.length / 2)] ?? 0;
const whole = (number: number): string => Math.round(number).toLocaleString('en');
const percent = (part: number): string => `${(part * 100).toFixed(1)} %`;
const dollars = (sum: number): string => `$${sum.toFixed(2)}`;

say('processor time per recipient');
const { spent, sizes } = await cpu(RECIPIENTS, ROUNDS);
loads.push(loadavg()[0] ?? 0);

const real: InRealTime[] = [];
for (const [rate, seconds] of [
  [1, 15],
  [14, 15],
  [200, 12],
] as const) {
  for (const releases of [1, 2]) {
    say(`quota of ${rate} a second, ${releases} at once, in real time`);
    real.push(await quotaInRealTime(rate, releases, seconds));
  }
}
loads.push(loadavg()[0] ?? 0);

const handler = median(real.filter(({ rate }) => rate === 200).map(({ microseconds }) => microseconds));
const cpuMilliseconds = (handler * 50) / REQUESTS / 1000;
const setting = { senders: SENDERS, memory: MEMORY, cpuMilliseconds };
const virtual: InVirtualTime[] = [];
for (const [rate, seconds] of [
  [1, 300],
  [14, 60],
  [200, 30],
  [1000, 20],
] as const) {
  say(`quota of ${rate} a second on a virtual clock`);
  const runs = [1, 2].map((releases) => quotaInVirtualTime({ ...setting, rate, releases, seconds }));
  virtual.push(...(await Promise.all(runs)));
}
const slow = await quotaInVirtualTime({ ...setting, rate: 1000, releases: 1, seconds: 20, latencies: slowSes });

say(`${whole(subscribers)} subscribers`);
const million = await planning(subscribers);
loads.push(loadavg()[0] ?? 0);

say('requests, counted');
const small = await bulletin(50);
const large = await bulletin(100);
loads.push(loadavg()[0] ?? 0);
const counts = scaled(small, large, MILLION);
const planCpuSeconds = (million.planned.cpuSeconds * MILLION) / subscribers;
/** What the senders of a million mails take together, waiting for their turn included. */
const sendSeconds = (rate: number): number => {
  const run = virtual.find((one) => one.rate === rate && one.releases === 1);
  return run ? (run.busySeconds / run.mails) * MILLION : Number.NaN;
};
const lines = bill(counts, { planCpuSeconds, sendSeconds: sendSeconds(1000) });
const total = lines.reduce((sum, line) => sum + line.dollars, 0);
const waiting = (rate: number) => dollars(((sendSeconds(rate) * MEMORY) / 1024) * prices.gigabyteSecond);

const ours = median(spent.bulk.map(({ microseconds }) => microseconds));
const way = (name: string, all: typeof spent.bulk) => {
  const each = median(all.map(({ microseconds }) => microseconds));
  return `| ${name} | ${whole(each)} | ${(each / ours).toFixed(1)} | ${whole(median(all.map(({ perSecond }) => perSecond)))} |`;
};
const used = (clock: string) => (run: Usage) =>
  `| ${whole(run.rate)} | ${run.releases} | ${clock} | ${whole(run.mails)} | ${run.seconds.toFixed(0)} | ${percent(run.used)} | ${percent(run.peak)} | ${run.refused} |`;
const { planned, steps } = million;
const units = (kind: RegExp, what: 'requests' | 'units') =>
  Object.entries(planned.consumed)
    .filter(([name]) => kind.test(name))
    .reduce((sum, [, one]) => sum + one[what], 0);
const span = ([least, most]: [number, number]) => `${least} to ${most} ms`;

const report = [
  '# What mailing costs',
  '',
  `Made by \`npm run bench:bulletins\` on ${cpus().length} cores (${cpus()[0]?.model.trim()}), Node ${process.version}, in ${whole((performance.now() - begun) / 1000)} s. The machine's load`,
  `was ${loads.map((load) => load.toFixed(1)).join(', ')} along the way: above ${cpus().length}, others work too, and times in seconds are longer than they need be.`,
  '',
  '## Processor time per recipient',
  '',
  `The sample release in Arabic and English (${sizes.map((size) => `${(size / 1000).toFixed(0)} kB`).join(' and ')} of HTML), ${whole(RECIPIENTS)} mails a round, ${ROUNDS} rounds in turns, medians. The`,
  "processor time is the sending process's own; the servers, which take everything and keep nothing, are another process.",
  'One SendEmail per recipient and the pool (20 connections) get the mail filled in by Handlebars.',
  '',
  '| sent by | µs each | × ours | a second |',
  '|---|---:|---:|---:|',
  way('`sendBulk`, 50 in a call', spent.bulk),
  way('one SendEmail of the SDK for each', spent.single),
  way('a pool of nodemailer, by SMTP', spent.smtp),
  '',
  `The whole send function (message, claim, turn, call, settlement; the SDK's requests to the local DynamoDB and SES): **${whole(handler)} µs**`,
  'a recipient. Most of it is the two writes that keep a second copy from being sent; the peers keep no such ledger.',
  '',
  '## Use of the quota',
  '',
  'Mails that SES took between the first and the last, of those that its rate allows in that time. "In one second" is the',
  'most in any second: the SES of this machine lets a second’s worth go at once, and counts when a call arrives; "refused" are',
  `mails that it turned away for the rate, which go out seconds later. ${SENDERS} functions at a time send.`,
  '',
  '| a second | releases at once | clock | mails | seconds | used | in one second | refused |',
  '|---:|---:|---|---:|---:|---:|---:|---:|',
  ...real.map(used('real')),
  ...virtual.map(used('virtual')),
  used('virtual, slow SES')(slow),
  '',
  '"Real" is the send function on the local DynamoDB and SES, in real time. Twenty at a time in one process of this machine make',
  'calls late, which then come together: it shows at 1 a second, and in the first second at 200. It can’t carry 1,000. "Virtual" is',
  'the same function and pace on a clock that goes by itself, with ports in memory, judged by the',
  `same bucket. Assumed: DynamoDB ${span(latencies.database)}, S3 ${span(latencies.objects)}, a message ${span(latencies.queue)}; SES counts a call’s mails`,
  `after ${span(latencies.ses.there)} and answers ${span(latencies.ses.back)} later (slow: ${span(slowSes.ses.there)}, ${span(slowSes.ses.back)}); ${cpuMilliseconds.toFixed(2)} ms of a`,
  `processor for each request, from the function's time above, of which ${MEMORY} MB of Lambda have ${percent(MEMORY / WHOLE)}.`,
  '',
  `## ${whole(subscribers)} subscribers`,
  '',
  `All shards planned, ${SHARDS_AT_ONCE} at a time as the function has them, in a process with the heap that Lambda gives at 256 MB (the function`,
  `has ${MEMORY}). Put into the local DynamoDB’s files in ${million.fillSeconds.toFixed(0)} s; its queries are most of the time here.`,
  '',
  '| | |',
  '|---|---:|',
  `| time | ${planned.seconds.toFixed(1)} s |`,
  `| of it our processor time | ${planned.cpuSeconds.toFixed(1)} s |`,
  `| the first ${SHARDS_AT_ONCE} shards | ${planned.firstSeconds.toFixed(1)} s |`,
  `| memory before, peak | ${whole(planned.loaded)} MB, ${whole(planned.peak)} MB |`,
  `| reads | ${whole(units(/Get|Query/, 'requests'))} requests, ${whole(units(/Get|Query/, 'units'))} units |`,
  `| writes | ${whole(units(/Put|Update/, 'requests'))} |`,
  `| on Lambda, ${SHARDS_AT_ONCE} shards in one invocation: processor time at ${MEMORY} MB, calculated | ${((planned.cpuSeconds * SHARDS_AT_ONCE * WHOLE) / SHARDS / MEMORY).toFixed(0)} s |`,
  `| copies | ${whole(planned.copies)} in ${whole(planned.messages)} messages, ${whole(planned.requests)} requests to SQS |`,
  '',
  'The first mail after an upload with that audience, through the whole local cloud (ingest, publish, plan, send; feeds and pages',
  'at the same time on the same cores):',
  '',
  '| at | |',
  '|---:|---|',
  ...steps.map(({ step, seconds }) => `| ${seconds.toFixed(1)} s | ${step} |`),
  '',
  '## A million mails, from counts',
  '',
  `One bulletin of ${whole(small.mails)} recipients and one of ${whole(large.mails)}, run to their close on the local cloud (planning, sending, a Send and a Delivery`,
  'event each, the round that finds nothing left), counted, and scaled by what each mail adds. Units are by the items’ sizes: one',
  'for each KB written or 4 KB read. List prices of us-east-1, not a bill; ingest, feeds and pages are per release and not in it.',
  '',
  '| | for a million | at list price |',
  '|---|---:|---:|',
  ...lines.map(({ what, count, dollars: price }) => `| ${what} | ${count} | ${dollars(price)} |`),
  `| **Infrastructure** | | **${dollars(total)}** |`,
  `| SES, plan NONE (${whole(counts.sesCalls)} calls) | ${whole(MILLION)} | ${dollars(MILLION * prices.mail)} |`,
  '',
  `GB-seconds are assumed, not counted: ${MEMORY} MB; planning and feedback by their processor time here, and ${FEEDBACK_WAIT} ms of waiting for each`,
  `invocation of feedback; sending by the virtual clock, at 1,000 a second. Senders that wait for their turn cost as much as those`,
  `that send: a million mails keep them for ${waiting(1000)} at 1,000 a second, ${waiting(200)} at 200 and ${waiting(14)} at 14. That SNS bills what`,
  'SES publishes as any other request is assumed too; its way on to SQS is free.',
];
writeFileSync(`${root}bench/bulletins.md`, `${report.join('\n')}\n`);
process.stdout.write(`${report.join('\n')}\n`);
