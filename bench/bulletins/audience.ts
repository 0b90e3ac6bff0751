// Readers, and the bulletins that they get, put straight into the tables and the archive.
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { archiveKey } from '../../functions/core/archive.ts';
import { BULK, type Bulletin } from '../../functions/core/bulletin.ts';
import type { CopiesDue } from '../../functions/core/messages.ts';
import { SHARDS, type Subscriber, shardOf, subscriberId } from '../../functions/core/subscriber.ts';
import { clientSettings } from '../../infra/local/emulators.ts';
import { contentHash, publicationOf, sample } from './mails.ts';
import type { Place } from './place.ts';
import { allShards } from './setting.ts';

/** The sample has all three; one reader in three has each. */
const LANGUAGES = [['en'], ['fr', 'en'], ['ar', 'fr']];
const ROWS = 25;

export function reader(number: number): Subscriber {
  const address = `reader-${number}@readers.example`;
  return {
    ...{ id: subscriberId('bench', address), address, languages: LANGUAGES[number % LANGUAGES.length] ?? ['en'] },
    ...{
      topics: [],
      frequency: 'immediate',
      timezone: 'UTC',
      hour: 8,
      standIn: false,
      pausedUntil: null,
      formerRhythm: null,
      state: 'active',
    },
  };
}

export const rowOf = (subscriber: Subscriber) => ({
  ...{ pk: `SHARD#${String(shardOf(subscriber.id)).padStart(2, '0')}`, sk: subscriber.id },
  ...subscriber,
});

/** Rows that say that somebody is in each shard. */
export const shardRows = allShards.map((shard) => ({ pk: 'SHARDS', sk: String(shard).padStart(2, '0') }));

export const readers = (count: number): Subscriber[] => Array.from({ length: count }, (_, number) => reader(number));

export function openBulletin(releaseId: string, now: Date): Bulletin {
  const [roundAt, openedAt] = [now.toISOString(), now.toISOString()];
  return {
    ...{ releaseId, occasion: 'publication', revision: 1, round: 1, roundAt, openedAt, closedAt: null, pause: null },
    shards: allShards,
    ...{ quota: null, quotaRound: 0, accepted: 0, failed: 0, spared: 0, reconciled: 0 },
  };
}

/** As many in each shard, all of one language: as full messages as a large audience has. */
export function readersPerShard(count: number): Subscriber[] {
  const shards = new Map<number, Subscriber[]>();
  for (
    let number = 0;
    [...shards.values()].length < SHARDS || [...shards.values()].some((own) => own.length < count);
    number++
  ) {
    const one = reader(number);
    const shard = shardOf(one.id);
    const own = shards.get(shard) ?? [];
    if (own.length < count) own.push({ ...one, languages: LANGUAGES[shard % LANGUAGES.length] ?? ['en'] });
    shards.set(shard, own);
  }
  return [...shards.values()].flat();
}

/** Everything that publish leaves behind of these releases, and their readers. */
export async function fill({ emulators }: Place, releaseIds: string[], subscribers: Subscriber[]): Promise<void> {
  const documents = DynamoDBDocumentClient.from(emulators.dynamodb);
  const put = async (table: string, rows: object[]) => {
    for (let from = 0; from < rows.length; from += ROWS) {
      const requests = rows.slice(from, from + ROWS).map((Item) => ({ PutRequest: { Item } }));
      await documents.send(new BatchWriteCommand({ RequestItems: { [table]: requests } }));
    }
  };
  const s3 = new S3Client(clientSettings(emulators.gateway.url));
  const release = await sample();
  for (const releaseId of releaseIds) {
    const [publication, bulletin] = [publicationOf(release, releaseId), openBulletin(releaseId, new Date())];
    const { occasion, round, revision } = bulletin;
    await put('releases', [
      { pk: `RELEASE#${releaseId}`, sk: 'PUBLICATION', revision, publication },
      { pk: `BULLETIN#${releaseId}`, sk: occasion, ...bulletin },
      { pk: 'BULLETINS', sk: `${releaseId}#${occasion}`, releaseId, occasion, round },
    ]);
    const Key = archiveKey.release(releaseId, contentHash);
    const Body = JSON.stringify({ ...release, id: releaseId });
    await s3.send(new PutObjectCommand({ Bucket: 'archive', Key, Body }));
  }
  await put('subscribers', [...shardRows, ...subscribers.map(rowOf)]);
}

/** As planners fill them; two releases that come out at once come in turns. */
export function copiesDue(releaseIds: string[], subscribers: Subscriber[]): CopiesDue[] {
  const byLanguage = Map.groupBy(subscribers, ({ languages: [language = 'en'] }) => language);
  return [...byLanguage].flatMap(([language, own]) =>
    Array.from({ length: Math.ceil(own.length / BULK) }, (_, at) => {
      const subscriberIds = own.slice(at * BULK, (at + 1) * BULK).map(({ id }) => id);
      return releaseIds.map((releaseId) => ({ releaseId, occasion: 'publication' as const, language, subscriberIds }));
    }).flat(),
  );
}
