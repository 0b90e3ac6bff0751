// What the clock looks at each minute: embargoes to lift, bulletins to settle. In the releases table.
import { DeleteCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import { Occasion } from '../core/bulletin.ts';
import { documents, won } from './table.ts';

const Embargo = z.object({ releaseId: z.string(), instant: z.iso.datetime() });
export type EmbargoDue = z.infer<typeof Embargo>;

const Bulletin = z.object({ releaseId: z.string(), occasion: Occasion, openedAt: z.iso.datetime() });
export type Bulletin = z.infer<typeof Bulletin>;

/** Settled: all its mails are; it goes once that was told. */
const OpenBulletin = Bulletin.extend({ isSettled: z.boolean().default(false) });
export type OpenBulletin = z.infer<typeof OpenBulletin>;

const embargoKey = ({ releaseId, instant }: EmbargoDue) => ({ pk: 'EMBARGOES', sk: `${instant}#${releaseId}` });
const bulletinKey = ({ releaseId, occasion }: Omit<Bulletin, 'openedAt'>) => ({
  pk: 'BULLETINS',
  sk: `${releaseId}#${occasion}`,
});

const asOpened = ({ openedAt }: Bulletin) => ({
  ConditionExpression: 'openedAt = :openedAt',
  ExpressionAttributeValues: { ':openedAt': openedAt },
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
    async openBulletin(bulletin: Bulletin): Promise<void> {
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
      return Items.map((item) => OpenBulletin.parse(item));
    },

    /** Notes that all its mails are settled; false where it was opened again meanwhile. */
    settleBulletin: (bulletin: Bulletin): Promise<boolean> =>
      won(
        documents.send(
          new PutCommand({
            TableName: table,
            Item: { ...bulletinKey(bulletin), ...bulletin, isSettled: true },
            ...asOpened(bulletin),
          }),
        ),
      ),

    /** Ends a bulletin; one that was opened again meanwhile stays. */
    closeBulletin: (bulletin: Bulletin): Promise<boolean> =>
      won(documents.send(new DeleteCommand({ TableName: table, Key: bulletinKey(bulletin), ...asOpened(bulletin) }))),
  };
}
export type Agenda = ReturnType<typeof agenda>;
