// The subscribers table: who reads what, by shard; and who must never be written to again.
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, GetCommand, PutCommand, paginateQuery, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { Rhythm } from '../core/digest-hour.ts';
import { Member, Subscriber, shardOf, type Wishes } from '../core/subscriber.ts';
import { aliases } from './aliases.ts';
import { suppressions } from './suppressions.ts';
import { allRows, batchOf, documents, won } from './table.ts';

const two = (shard: number): string => String(shard).padStart(2, '0');
const key = (id: string) => ({ pk: `SHARD#${two(shardOf(id))}`, sk: id });

const RhythmRow = z.object({ frequency: z.enum(['daily', 'weekly']), hour: z.int(), timezone: z.string() });

const MEMBER = Object.keys(Member.shape);

const ShardRow = z.pipe(
  z.object({ sk: z.string() }),
  z.transform(({ sk }) => Number(sk)),
);

/** Readers of a page: what a planner holds of the audience at a time, and what a release's first mail waits for twice. */
const PAGE = 250;

/** `page`: readers of a page. */
export function subscribers(table: string, page = PAGE) {
  const { idOf, alias } = aliases(table);
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

  // Before the row: a shard or a digest that nobody reads costs a look, one that is forgotten costs its reader.
  const noteWhere = async ({ id }: Pick<Subscriber, 'id'>, { frequency, hour, timezone }: Wishes): Promise<void> => {
    await note({ pk: 'SHARDS', sk: two(shardOf(id)) });
    if (frequency !== 'immediate') await noteRhythm({ frequency, hour, timezone });
  };

  const update = (id: string, UpdateExpression: string, condition: string, values: Record<string, unknown>) =>
    won(
      documents.send(
        new UpdateCommand({
          ...{ TableName: table, Key: key(id), UpdateExpression, ConditionExpression: condition },
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: values,
        }),
      ),
    );

  return {
    /** Adds somebody new; false where the address is known: what it chose itself is not overwritten. */
    async add(subscriber: Subscriber): Promise<boolean> {
      await noteWhere(subscriber, subscriber);
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

    /**
     * Writes who confirmed it, `confirmed`, whatever was there: they are active, by what they chose last. False where
     * this or a later one was confirmed before: a confirmation that comes twice doesn't undo what came between. Nor does it
     * undo a change of address that was done meanwhile: the address that was confirmed is somebody else's then.
     */
    async confirm(subscriber: Subscriber & { confirmed: string }): Promise<boolean> {
      await noteWhere(subscriber, subscriber);
      return won(
        documents.send(
          new PutCommand({
            TableName: table,
            Item: { ...key(subscriber.id), ...subscriber },
            ConditionExpression:
              '(attribute_not_exists(confirmed) OR confirmed < :confirmed) AND (attribute_not_exists(moved) OR moved = :moved)',
            ExpressionAttributeValues: { ':confirmed': subscriber.confirmed, ':moved': subscriber.moved ?? '' },
          }),
        ),
      );
    },

    /** Writes what somebody chose; false where they are no subscriber, or have left. */
    async change(id: string, wishes: Wishes, formerRhythm: Subscriber['formerRhythm']): Promise<boolean> {
      await noteWhere({ id }, wishes);
      const chosen = Object.entries({ ...wishes, formerRhythm });
      return won(
        documents.send(
          new UpdateCommand({
            ...{ TableName: table, Key: key(id) },
            UpdateExpression: `SET ${chosen.map(([name]) => `#${name} = :${name}`).join(', ')}`,
            ConditionExpression: '#state = :active',
            ExpressionAttributeNames: {
              '#state': 'state',
              ...Object.fromEntries(chosen.map(([name]) => [`#${name}`, name])),
            },
            ExpressionAttributeValues: {
              ':active': 'active',
              ...Object.fromEntries(chosen.map(([name, value]) => [`:${name}`, value])),
            },
          }),
        ),
      );
    },

    /** Takes a leaving back that was noted at `unsubscribedAt`; false where there is none of then. */
    comeBack: (id: string, unsubscribedAt: string): Promise<boolean> =>
      update(id, 'SET #state = :active REMOVE unsubscribedAt', '#state = :left AND unsubscribedAt = :at', {
        ...{ ':active': 'active', ':left': 'unsubscribed', ':at': unsubscribedAt },
      }),

    /**
     * Gives a subscriber the address that they asked for then; false where there is no such subscriber, or where they asked
     * for something newer that was done.
     */
    move: (id: string, address: string, askedAt: string): Promise<boolean> =>
      won(
        documents.send(
          new UpdateCommand({
            ...{ TableName: table, Key: key(id), UpdateExpression: 'SET address = :address, moved = :askedAt' },
            ConditionExpression:
              'attribute_exists(pk) AND (attribute_not_exists(moved) OR moved <= :askedAt) AND (attribute_not_exists(confirmed) OR confirmed < :askedAt)',
            ExpressionAttributeValues: { ':address': address, ':askedAt': askedAt },
          }),
        ),
      ),

    /** Forgets the subscriber; a suppression stays. */
    async remove(id: string): Promise<void> {
      await documents.send(new DeleteCommand({ TableName: table, Key: key(id) }));
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
      (await batchOf(table, ids.map(key))).map((item) => Subscriber.parse(item)),

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
      for await (const { Items = [] } of paginateQuery({ client: documents, pageSize: page }, query)) {
        yield Items.map((item) => Member.parse(item));
      }
    },

    /** Idempotent: the row as it is then, with when they first left; undefined where nobody has this id. */
    async unsubscribe(id: string, at: string): Promise<Subscriber | undefined> {
      try {
        const { Attributes } = await documents.send(
          new UpdateCommand({
            TableName: table,
            Key: key(id),
            UpdateExpression: 'SET #state = :unsubscribed, unsubscribedAt = if_not_exists(unsubscribedAt, :at)',
            ConditionExpression: 'attribute_exists(pk)',
            ExpressionAttributeNames: { '#state': 'state' },
            ExpressionAttributeValues: { ':unsubscribed': 'unsubscribed', ':at': at },
            ReturnValues: 'ALL_NEW',
          }),
        );
        return Subscriber.parse(Attributes);
      } catch (error) {
        if (error instanceof ConditionalCheckFailedException) return undefined;
        throw error;
      }
    },

    idOf,
    alias,
    ...suppressions(table),
  };
}
export type Subscribers = ReturnType<typeof subscribers>;
