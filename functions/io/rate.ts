// The account's rate of sending, shared by all senders and all bulletins: one row of the ledger table says when the next
// mail may go out.

import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { documents } from './table.ts';

const key = { pk: 'RATE', sk: 'RATE' };

const Times = z.object({ nextAt: z.number() });

export function rate(table: string) {
  const move = async (UpdateExpression: string, ConditionExpression: string, values: Record<string, number>) => {
    try {
      const { Attributes } = await documents.send(
        new UpdateCommand({
          ...{ TableName: table, Key: key, UpdateExpression, ConditionExpression },
          ExpressionAttributeValues: values,
          ReturnValues: 'UPDATED_NEW',
        }),
      );
      return Times.parse(Attributes).nextAt;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
      throw error;
    }
  };

  return {
    /**
     * Takes the account's next `milliseconds` of sending. Returns when they begin, in milliseconds of the epoch: what
     * goes out then keeps the rate, whoever else sends. Each moment is given once; nobody is given the past.
     */
    async reserve(milliseconds: number, now: number): Promise<number> {
      for (;;) {
        // One of the two holds, unless somebody came between; DynamoDB's expressions know no maximum.
        const behind = { ':now': now, ':cost': milliseconds };
        const queued = await move('SET nextAt = nextAt + :cost', 'nextAt >= :now', behind);
        if (queued !== undefined) return queued - milliseconds;
        const first = { ':now': now, ':next': now + milliseconds };
        const free = await move('SET nextAt = :next', 'attribute_not_exists(nextAt) OR nextAt < :now', first);
        if (free !== undefined) return now;
      }
    },
  };
}
export type Rate = ReturnType<typeof rate>;
