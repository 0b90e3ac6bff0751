// npm run bench:hub: what a push to a thousand outlets costs, in requests to AWS and dollars, and how long it takes beside a
// bare loop that POSTs the same bytes to the same server. Writes bench/hub.md.

import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cpus, loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { english, lead, testNewsroom } from '../test/pipeline/newsroom.ts';
import { until } from '../test/pipeline/outlet.ts';
import { prices } from './bulletins/prices.ts';

const OUTLETS = 1000;
const ROUNDS = 3;
/** POSTs at a time of the bare loop: as many as the local cloud's two functions with batches of ten. */
const AT_ONCE = 20;
const FEED = 'en/ninjs.json';

const arrivals: number[] = [];
const server = createServer((request, response) => {
  request.resume();
  request.once('end', () => {
    arrivals.push(performance.now());
    response.writeHead(204).end();
  });
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const callbacks = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** Requests of the hub's functions, by what they ask AWS for. */
const asked = new Map<string, number>();
let isCounting = false;
const newsroom = await testNewsroom({
  callbackAddress: '127.0.0.1',
  interfere: (accessKeyId, { headers, method }) => {
    if (!isCounting || !/-(?:distribute|deliver)-/.test(accessKeyId)) return undefined;
    const action = headers['x-amz-target']?.split('.').at(-1) ?? `S3 ${method}`;
    asked.set(action, (asked.get(action) ?? 0) + 1);
    return undefined;
  },
});
const invoked = (): number =>
  newsroom.cloud.functions
    .filter(({ name }) => /-(?:distribute|deliver)-/.test(name))
    .reduce((sum, { invocations }) => sum + invocations, 0);

await newsroom.publish('gauge.txt', english('Gauge opens at Oldbridge', lead));
const { outlets } = await import('../functions/io/outlets.ts');
const table = outlets(newsroom.cloud.outputs.OutletsTable ?? '');
const leaseUntil = new Date(Date.now() + 86_400_000).toISOString();
const askedAt = new Date().toISOString();
for (let number = 0; number < OUTLETS; number++) {
  await table.subscribe({
    ...{ feed: FEED, id: `outlet-${number}`, callback: `${callbacks}/${number}`, secret: `secret ${number}` },
    ...{ askedAt, since: askedAt, leaseUntil },
  });
}

const span = (): number => ((arrivals.at(-1) ?? 0) - (arrivals[0] ?? 0)) / 1000;

async function byHub(round: number): Promise<number> {
  arrivals.length = 0;
  await newsroom.upload(
    newsroom.write('gauge.txt', english('Gauge opens at Oldbridge', `${lead} Corrected ${round} times.`)),
    'gauge.txt',
  );
  await until(() => arrivals.length === OUTLETS, 300);
  await newsroom.cloud.quiet();
  return span();
}

async function byLoop(): Promise<number> {
  arrivals.length = 0;
  const body = newsroom.publicText(FEED);
  const numbers = Array.from({ length: OUTLETS }, (_, number) => number).values();
  const worker = async () => {
    for (const number of numbers) await fetch(`${callbacks}/${number}`, { method: 'POST', body });
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return span();
}

// The first warms up, and is not counted.
await byHub(0);
await byLoop();
const rounds: { hub: number; loop: number }[] = [];
const before = invoked();
for (let round = 1; round <= ROUNDS; round++) {
  isCounting = true;
  const hub = await byHub(round);
  isCounting = false;
  rounds.push({ hub, loop: await byLoop() });
}
const invocations = (invoked() - before) / ROUNDS;
const bytes = Buffer.byteLength(newsroom.publicText(FEED));
await newsroom.close();
server.close();

const median = (all: number[]): number => all.toSorted((one, other) => one - other)[Math.floor(all.length / 2)] ?? 0;
const [hub, loop] = [median(rounds.map((one) => one.hub)), median(rounds.map((one) => one.loop))];
const counted = (action: string): number => (asked.get(action) ?? 0) / ROUNDS;
const writes = counted('UpdateItem') + counted('PutItem') + counted('DeleteItem');
// Rows of half a kilobyte: a unit each, but a query reads eight in one.
const reads = counted('GetItem') + counted('Query') * (OUTLETS / 8);
const queueRequests = counted('SendMessageBatch') + invocations * 3;
const dollars =
  writes * prices.writeUnit +
  reads * prices.readUnit +
  (counted('S3 GET') + counted('S3 HEAD')) * prices.object +
  queueRequests * prices.queueRequest +
  invocations * (prices.invocation + 0.5 * 0.5 * prices.gigabyteSecond);

const whole = (count: number): string => Math.round(count).toLocaleString('en');
const report = `# What a push costs

Made by \`npm run bench:hub\` on ${cpus().length} cores (${cpus()[0]?.model.trim()}), Node ${process.version}; load ${(loadavg()[0] ?? 0).toFixed(1)}. One correction
of one release, ${whole(OUTLETS)} outlets of one feed (${whole(bytes)} bytes), each with a secret; ${ROUNDS} rounds, medians. The hub is the
template's, in the local cloud; the loop knows no outlets, signs nothing, notes nothing, and can't lose anything.

| | seconds, first to last | a second | × the loop |
|---|---:|---:|---:|
| the hub | ${hub.toFixed(1)} | ${whole(OUTLETS / hub)} | ${(hub / loop).toFixed(1)} |
| a bare loop of POSTs, ${AT_ONCE} at a time | ${loop.toFixed(1)} | ${whole(OUTLETS / loop)} | 1.0 |

Here DynamoDB, S3, SQS, the outlets and two functions at a time share the same cores; on AWS a batch of ten deliveries waits
for the slowest of its outlets, and batches don't wait for one another.

## Requests for ${whole(OUTLETS)} deliveries

| asked for by distribute and deliver | requests |
|---|---:|
${[...asked]
  .toSorted(([one], [other]) => (one < other ? -1 : 1))
  .map(([action]) => `| ${action} | ${whole(counted(action))} |`)
  .join('\n')}
| Lambda, invocations | ${whole(invocations)} |

At list prices, with half a second for each invocation at 512 MB: **$${((dollars * 1000) / OUTLETS).toFixed(4)}** for a thousand deliveries, beside the traffic.
`;
writeFileSync(fileURLToPath(new URL('hub.md', import.meta.url)), report);
process.stdout.write(report);
