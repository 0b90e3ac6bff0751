// The subscribers table: who reads what, by shard; and who must never be written to again.
import { BatchGetCommand, GetCommand, PutCommand, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { Rhythm } from '../core/digest-hour.ts';
import { Member, Subscriber, shardOf } from '../core/subscriber.ts';
import { allRows, documents, won } from './table.ts';

const two = (shard: number): string => String(shard).padStart(2, '0');
const key = (id: string) => ({ pk: `SHARD#${two(shardOf(id))}`, sk: id });
const suppressionKey = (id: string) => ({ pk: `SUPPRESSED#${two(shardOf(id))}`, sk: id });

const RhythmRow = z.object({ frequency: z.enum(['daily', 'weekly']), hour: z.number().int(), timezone: z.string() });

const MEMBER = Object.keys(Member.shape);

const ShardRow = z.object({ sk: z.string() }).transform(({ sk }) => Number(sk));

/** Readers of a page: what a planner holds of the audience at a time. */
const PAGE = 1000;

export function subscribers(table: string) {
  /** DynamoDB may leave keys of a batch for another time. */
  const batch = async (keys: { pk: string; sk: string }[]): Promise<unknown[]> => {
    const items: unknown[] = [];
    let left: Record<string, unknown>[] = keys;
    while (left.length > 0) {
      const request = { RequestItems: { [table]: { Keys: left, ConsistentRead: true } } };
      const { Responses, UnprocessedKeys } = await documents.send(new BatchGetCommand(request));
      items.push(...(Responses?.[table] ?? []));
      left = UnprocessedKeys?.[table]?.Keys ?? [];
    }
    return items;
  };

  const noted = new Set<string>();
  /** Writes what doesn't change once in a function's life. */
  const note = async (Item: { pk: string; sk: string }): Promise<void> => {
    const name = `${Item.pk} ${Item.sk}`;
    if (noted.has(name)) return;
    await documents.send(new PutCommand({ TableName: table, Item }));
    noted.add(name);
  };
  const noteRhythm = ({ frequency, hour, timezone }: Rhythm) =>
    note({ ...{ pk: 'RHYTHMS', sk: `${frequency}#${two(hour)}#${timezone}` }, ...{ frequency, hour, timezone } });

  return {
    /** Adds somebody new; false where the address is known: what it chose itself is not overwritten. */
    async add(subscriber: Subscriber): Promise<boolean> {
      // Before the row: a shard or a digest that nobody reads costs a look, one that is forgotten costs its reader.
      await note({ pk: 'SHARDS', sk: two(shardOf(subscriber.id)) });
      if (subscriber.frequency !== 'immediate') await noteRhythm({ ...subscriber, frequency: subscriber.frequency });
      return won(
        documents.send(
          new PutCommand({
            TableName: table,
            Item: { ...key(subscriber.id), ...subscriber },
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        ),
      );
    },

    /** When digests are due, each once: some may have lost their last reader. */
    rhythms: (): Promise<Rhythm[]> => allRows(table, 'RHYTHMS', RhythmRow),

    /** The shards of the audience that anybody was ever in, in order: the others need no planning. */
    shards: (): Promise<number[]> => allRows(table, 'SHARDS', ShardRow),

    async get(id: string): Promise<Subscriber | undefined> {
      const { Item } = await documents.send(new GetCommand({ TableName: table, Key: key(id), ConsistentRead: true }));
      return Item && Subscriber.parse(Item);
    },

    /** Up to 100, in no order; those that don't exist are left out. */
    many: async (ids: string[]): Promise<Subscriber[]> =>
      (await batch(ids.map(key))).map((item) => Subscriber.parse(item)),

    /** Which of up to 100 are suppressed. */
    suppressed: async (ids: string[]): Promise<Set<string>> =>
      new Set((await batch(ids.map(suppressionKey))).map((item) => z.object({ sk: z.string() }).parse(item).sk)),

    /**
     * One shard of the audience, page by page, sorted by id, without what planning has no use for. Eventually
     * consistent: who leaves is checked again at the claim.
     */
    async *shard(shard: number): AsyncGenerator<Member[]> {
      const query = {
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': `SHARD#${two(shard)}` },
        ExpressionAttributeNames: Object.fromEntries(MEMBER.map((name) => [`#${name}`, name])),
        ProjectionExpression: MEMBER.map((name) => `#${name}`).join(', '),
      };
      for await (const { Items = [] } of paginateQuery({ client: documents, pageSize: PAGE }, query)) {
        yield Items.map((item) => Member.parse(item));
      }
    },

    /** Idempotent; false where nobody has this id. */
    unsubscribe: (id: string, at: string): Promise<boolean> =>
      won(
        documents.send(
          new UpdateCommand({
            TableName: table,
            Key: key(id),
            UpdateExpression: 'SET #state = :unsubscribed, unsubscribedAt = if_not_exists(unsubscribedAt, :at)',
            ConditionExpression: 'attribute_exists(pk)',
            ExpressionAttributeNames: { '#state': 'state' },
            ExpressionAttributeValues: { ':unsubscribed': 'unsubscribed', ':at': at },
          }),
        ),
      ),

    /** Stored by itself, so that no import, older event or change of the subscriber undoes it. */
    async suppress(id: string, reason: 'bounce' | 'complaint', at: string): Promise<void> {
      const write = new PutCommand({
        TableName: table,
        Item: { ...suppressionKey(id), reason, at },
        ConditionExpression: 'attribute_not_exists(pk)',
      });
      await won(documents.send(write));
    },
  };
}
export type Subscribers = ReturnType<typeof subscribers>;
