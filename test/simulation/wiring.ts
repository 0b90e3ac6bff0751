// How the world is wired: the ports that a function at work has.
import {
  BulletinDue,
  ChannelChanged,
  CopiesDue,
  DeliveryDue,
  FeedChanged,
  InboxEvent,
  LetterDue,
  ReceiptDue,
  ReleaseAccepted,
  ReleaseChanged,
  VerificationDue,
} from '../../functions/core/messages.ts';
import { onMessage } from '../../functions/io/on-message.ts';
import type { Accept, LetterAccept } from './history.ts';
import { network } from './outlets.ts';
import { agenda } from './ports/agenda.ts';
import { archive } from './ports/archive.ts';
import { bulletins } from './ports/bulletins.ts';
import { consents } from './ports/consents.ts';
import { type LedgerWrite, ledger } from './ports/ledger.ts';
import { listings } from './ports/listings.ts';
import { objects } from './ports/objects.ts';
import { outlets } from './ports/outlets.ts';
import { queue } from './ports/queue.ts';
import { rate } from './ports/rate.ts';
import { receipts } from './ports/receipts.ts';
import { releases } from './ports/releases.ts';
import { accountOf, type Fate, quotaOf, sendBulkOf, sendTemplatedOf, unsuppressOf } from './ports/ses.ts';
import { signUps } from './ports/sign-ups.ts';
import { put } from './ports/sqs.ts';
import type { QueueName } from './ports/stores.ts';
import { subscribers } from './ports/subscribers.ts';
import { uploads } from './ports/uploads.ts';
import type { Run } from './scheduler.ts';
import { tell, type World } from './world.ts';

const second = 1000;

/** Readers and rows of a page: few, so that there are several. */
const PAGE = 3;

/** The ports of a function at work. */
export function portsOf(world: World, run: Run) {
  const { stores, schedule, history, random, ses } = world;
  const { wire } = run;
  const now = () => schedule.date();
  const last = (name: string) => run.made.get(name) ?? 0;
  const ledgerStore = {
    ...stores.ledger,
    onWrite: ({ call, key, row }: LedgerWrite) => {
      const attempt = row.attempt ?? '';
      const at = schedule.now();
      const reads = {
        readersRead: last('subscribers.many'),
        suppressionsRead: last('subscribers.suppressed'),
        releaseRead: last('releases.publication'),
      };
      if (call === 'claim')
        history.claims.push({ key, attempt, language: row.language ?? '', at, call: schedule.calls(), ...reads });
      if (row.state === 'FREE' && run.name === 'clock') history.freed.push({ key, attempt, at });
    },
  };
  const sinkOf = (name: QueueName) => (bodies: string[], delaySeconds: number) => {
    for (const body of bodies) put(stores.queues[name], body, schedule.now() + delaySeconds * second);
  };
  const onPut = (key: string, content: { body: string | Uint8Array }) => {
    if (typeof content.body === 'string') history.put.push({ key, body: content.body, at: schedule.now() });
  };
  const setting = {
    ...{ store: ses, random, now: schedule.now, calls: schedule.calls },
    onAccept: (accept: Accept | LetterAccept, fate: Fate) => tell(world, accept, fate),
  };
  const written = ledger(ledgerStore, wire, PAGE);
  return {
    agenda: agenda(stores.agenda, wire),
    bulletins: bulletins(stores.bulletins, wire),
    ledger: {
      ...written,
      begin: (...[key, attempt]: Parameters<typeof written.begin>) => {
        history.attempts.set(attempt.attempt, { entries: attempt.entries });
        return written.begin(key, attempt);
      },
    },
    listings: listings(stores.listings, wire),
    rate: rate(stores.rate, wire),
    releases: releases(stores.releases, wire),
    subscribers: subscribers(stores.subscribers, wire, PAGE),
    signUps: signUps(stores.signUps, wire),
    consents: consents(stores.consents, wire),
    outlets: outlets(stores.outlets, wire, PAGE),
    call: network(world, run),
    uploads: uploads(stores.uploads, wire),
    receipts: receipts(stores.receipts, wire),
    archive: archive(stores.archive, wire, now),
    inbox: objects(stores.inbox, wire, now),
    public: objects(stores.public, wire, now, onPut),
    edge: { invalidate: (reference: string) => wire.write('edge.invalidate', () => void reference) },
    account: accountOf(setting, wire),
    quota: quotaOf(setting),
    sendBulk: sendBulkOf(setting, run),
    sendTemplated: sendTemplatedOf(setting, run),
    unsuppress: unsuppressOf(setting, wire),
    queues: {
      ingest: queue('uploads', sinkOf('uploads'), InboxEvent, wire),
      publish: queue('publish', sinkOf('publish'), ReleaseAccepted, wire),
      feeds: queue('feeds', sinkOf('feeds'), ChannelChanged, wire),
      pages: queue('pages', sinkOf('pages'), ReleaseChanged, wire),
      outlets: queue('outlets', sinkOf('outlets'), ReleaseChanged, wire),
      distribution: queue('distribution', sinkOf('distribution'), FeedChanged, wire),
      verify: queue('verifications', sinkOf('verifications'), VerificationDue, wire),
      deliver: queue('deliveries', sinkOf('deliveries'), DeliveryDue, wire),
      deliverSlowly: queue('slowDeliveries', sinkOf('slowDeliveries'), DeliveryDue, wire),
      plan: queue('bulletins', sinkOf('bulletins'), BulletinDue, wire),
      copies: queue('copies', sinkOf('copies'), CopiesDue, wire),
      letters: queue('letters', sinkOf('letters'), LetterDue, wire),
      receipts: queue('receipts', sinkOf('receipts'), ReceiptDue, wire),
    },
    now,
  };
}
export type Ports = ReturnType<typeof portsOf>;

/** How the world is wired; a planted bug wires some of it otherwise. */
export type Wiring = {
  ports: (world: World, run: Run) => Ports;
  onMessage: typeof onMessage;
  /** Whether a message is done with as soon as it is handed out. */
  acknowledgesFirst: boolean;
};

export const wiring: Wiring = { ports: portsOf, onMessage, acknowledgesFirst: false };
