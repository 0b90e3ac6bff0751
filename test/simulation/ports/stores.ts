// All that outlives a function.
import { newAgenda } from './agenda.ts';
import { newBulletins } from './bulletins.ts';
import { newConsents } from './consents.ts';
import { newLedger } from './ledger.ts';
import { newListings } from './listings.ts';
import type { ObjectStore } from './objects.ts';
import { newOutlets } from './outlets.ts';
import { newRate } from './rate.ts';
import type { ReceiptStore } from './receipts.ts';
import { newReleases } from './releases.ts';
import { newSignUps } from './sign-ups.ts';
import { newQueue } from './sqs.ts';
import { newSubscribers } from './subscribers.ts';
import type { UploadStore } from './uploads.ts';

export const queueNames = [
  'uploads',
  'publish',
  'feeds',
  'pages',
  'outlets',
  'distribution',
  'verifications',
  'deliveries',
  'slowDeliveries',
  'bulletins',
  'copies',
  'feedback',
  'receipts',
  'letters',
] as const;
export type QueueName = (typeof queueNames)[number];

export const newStores = () => ({
  agenda: newAgenda(),
  bulletins: newBulletins(),
  ledger: newLedger(),
  listings: newListings(),
  rate: newRate(),
  releases: newReleases(),
  subscribers: newSubscribers(),
  signUps: newSignUps(),
  consents: newConsents(),
  outlets: newOutlets(),
  uploads: new Map() as UploadStore,
  receipts: new Map() as ReceiptStore,
  archive: new Map() as ObjectStore,
  inbox: new Map() as ObjectStore,
  public: new Map() as ObjectStore,
  queues: {
    uploads: newQueue('uploads'),
    publish: newQueue('publish'),
    feeds: newQueue('feeds'),
    pages: newQueue('pages'),
    outlets: newQueue('outlets'),
    distribution: newQueue('distribution'),
    verifications: newQueue('verifications'),
    deliveries: newQueue('deliveries'),
    slowDeliveries: newQueue('slowDeliveries'),
    bulletins: newQueue('bulletins'),
    copies: newQueue('copies'),
    feedback: newQueue('feedback'),
    receipts: newQueue('receipts'),
    letters: newQueue('letters'),
  },
});
export type Stores = ReturnType<typeof newStores>;
