// Who must not be written to again: rows of the subscribers table beside those of subscribers.
import { DeleteCommand, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { shardOf } from '../core/subscriber.ts';
import { batchOf, documents, won } from './table.ts';

const suppressionKey = (id: string) => ({ pk: `SUPPRESSED#${String(shardOf(id)).padStart(2, '0')}`, sk: id });

/** Why somebody must not be written to, and since when. */
export const Suppression = z.object({
  reason: z.enum(['bounce', 'complaint', 'erased']),
  at: z.string(),
  /** When they were last asked all the same whether they want to come back. */
  invitedAt: z.optional(z.string()),
});
export type Suppression = z.infer<typeof Suppression>;

export const suppressions = (table: string) => ({
  /** Which of up to 100 are suppressed. */
  suppressed: async (ids: string[]): Promise<Set<string>> =>
    new Set((await batchOf(table, ids.map(suppressionKey))).map((item) => z.object({ sk: z.string() }).parse(item).sk)),

  /**
   * Stored by itself, so that no import, older event or change of the subscriber undoes it. The newest reason stays,
   * with its time: who asks to come back must have done so after it.
   */
  async suppress(id: string, reason: Suppression['reason'], at: string): Promise<void> {
    const Key = suppressionKey(id);
    const first = new PutCommand({
      TableName: table,
      Item: { ...Key, reason, at },
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    if (await won(documents.send(first))) return;
    const later = new UpdateCommand({
      ...{
        TableName: table,
        Key,
        UpdateExpression: 'SET #at = :at, reason = :reason',
        ConditionExpression: '#at < :at',
      },
      ExpressionAttributeNames: { '#at': 'at' },
      ExpressionAttributeValues: { ':at': at, ':reason': reason },
    });
    await won(documents.send(later));
  },

  async suppression(id: string): Promise<Suppression | undefined> {
    const Key = suppressionKey(id);
    const { Item } = await documents.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    return Item && Suppression.parse(Item);
  },

  /** Takes the right to ask somebody suppressed whether they want to come back; false where they were since `after`. */
  invite: (id: string, at: string, after: string): Promise<boolean> =>
    won(
      documents.send(
        new UpdateCommand({
          ...{ TableName: table, Key: suppressionKey(id), UpdateExpression: 'SET invitedAt = :at' },
          ConditionExpression:
            'attribute_exists(pk) AND (attribute_not_exists(invitedAt) OR invitedAt < :after OR invitedAt = :at)',
          ExpressionAttributeValues: { ':at': at, ':after': after },
        }),
      ),
    ),

  /** Ends a suppression that is older than what its owner asked for, and confirmed; false where it is not. */
  lift: (id: string, askedAt: string): Promise<boolean> =>
    won(
      documents.send(
        new DeleteCommand({
          ...{ TableName: table, Key: suppressionKey(id), ConditionExpression: '#at < :askedAt' },
          ExpressionAttributeNames: { '#at': 'at' },
          ExpressionAttributeValues: { ':askedAt': askedAt },
        }),
      ),
    ),
});
