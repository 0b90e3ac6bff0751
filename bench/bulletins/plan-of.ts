// In a process of its own, bundled and with the heap of a function of 256 MB: the whole audience of a release is planned,
// as many shards at a time as the plan function has. Its messages are counted instead of sent.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { type PlanEdges, planShard } from '../../functions/bulletins/plan-handler.ts';
import { shardsOf } from '../../functions/core/bulletin.ts';
import { bulletins } from '../../functions/io/bulletins.ts';
import { ledger } from '../../functions/io/ledger.ts';
import { releases } from '../../functions/io/releases.ts';
import { sharing } from '../../functions/io/sharing.ts';
import { subscribers } from '../../functions/io/subscribers.ts';
import { documents } from '../../functions/io/table.ts';
import { answer, asked } from './apart.ts';
import { consumed, metered } from './capacity.ts';
import { allShards, SHARDS_AT_ONCE } from './setting.ts';

const { tables, releaseId } = z
  .object({
    releaseId: z.string(),
    tables: z.object({ releases: z.string(), subscribers: z.string(), ledger: z.string() }),
  })
  .parse(asked());

/** Messages in a request to SQS. */
const BATCH = 10;

/** Of this process alone: what getrusage tells, a child has from its parent. (proc(5), VmHWM) */
const megabytes = (): number =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? Number.NaN) / 1024;

metered(documents);
const counted = { messages: 0, copies: 0, requests: 0 };
const opened = bulletins(tables.releases);
const edges: PlanEdges = {
  bulletins: { ...opened, get: sharing(opened.get, (key) => `${key.releaseId} ${key.occasion}`) },
  releases: { publication: sharing(releases(tables.releases).publication, String) },
  listings: { changes: async () => [] },
  subscribers: subscribers(tables.subscribers),
  ledger: ledger(tables.ledger),
  newsroom: { languages: ['en', 'fr', 'ar'] },
  now: () => new Date(),
  copies: {
    send: async () => undefined,
    async sendAll(messages) {
      counted.messages += messages.length;
      counted.copies += messages.reduce((sum, { subscriberIds }) => sum + subscriberIds.length, 0);
      counted.requests += Math.ceil(messages.length / BATCH);
    },
  },
  receipts: { send: async () => undefined, sendAll: async () => undefined },
  quota: async () => ({ perSecond: 1000, perDay: null, sentLastDay: 0 }),
};

const loaded = megabytes();
const [begun, cpu] = [performance.now(), process.cpuUsage()];
const shards = shardsOf({ releaseId, occasion: 'publication', round: 1, shards: allShards });
let firstSeconds = 0;
for (let from = 0; from < shards.length; from += SHARDS_AT_ONCE) {
  await Promise.all(shards.slice(from, from + SHARDS_AT_ONCE).map((shard) => planShard(shard, edges)));
  firstSeconds ||= (performance.now() - begun) / 1000;
}
const { user, system } = process.cpuUsage(cpu);
answer({
  ...counted,
  ...{ loaded, peak: megabytes(), firstSeconds, seconds: (performance.now() - begun) / 1000 },
  ...{ cpuSeconds: (user + system) / 1e6, consumed: consumed() },
});
