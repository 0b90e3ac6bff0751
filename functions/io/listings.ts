// Where releases are listed: channels, the pages of a language's past, the languages. In the releases table.
// Rows of one key are read with ConsistentRead from the base table, never from an index (docs/decisions.md).
import { GetCommand, PutCommand, paginateQuery, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { pageOf } from '../core/archive-page.ts';
import { type Channel, channelId } from '../core/channel.ts';
import { Publication } from '../core/publication.ts';
import { documents, won } from './table.ts';

const channelPartition = (channel: Channel): string => `CHANNEL#${channelId(channel)}`;
const pagePartition = (language: string, page: number): string => `PAGE#${language}#${page}`;
const positionKey = (language: string, releaseId: string) => ({ pk: `POSITIONS#${language}`, sk: releaseId });
const countKey = (language: string) => positionKey(language, '#');

const Row = z.object({ publication: Publication });
const Position = z.object({ position: z.int().check(z.positive()) });
const Count = z.object({ releases: z.int() });
const Opener = z.object({ sk: z.string(), releaseId: z.string() });

export function listings(table: string) {
  const get = async (Key: Record<string, string>) =>
    (await documents.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))).Item;

  const put = (Item: Record<string, unknown>, condition: object): Promise<boolean> =>
    won(documents.send(new PutCommand({ TableName: table, Item, ...condition })));

  /** Writes a row of a publication; an older one never overwrites a newer. */
  const putRow = (key: { pk: string; sk: string }, publication: Publication) =>
    put(
      { ...key, revision: publication.revision, publication },
      {
        ConditionExpression: 'attribute_not_exists(pk) OR revision < :revision',
        ExpressionAttributeValues: { ':revision': publication.revision },
      },
    );

  const rowsOf = (pk: string) => ({
    TableName: table,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': pk },
    ConsistentRead: true,
  });

  const absent = { ConditionExpression: 'attribute_not_exists(pk)' };

  return {
    /** Lists the release in a channel. */
    async list(channel: Channel, publication: Publication): Promise<void> {
      const { releaseId, editions } = publication;
      // A late translation is new to its readers on the day it comes out.
      const firstPublished = editions[channel.language]?.firstPublished ?? publication.firstPublished;
      await putRow({ pk: channelPartition(channel), sk: `${firstPublished}#${releaseId}` }, publication);
    },

    /** The channel's newest publications, newest first. A release that has left the topic is none of them. */
    async newest(channel: Channel, limit: number): Promise<Publication[]> {
      const query = { ...rowsOf(channelPartition(channel)), ScanIndexForward: false };
      const found: Publication[] = [];
      for await (const { Items = [] } of paginateQuery({ client: documents, pageSize: limit }, query)) {
        const listed = Items.map((item) => Row.parse(item).publication);
        found.push(...listed.filter(({ topics }) => channel.topic === null || topics.includes(channel.topic)));
        if (found.length >= limit) break;
      }
      return found.slice(0, limit);
    },

    /** Lists the release in its page of a language's past. */
    async archive(language: string, publication: Publication): Promise<void> {
      const pk = pagePartition(language, pageOf(publication.positions[language] ?? 1));
      await putRow({ pk, sk: publication.releaseId }, publication);
    },

    /** The releases of a page of a language's past, in the order in which they came out. */
    async page(language: string, page: number): Promise<Publication[]> {
      const found: Publication[] = [];
      for await (const { Items = [] } of paginateQuery({ client: documents }, rowsOf(pagePartition(language, page)))) {
        found.push(...Items.map((item) => Row.parse(item).publication));
      }
      const position = ({ positions }: Publication) => positions[language] ?? 0;
      return found.sort((one, other) => position(one) - position(other));
    },

    /** Notes that a release changed for its readers on a day, YYYY-MM-DD: digests look for it there. */
    async noteChange(day: string, releaseId: string): Promise<void> {
      await put({ pk: `CHANGES#${day}`, sk: releaseId }, absent);
    },

    /** The releases that changed on a day. */
    async changes(day: string): Promise<string[]> {
      const found: string[] = [];
      for await (const { Items = [] } of paginateQuery({ client: documents }, rowsOf(`CHANGES#${day}`))) {
        found.push(...Items.map((item) => z.object({ sk: z.string() }).parse(item).sk));
      }
      return found;
    },

    /** How many releases came out in a language. */
    count: async (language: string): Promise<number> =>
      Count.parse((await get(countKey(language))) ?? { releases: 0 }).releases,

    /**
     * The release's place among those of a language, from 1: its own for ever once it was asked for. A place that
     * somebody counted who then lost, or ended, stays empty.
     */
    async position(language: string, releaseId: string): Promise<number> {
      const key = positionKey(language, releaseId);
      const known = await get(key);
      if (known) return Position.parse(known).position;
      const counted = new UpdateCommand({
        TableName: table,
        Key: countKey(language),
        UpdateExpression: 'ADD releases :one',
        ExpressionAttributeValues: { ':one': 1 },
        ReturnValues: 'UPDATED_NEW',
      });
      const { releases: position } = Count.parse((await documents.send(counted)).Attributes);
      if (await put({ ...key, position }, absent)) return position;
      return Position.parse(await get(key)).position;
    },

    /** Notes that something was published in these languages; the first release of each stays its opener. */
    async open(languages: string[], releaseId: string): Promise<void> {
      for (const language of languages) await put({ pk: 'LANGUAGES', sk: language, releaseId }, absent);
    },

    /** The languages in which anything was ever published, in the order of their tags, each with its first release. */
    async opened(): Promise<{ language: string; releaseId: string }[]> {
      const { Items = [] } = await documents.send(new QueryCommand(rowsOf('LANGUAGES')));
      return Items.map((item) => Opener.parse(item)).map(({ sk, releaseId }) => ({ language: sk, releaseId }));
    },
  };
}
export type Listings = ReturnType<typeof listings>;
