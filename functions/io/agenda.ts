// What the clock looks at: embargoes to lift, and until which hour digests went out. In the releases table.
import { DeleteCommand, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { documents } from './table.ts';

const Embargo = z.object({ releaseId: z.string(), instant: z.iso.datetime() });
export type EmbargoDue = z.infer<typeof Embargo>;

const embargoKey = ({ releaseId, instant }: EmbargoDue) => ({ pk: 'EMBARGOES', sk: `${instant}#${releaseId}` });
const digestKey = { pk: 'DIGESTS', sk: 'LAST' };

export function agenda(table: string) {
  return {
    async addEmbargo(due: EmbargoDue): Promise<void> {
      await documents.send(new PutCommand({ TableName: table, Item: { ...embargoKey(due), ...due } }));
    },

    /** Embargoes that lift up to this instant. */
    async embargoes(until: string): Promise<EmbargoDue[]> {
      const { Items = [] } = await documents.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk AND sk < :until',
          ExpressionAttributeValues: { ':pk': 'EMBARGOES', ':until': `${until}$` },
          ConsistentRead: true,
        }),
      );
      return Items.map((item) => Embargo.parse(item));
    },

    async removeEmbargo(due: EmbargoDue): Promise<void> {
      await documents.send(new DeleteCommand({ TableName: table, Key: embargoKey(due) }));
    },

    /** The hour up to which digests were sent off; undefined before the first. */
    async digestHour(): Promise<Date | undefined> {
      const { Item } = await documents.send(new GetCommand({ TableName: table, Key: digestKey, ConsistentRead: true }));
      return Item && new Date(z.iso.datetime().parse(Item.hour));
    },

    async noteDigestHour(hour: Date): Promise<void> {
      await documents.send(new PutCommand({ TableName: table, Item: { ...digestKey, hour: hour.toISOString() } }));
    },
  };
}
export type Agenda = ReturnType<typeof agenda>;
