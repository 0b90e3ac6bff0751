// The releases table: heads, publications, addresses, channels, and what is due.
// Rows of one key are read with ConsistentRead from the base table, never from an index (docs/decisions.md).
import { GetCommand, PutCommand, paginateQuery, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { type Channel, channelId } from '../core/channel.ts';
import { Publication } from '../core/publication.ts';
import { ReleaseHead } from '../core/release-head.ts';
import { documents, won } from './table.ts';

const headKey = (releaseId: string) => ({ pk: `RELEASE#${releaseId}`, sk: 'HEAD' });
const publicationKey = (releaseId: string) => ({ pk: `RELEASE#${releaseId}`, sk: 'PUBLICATION' });
const channelPartition = (channel: Channel): string => `CHANNEL#${channelId(channel)}`;

const Row = z.object({ publication: Publication });

/** The row is there in the revision before this one, or, for the first, not at all. */
const next = (revision: number) =>
  revision === 1
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : { ConditionExpression: 'revision = :before', ExpressionAttributeValues: { ':before': revision - 1 } };

export function releases(table: string) {
  const get = async (Key: Record<string, string>) =>
    (await documents.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))).Item;

  return {
    async head(releaseId: string): Promise<ReleaseHead | undefined> {
      const item = await get(headKey(releaseId));
      return item && ReleaseHead.parse(item);
    },

    /** Commits a head; false where its revision isn't the next: somebody else came between. */
    commit: (head: ReleaseHead): Promise<boolean> =>
      won(
        documents.send(
          new PutCommand({
            TableName: table,
            Item: { ...headKey(head.releaseId), ...head },
            ...next(head.revision),
          }),
        ),
      ),

    async publication(releaseId: string): Promise<Publication | undefined> {
      const item = await get(publicationKey(releaseId));
      return item && Row.parse(item).publication;
    },

    /** Stores a publication; false where its revision isn't the next: somebody else came between. */
    publish: (publication: Publication): Promise<boolean> =>
      won(
        documents.send(
          new PutCommand({
            TableName: table,
            Item: { ...publicationKey(publication.releaseId), revision: publication.revision, publication },
            ...next(publication.revision),
          }),
        ),
      ),

    /** Takes an address for a release, for ever; true also where it has it already. */
    claimAddress: (address: string, releaseId: string): Promise<boolean> =>
      won(
        documents.send(
          new PutCommand({
            TableName: table,
            Item: { pk: `ADDRESS#${address}`, sk: 'OWNER', releaseId },
            ConditionExpression: 'attribute_not_exists(pk) OR releaseId = :id',
            ExpressionAttributeValues: { ':id': releaseId },
          }),
        ),
      ),

    /** The release that has an address, "2026/03/slug". */
    async owner(address: string): Promise<string | undefined> {
      const item = await get({ pk: `ADDRESS#${address}`, sk: 'OWNER' });
      return item && z.string().parse(item.releaseId);
    },

    /** Writes the release's row in a channel; an older one never overwrites a newer. */
    async list(channel: Channel, publication: Publication): Promise<void> {
      const { releaseId, editions, revision } = publication;
      // A late translation is new to its readers on the day it comes out.
      const firstPublished = editions[channel.language]?.firstPublished ?? publication.firstPublished;
      await won(
        documents.send(
          new PutCommand({
            TableName: table,
            Item: { pk: channelPartition(channel), sk: `${firstPublished}#${releaseId}`, revision, publication },
            ConditionExpression: 'attribute_not_exists(pk) OR revision < :revision',
            ExpressionAttributeValues: { ':revision': revision },
          }),
        ),
      );
    },

    /** The channel's newest publications, newest first. A release that has left the topic is none of them. */
    async newest(channel: Channel, limit: number): Promise<Publication[]> {
      const query = {
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': channelPartition(channel) },
        ConsistentRead: true,
        ScanIndexForward: false,
      };
      const found: Publication[] = [];
      for await (const { Items = [] } of paginateQuery({ client: documents, pageSize: limit }, query)) {
        const listed = Items.map((item) => Row.parse(item).publication);
        found.push(...listed.filter(({ topics }) => channel.topic === null || topics.includes(channel.topic)));
        if (found.length >= limit) break;
      }
      return found.slice(0, limit);
    },

    /** Notes that something was published in these languages. */
    async open(languages: string[]): Promise<void> {
      for (const language of languages) {
        await documents.send(new PutCommand({ TableName: table, Item: { pk: 'LANGUAGES', sk: language } }));
      }
    },

    /** The languages in which anything was ever published, in the order of their tags. */
    async languages(): Promise<string[]> {
      const { Items = [] } = await documents.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': 'LANGUAGES' },
          ConsistentRead: true,
        }),
      );
      return Items.map((item) => z.string().parse(item.sk));
    },
  };
}
export type Releases = ReturnType<typeof releases>;
