// How many copies of a bulletin were planned, by part of the audience. In the releases table.
import { PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { Occasion } from '../core/bulletin.ts';
import { documents, won } from './table.ts';

const Plan = z.object({
  firstShard: z.number().int(),
  copies: z.number().int(),
  /** The publication's, by which the part was planned. */
  revision: z.number().int(),
});
export type Plan = z.infer<typeof Plan>;

type Bulletin = { releaseId: string; occasion: Occasion };

const partition = ({ releaseId, occasion }: Bulletin): string => `PLAN#${releaseId}#${occasion}`;

export function plans(table: string) {
  return {
    /** Notes a part; one that was planned by an older revision never overwrites a newer. */
    async note(bulletin: Bulletin, plan: Plan): Promise<void> {
      await won(
        documents.send(
          new PutCommand({
            TableName: table,
            Item: { pk: partition(bulletin), sk: String(plan.firstShard).padStart(2, '0'), ...plan },
            ConditionExpression: 'attribute_not_exists(pk) OR revision <= :revision',
            ExpressionAttributeValues: { ':revision': plan.revision },
          }),
        ),
      );
    },

    async of(bulletin: Bulletin): Promise<Plan[]> {
      const { Items = [] } = await documents.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': partition(bulletin) },
          ConsistentRead: true,
        }),
      );
      return Items.map((item) => Plan.parse(item));
    },
  };
}
export type Plans = ReturnType<typeof plans>;
