// What the clock looks at each minute: embargoes to lift, bulletins to settle. In the releases table.
import { DeleteCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { Occasion } from '../core/bulletin.ts';
import { documents } from './table.ts';

const Embargo = z.object({ releaseId: z.string(), instant: z.iso.datetime() });
export type EmbargoDue = z.infer<typeof Embargo>;

const Bulletin = z.object({ releaseId: z.string(), occasion: Occasion, openedAt: z.iso.datetime() });
export type OpenBulletin = z.infer<typeof Bulletin>;

const embargoKey = ({ releaseId, instant }: EmbargoDue) => ({ pk: 'EMBARGOES', sk: `${instant}#${releaseId}` });
const bulletinKey = ({ releaseId, occasion }: Omit<OpenBulletin, 'openedAt'>) => ({
  pk: 'BULLETINS',
  sk: `${releaseId}#${occasion}`,
});

export function agenda(table: string) {
  const remove = (Key: Record<string, string>) => documents.send(new DeleteCommand({ TableName: table, Key }));

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

    removeEmbargo: (due: EmbargoDue) => remove(embargoKey(due)),

    /** Opens a bulletin, or opens it again: the clock then looks after it until all its mails are settled. */
    async openBulletin(bulletin: OpenBulletin): Promise<void> {
      await documents.send(new PutCommand({ TableName: table, Item: { ...bulletinKey(bulletin), ...bulletin } }));
    },

    async openBulletins(): Promise<OpenBulletin[]> {
      const { Items = [] } = await documents.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': 'BULLETINS' },
          ConsistentRead: true,
        }),
      );
      return Items.map((item) => Bulletin.parse(item));
    },

    closeBulletin: (bulletin: Omit<OpenBulletin, 'openedAt'>) => remove(bulletinKey(bulletin)),
  };
}
export type Agenda = ReturnType<typeof agenda>;
