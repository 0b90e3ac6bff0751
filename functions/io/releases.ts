// The releases table: heads, publications, addresses, channels, and what is due.
// Rows of one key are read with ConsistentRead from the base table, never from an index (docs/decisions.md).
import { GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { type Channel, channelId } from '../core/channel.ts';
import { Publication } from '../core/publication.ts';
import { ReleaseHead } from '../core/release-head.ts';
import { documents, won } from './table.ts';

const headKey = (releaseId: string) => ({ pk: `RELEASE#${releaseId}`, sk: 'HEAD' });
const publicationKey = (releaseId: string) => ({ pk: `RELEASE#${releaseId}`, sk: 'PUBLICATION' });
const channelPartition = (channel: Channel): string => `CHANNEL#${channelId(channel)}`;

const Row = z.object({ publication: Publication });

export function releases(table: string) {
  const get = async (Key: Record<string, string>) =>
    (await documents.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))).Item;

  return {
    async head(releaseId: string): Promise<ReleaseHead | undefined> {
      const item = await get(headKey(releaseId));
      return item && ReleaseHead.parse(item);
    },

    /** Commits `head` where the table still holds `before`; false where somebody else came between. */
    commit: (head: ReleaseHead, before: ReleaseHead | undefined): Promise<boolean> =>
      won(
        documents.send(
          new PutCommand({
            TableName: table,
            Item: { ...headKey(head.releaseId), ...head },
            ...(before === undefined
              ? { ConditionExpression: 'attribute_not_exists(pk)' }
              : {
                  ConditionExpression: 'version = :version AND sequencer = :sequencer',
                  ExpressionAttributeValues: { ':version': before.version, ':sequencer': before.sequencer },
                }),
          }),
        ),
      ),

    async publication(releaseId: string): Promise<Publication | undefined> {
      const item = await get(publicationKey(releaseId));
      return item && Row.parse(item).publication;
    },

    /** Stores a newer publication; false where one of this version or newer is there. */
    publish: (publication: Publication): Promise<boolean> =>
      won(
        documents.send(
          new PutCommand({
            TableName: table,
            Item: { ...publicationKey(publication.releaseId), version: publication.version, publication },
            ConditionExpression: 'attribute_not_exists(pk) OR version < :version',
            ExpressionAttributeValues: { ':version': publication.version },
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

    /** Lists the release in a channel; an older version never overwrites a newer one. */
    async list(channel: Channel, publication: Publication): Promise<void> {
      const { releaseId, editions, version } = publication;
      // A late translation is new to its readers on the day it comes out.
      const firstPublished = editions[channel.language]?.firstPublished ?? publication.firstPublished;
      await won(
        documents.send(
          new PutCommand({
            TableName: table,
            Item: { pk: channelPartition(channel), sk: `${firstPublished}#${releaseId}`, version, publication },
            ConditionExpression: 'attribute_not_exists(pk) OR version < :version',
            ExpressionAttributeValues: { ':version': version },
          }),
        ),
      );
    },

    /** The channel's newest publications, newest first. */
    async newest(channel: Channel, limit: number): Promise<Publication[]> {
      const { Items = [] } = await documents.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': channelPartition(channel) },
          ConsistentRead: true,
          ScanIndexForward: false,
          Limit: limit,
        }),
      );
      return Items.map((item) => Row.parse(item).publication);
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
