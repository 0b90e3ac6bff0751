// A newsroom in the local cloud, as its press office and its operator use it.
import { readFileSync } from 'node:fs';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { permalink } from '../functions/core/address.ts';
import { DIGEST_DELAY, nextHour } from '../functions/core/digest-hour.ts';
import { DIGEST } from '../functions/core/occasion.ts';
import { type Publication, usableLanguages } from '../functions/core/publication.ts';
import type { Receipt } from '../functions/core/receipt.ts';
import { releaseId } from '../functions/core/release.ts';
import type { ReleaseHead } from '../functions/core/release-head.ts';
import { nameKey } from '../functions/core/token.ts';
import { operator } from '../infra/local/account.ts';
import { type Cloud, type CloudOptions, startCloud } from '../infra/local/cloud.ts';
import type { ReleaseRow } from '../infra/local/console/source.ts';
import { clientSettings } from '../infra/local/emulators.ts';
import type { AcceptedMail, SentMail } from '../infra/local/ses/ses.ts';
import { type ImportReport, importSample } from './import-subscribers.ts';
import { fileFault } from './sentence.ts';
import { type Tally, tally } from './tally.ts';

export type Followed = {
  head: ReleaseHead;
  publication: Publication | undefined;
  addresses: Record<string, string>;
  copies: Tally;
};

export type LocalNewsroom = {
  cloud: Cloud;
  /** Puts a file into the inbox; the way of every release. */
  upload(file: string, key: string): Promise<void>;
  importSubscribers(csv: string): Promise<ImportReport>;
  /** Waits until all is quiet, and lets the clock look until no bulletin is open: then receipts are final. */
  settled(): Promise<void>;
  /** Lets the clock tick as if it were then, and waits until all is quiet. */
  tick(time: Date): Promise<void>;
  /** Sends the next digest of each reader of one, as if its hour had come; what became of them. */
  digests(): Promise<Tally>;
  /** Every mail of a release or digest that was sent to a subscriber. */
  bulletins(): SentMail[];
  /** Newest last. */
  receipts(): { key: string; receipt: Receipt }[];
  follow(key: string): Promise<Followed | undefined>;
  /** The releases of the last receipts, newest first. */
  releases(): Promise<ReleaseRow[]>;
};

/** Whether it brings a subscriber something to read: receipts and letters that ask for a confirmation are of no release. */
export const isBulletin = ({ tags }: AcceptedMail): boolean => tags.release !== undefined;

/** After so many of the clock's looks, whatever is open waits for something else. */
const LOOKS = 4;

/** Releases that the control room shows. */
const NEWEST = 10;

export async function openNewsroom(options: CloudOptions): Promise<LocalNewsroom> {
  const cloud = await startCloud(options);
  const { url } = cloud.emulators.gateway;
  const out = output(cloud);
  // functions/io makes its clients when it is imported: it finds the local cloud as the functions do.
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: url,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: operator.accessKeyId,
    AWS_SECRET_ACCESS_KEY: operator.secretAccessKey,
  });
  const io = {
    releases: (await import('../functions/io/releases.ts')).releases(out('ReleasesTable')),
    subscribers: (await import('../functions/io/subscribers.ts')).subscribers(out('SubscribersTable')),
    aliases: (await import('../functions/io/aliases.ts')).aliases(out('SubscribersTable')),
    consents: (await import('../functions/io/consents.ts')).consents(out('SubscribersTable')),
    ledger: (await import('../functions/io/ledger.ts')).ledger(out('LedgerTable')),
    bulletins: (await import('../functions/io/bulletins.ts')).bulletins(out('ReleasesTable')),
    keys: (await import('../functions/io/secret.ts')).secret(out('SecretArn')),
  };
  const s3 = new S3Client(clientSettings(url));
  const receipts = receiptsIn(cloud, out('ArchiveBucket'));
  const known = new Map<string, { mails: number; row: ReleaseRow }>();

  // Counting copies reads the whole ledger of a release; it is done again only when mails went out since.
  const row = async (key: string, receipt: Receipt): Promise<ReleaseRow[]> => {
    const mails = newsroom.bulletins().length;
    const name = `${key} ${receipt.version}`;
    const earlier = known.get(name);
    if (earlier && earlier.mails === mails && earlier.row.state === 'published') return [earlier.row];
    const followed = await newsroom.follow(key);
    if (!followed) return [];
    const made = releaseRow(receipt, followed);
    known.set(name, { mails, row: made });
    return [made];
  };

  const tick = async (time: Date): Promise<void> => {
    await cloud.functions.find(({ name }) => name === 'polywire-clock')?.invoke({ time: time.toISOString() });
    await cloud.quiet();
  };

  /** The clock's looks plan a bulletin once more, and close it. What waits for SES, or for a person, stays open. */
  const closeBulletins = async (time: Date): Promise<void> => {
    for (let look = 0; look < LOOKS; look++) {
      await tick(time);
      if ((await io.bulletins.opened()).length === 0) return;
    }
  };

  const newsroom: LocalNewsroom = {
    cloud,

    async upload(file, key) {
      await s3.send(new PutObjectCommand({ Bucket: out('InboxBucket'), Key: key, Body: contents(file) }));
    },

    importSubscribers: async (csv) => importSample(csv, { ...io, key: nameKey(await io.keys()) }),

    async settled() {
      await cloud.quiet();
      await closeBulletins(new Date());
    },

    tick,

    async digests() {
      const now = new Date();
      const due = (await io.subscribers.rhythms()).map((rhythm) => nextHour(rhythm, now).getTime());
      for (const hour of [...new Set(due)].toSorted((one, other) => one - other)) {
        await tick(new Date(hour + DIGEST_DELAY));
      }
      return tally(await io.bulletins.of(DIGEST), io.ledger);
    },

    bulletins: () => cloud.emulators.ses.outbox().filter(isBulletin),

    receipts,

    async follow(key) {
      const id = releaseId(key);
      const head = await io.releases.head(id);
      if (!head) return undefined;
      const publication = await io.releases.publication(id);
      const languages = Object.keys(publication?.editions ?? {});
      const site = out('Site');
      const addresses = publication
        ? Object.fromEntries(languages.map((one) => [one, permalink(site, one, publication)]))
        : {};
      return { head, publication, addresses, copies: await tally(await io.bulletins.of(id), io.ledger) };
    },

    async releases() {
      const accepted = receipts().filter(({ receipt }) => receipt.outcome === 'accepted');
      const newest = new Map(
        accepted
          .reverse()
          .map(({ receipt }) => [receipt.file, receipt] as const)
          .reverse(),
      );
      const rows = await Promise.all([...newest].slice(-NEWEST).map(([key, receipt]) => row(key, receipt)));
      return rows.flat().reverse();
    },
  };
  return newsroom;
}

function releaseRow({ file, release }: Receipt, { head, publication, addresses, copies }: Followed): ReleaseRow {
  const { SENT, FAILED, CLAIMED, UNKNOWN, FREE, delivered, bounced } = copies;
  const until = publication
    ? undefined
    : Object.values(head.editions)
        .flatMap(({ embargo }) => embargo ?? [])
        .toSorted()[0];
  return {
    id: head.releaseId,
    file,
    version: head.version,
    state: stateOf(publication),
    ...(until === undefined ? {} : { until }),
    editions: (release?.editions ?? []).map(({ language, headline }) => ({
      language,
      headline,
      url: addresses[language] ?? '',
    })),
    copies: { planned: SENT + FAILED + CLAIMED + UNKNOWN + FREE, sent: SENT, delivered, bounced, failed: FAILED },
  };
}

const stateOf = (publication: Publication | undefined): ReleaseRow['state'] => {
  if (!publication) return 'held';
  return usableLanguages(publication).length === 0 ? 'withdrawn' : 'published';
};

const receiptsIn =
  ({ emulators: { s3 } }: Cloud, bucket: string) =>
  () =>
    s3
      .list(bucket)
      .filter((key) => key.startsWith('receipts/') && key.endsWith('.json'))
      .map((key) => ({ key, receipt: parsed(s3.read(bucket, key)?.body) }))
      .sort((one, other) => (one.receipt.receivedAt < other.receipt.receivedAt ? -1 : 1));

const output = (cloud: Cloud) => (name: string) => {
  const value = cloud.outputs[name];
  if (value === undefined) throw new Error(`The template has no output ${name}.`);
  return value;
};

function contents(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw fileFault(file, error);
  }
}

// Written by ingest a moment ago, in this very checkout.
const parsed = (body: Uint8Array | undefined): Receipt => JSON.parse(new TextDecoder().decode(body));
