// The production functions, on ports in memory: who is called by which queue, how many at a time, and for how long.
import type { Context, SQSBatchResponse, SQSRecord } from 'aws-lambda';
import { type PlanEdges, planShard } from '../../functions/bulletins/plan-handler.ts';
import { type SendEdges, send } from '../../functions/bulletins/send-handler.ts';
import { type ClockEdges, tick } from '../../functions/clock/handler.ts';
import {
  BulletinDue,
  ChannelChanged,
  CopiesDue,
  DeliveryDue,
  FeedChanged,
  InboxEvent,
  LetterDue,
  ReleaseAccepted,
  VerificationDue,
} from '../../functions/core/messages.ts';
import { Notification } from '../../functions/feedback/event.ts';
import { type FeedbackEdges, settle } from '../../functions/feedback/handler.ts';
import { type FeedEdges, rebuild } from '../../functions/feeds/handler.ts';
import { type DeliverEdges, deliver as deliverFeed } from '../../functions/hub/deliver-handler.ts';
import { type DistributeEdges, distribute } from '../../functions/hub/distribute-handler.ts';
import { type VerifyEdges, verify } from '../../functions/hub/verify-handler.ts';
import { type IngestEdges, store } from '../../functions/ingest/handler.ts';
import type { onMessage } from '../../functions/io/on-message.ts';
import { type PublishEdges, publish } from '../../functions/publish/handler.ts';
import { type LetterEdges, sendLetter } from '../../functions/subscriptions/letters-handler.ts';
import { keys, newsroom, site } from './newsroom.ts';
import { type Message, nextVisible, receive, remove, type SimQueue } from './ports/sqs.ts';
import type { QueueName } from './ports/stores.ts';
import type { Run } from './scheduler.ts';
import type { Ports, Wiring } from './wiring.ts';
import type { World } from './world.ts';

const second = 1000;

type Stage = {
  name: string;
  queue: QueueName;
  limit: number;
  visibility: number;
  batch: number;
  atOnce: number;
  handle: (world: World, run: Run, wiring: Wiring) => (records: SQSRecord[]) => Promise<string[]>;
};

/** Runs a batch through the production message loop; returns the ids of what failed. */
async function loop(handler: ReturnType<typeof onMessage>, records: SQSRecord[]): Promise<string[]> {
  const response = await handler({ Records: records }, {} as Context, () => undefined);
  return (response as SQSBatchResponse).batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
}

const stage = { limit: 30 * second, visibility: 180 * second, batch: 10, atOnce: 2 };

const planning: Stage['handle'] = (world, run, { ports, onMessage }) => {
  const { bulletins, releases, listings, subscribers, ledger, quota, queues, now } = ports(world, run);
  const edges: PlanEdges = {
    ...{ bulletins, releases, listings, subscribers, ledger, quota },
    ...{ copies: queues.copies, receipts: queues.receipts, newsroom, now },
  };
  const handler = onMessage('bulletins', BulletinDue, planShard, () => edges);
  return (records) => loop(handler, records);
};

const stages: Stage[] = [
  {
    ...{ ...stage, name: 'ingest', queue: 'uploads', limit: 60 * second, visibility: 360 * second, batch: 1 },
    handle: (world, run, { ports, onMessage }) => {
      const { archive, releases, uploads, receipts, inbox, queues } = ports(world, run);
      const edges: IngestEdges = {
        ...{ archive, releases, uploads, receipts, inbox, newsroom },
        ...{ publish: queues.publish, receiptsDue: queues.receipts },
      };
      const handler = onMessage(
        'ingest',
        InboxEvent,
        async ({ Records }, edges) => {
          for (const { eventTime, s3 } of Records) await ingest(world, eventTime, s3.object, edges);
        },
        () => edges,
      );
      return (records) => loop(handler, records);
    },
  },
  {
    ...{ ...stage, name: 'publish', queue: 'publish' },
    handle: (world, run, { ports, onMessage }) => {
      const { releases, listings, agenda, archive, bulletins, subscribers, queues, now, ...rest } = ports(world, run);
      const edges: PublishEdges = {
        ...{ releases, listings, agenda, archive, bulletins, subscribers, now, newsroom, public: rest.public },
        ...{
          feeds: queues.feeds,
          pages: queues.pages,
          outlets: queues.outlets,
          plan: queues.plan,
          receipts: queues.receipts,
        },
      };
      const handler = onMessage('publish', ReleaseAccepted, publish, () => edges);
      return (records) => loop(handler, records);
    },
  },
  {
    ...{ ...stage, name: 'feeds', queue: 'feeds', batch: 2, atOnce: 6 },
    handle: (world, run, { ports, onMessage }) => {
      const edges = feedEdges(ports(world, run));
      const isBuilt = ({ channel }: ChannelChanged) => world.hasFeeds && sampledChannels.includes(channel);
      const handler = onMessage(
        'feeds',
        ChannelChanged,
        async (due) => (isBuilt(due) ? rebuild(due, edges) : undefined),
        () => edges,
      );
      return (records) => loop(handler, records);
    },
  },
  { ...stage, name: 'plan', queue: 'bulletins', atOnce: 3, handle: planning },
  {
    ...{ ...stage, name: 'send', queue: 'copies', limit: 300 * second, visibility: 1800 * second, batch: 1 },
    handle: (world, run, { ports, onMessage }) => {
      const { bulletins, releases, subscribers, ledger, archive, rate, sendBulk, quota, queues, now } = ports(
        world,
        run,
      );
      let attempts = 0;
      const edges: SendEdges = {
        ...{ bulletins, releases, subscribers, ledger, archive, rate, sendBulk, quota, now, newsroom, site },
        ...{ copies: queues.copies, keys: async () => keys, configurationSet: 'bulletins' },
        templates: { ltr: 'ltr', rtl: 'rtl' },
        pause: run.pause,
        newAttempt: () => `attempt-${run.id}-${++attempts}`,
      };
      const handler = onMessage('bulletins', CopiesDue, send, () => edges);
      return (records) => loop(handler, records);
    },
  },
  {
    ...{ ...stage, name: 'feedback', queue: 'feedback' },
    handle: (world, run, { ports, onMessage }) => {
      const { ledger, subscribers, now } = ports(world, run);
      const edges: FeedbackEdges = { ledger, subscribers, now, count: () => undefined };
      const handler = onMessage('feedback', Notification, settle, () => edges);
      return (records) => loop(handler, records);
    },
  },
  {
    ...{ ...stage, name: 'letters', queue: 'letters' },
    handle: (world, run, { ports, onMessage }) => {
      const { subscribers, signUps, rate, sendTemplated, quota, queues, now } = ports(world, run);
      let attempts = 0;
      const edges: LetterEdges = {
        ...{ subscribers, signUps, rate, sendTemplated, quota, now, newsroom, site },
        ...{ letters: queues.letters, keys: async () => keys, configurationSet: 'letters' },
        templates: { ltr: 'ltr', rtl: 'rtl' },
        pause: run.pause,
        newAttempt: () => `letter-${run.id}-${++attempts}`,
      };
      const handler = onMessage('letters', LetterDue, sendLetter, () => edges);
      return (records) => loop(handler, records);
    },
  },
];

const delivering: Stage['handle'] = (world, run, { ports, onMessage }) => {
  const { outlets, queues, call, now, ...rest } = ports(world, run);
  let attempts = 0;
  const edges: DeliverEdges = {
    ...{ outlets, public: rest.public, deliverSlowly: queues.deliverSlowly, call, site, now },
    newAttempt: () => `delivery-${run.id}-${++attempts}`,
  };
  const handler = onMessage('deliver', DeliveryDue, deliverFeed, () => edges);
  return (records) => loop(handler, records);
};

/** An outlet that answers late is waited for. */
const calling = { ...stage, limit: 60 * second, visibility: 360 * second };

/** In histories of outlets. */
const hub: Stage[] = [
  {
    ...{ ...calling, name: 'verify', queue: 'verifications' },
    handle: (world, run, { ports, onMessage }) => {
      const { outlets, call, now, ...rest } = ports(world, run);
      const edges: VerifyEdges = {
        ...{ outlets, public: rest.public, call, now },
        newChallenge: () => `challenge ${world.random.next()}`,
      };
      const handler = onMessage('verify', VerificationDue, verify, () => edges);
      return (records) => loop(handler, records);
    },
  },
  {
    ...{ ...stage, name: 'distribute', queue: 'distribution' },
    handle: (world, run, { ports, onMessage }) => {
      const { outlets, queues, now, ...rest } = ports(world, run);
      const { deliver, deliverSlowly } = queues;
      const edges: DistributeEdges = { outlets, public: rest.public, deliver, deliverSlowly, newsroom, now };
      const handler = onMessage('distribute', FeedChanged, distribute, () => edges);
      return (records) => loop(handler, records);
    },
  },
  { ...{ ...calling, name: 'deliver', queue: 'deliveries', atOnce: 4 }, handle: delivering },
  { ...{ ...calling, name: 'deliver slowly', queue: 'slowDeliveries' }, handle: delivering },
];

const feedEdges = ({ releases, listings, archive, edge, queues, ...rest }: Ports): FeedEdges => ({
  ...{ releases, listings, archive, edge, newsroom, site, public: rest.public, changed: queues.distribution },
});

/** Feeds of these channels stand for all: writing them takes longer than all else. */
export const sampledChannels: readonly string[] = ['en', 'fr', 'fr/topics/water'];

/** What ingest does, from where the file was understood. */
async function ingest(
  { uploads, stores }: World,
  eventTime: string,
  object: Parameters<typeof store>[2],
  edges: IngestEdges,
): Promise<void> {
  const key = decodeURIComponent(object.key);
  // Without a version, the newest is meant.
  const etag = object.versionId ?? stores.inbox.get(key)?.etag.replaceAll('"', '') ?? '';
  const release = uploads.get(etag) ?? null;
  const error = { level: 'error' as const, code: 'unreadable', message: 'It is unreadable.', line: null };
  const problems = release ? [] : [error];
  const receivedAt = new Date(eventTime).toISOString();
  await store({ file: key, receivedAt, sha256: etag, problems }, { release, problems, images: [] }, object, edges);
  await edges.uploads.note({ key, etag }, object.sequencer);
}

/** Hands messages of a queue to its function, as Lambda's poller does. */
function deliver(world: World, stage: Stage, wired: Wiring): void {
  const { random, schedule, stores } = world;
  const from = stores.queues[stage.queue];
  const now = schedule.now();
  const most = random.between(1, stage.batch);
  const messages = receive(from, { now, most, hiddenUntil: now + stage.visibility }, random.pick);
  if (messages.length === 0) return;
  if (wired.acknowledgesFirst) for (const message of messages) remove(from, message);
  schedule.start({
    ...{ name: stage.name, limit: stage.limit },
    work: async (run) => {
      const failed = await stage.handle(world, run, wired)(messages.map(recordOf));
      for (const message of messages) if (!failed.includes(message.id)) done(world, from, message);
    },
    onStall: () => {
      for (const message of messages) message.visibleAt = Math.min(message.visibleAt, schedule.now());
    },
  });
}

/** Deletes it; SQS may hand it out once more all the same. */
function done({ random, climate, schedule }: World, from: SimQueue, message: Message): void {
  if (random.chance(climate.duplicates)) message.visibleAt = schedule.now() + random.between(0, 5000);
  else remove(from, message);
}

const recordOf = ({ id, body, receives }: Message): SQSRecord => ({
  ...{ messageId: id, body, receiptHandle: '', messageAttributes: {}, md5OfBody: '', eventSource: 'aws:sqs' },
  ...{ eventSourceARN: '', awsRegion: 'us-east-1' },
  attributes: {
    ApproximateReceiveCount: String(receives),
    SentTimestamp: '',
    SenderId: '',
    ApproximateFirstReceiveTimestamp: '',
  },
});

/** Queues that nobody reads here: what is made of them is built from what is checked anyway. */
const ignored = ({ outlets }: World): readonly QueueName[] =>
  outlets.size > 0 ? ['pages', 'outlets', 'receipts'] : ['pages', 'outlets', 'distribution', 'receipts'];

export function connect(world: World, wired: Wiring): void {
  const { schedule, stores } = world;
  for (const stage of world.outlets.size > 0 ? [...stages, ...hub] : stages) {
    schedule.sources.push({
      nextAt: () => (schedule.runsOf(stage.name) < stage.atOnce ? nextVisible(stores.queues[stage.queue]) : undefined),
      act: () => deliver(world, stage, wired),
    });
  }
  for (const name of ignored(world)) {
    const from = stores.queues[name];
    schedule.sources.push({
      nextAt: () => nextVisible(from),
      act: () => {
        from.messages = [];
      },
    });
  }
}

/** Where there are no outlets, nothing is looked after, and nothing is asked for it. */
const nobody: ClockEdges['outlets'] = {
  ...{ opened: async () => [], open: async () => undefined, close: async () => true },
};

/** The clock's function, for the minute of this time. */
export function startClock(world: World, at: number, wired: Wiring): void {
  const { schedule, stores } = world;
  world.ticks++;
  world.tickedAt = at;
  schedule.start({
    ...{ name: 'clock', limit: 50 * second },
    work: (run) => {
      const ports = wired.ports(world, run);
      const { agenda, bulletins, ledger, subscribers, listings, outlets, inbox, uploads, account, queues } = ports;
      const edges: ClockEdges = {
        outlets: world.outlets.size > 0 ? outlets : nobody,
        ...{ agenda, bulletins, ledger, subscribers, listings, inbox, uploads, account, count: () => undefined },
        ...{ ingest: queues.ingest, publish: queues.publish, plan: queues.plan },
        ...{ copies: queues.copies, receipts: queues.receipts },
        backlog: () =>
          run.wire.read('queues.depth', () => ({
            feedback: stores.queues.feedback.messages.length,
            bulletins: stores.queues.bulletins.messages.length + stores.queues.copies.messages.length,
          })),
      };
      return tick(new Date(at), edges);
    },
  });
}
