// What changed for a release, and whether the press office is still told who has it: rows of the outlets table.
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { type OpenPush, Push } from '../core/outlet.ts';
import { allRows, documents, won } from './table.ts';

const pushPartition = (releaseId: string): string => `PUSH#${releaseId}`;

/** Releases of which outlets are being told. */
const PUSHES = 'PUSHES';

const Open = z.object({ sk: z.string(), at: z.iso.datetime(), next: z.iso.datetime() });

export const pushes = (table: string) => ({
  /** Notes that a feed has changed for a release, when it first was as it is. */
  async push(releaseId: string, { feed, etag, at: instant }: Push): Promise<void> {
    await won(
      documents.send(
        new PutCommand({
          ...{ TableName: table, Item: { pk: pushPartition(releaseId), sk: feed, feed, etag, at: instant } },
          ConditionExpression: 'attribute_not_exists(pk) OR etag <> :etag',
          ExpressionAttributeValues: { ':etag': etag },
        }),
      ),
    );
  },

  /** The feeds that changed for a release. */
  pushes: (releaseId: string): Promise<Push[]> => allRows(table, pushPartition(releaseId), Push),

  /** Has the press office told how a push stands, from that moment on. */
  async open({ releaseId, at: instant, next }: OpenPush): Promise<void> {
    await documents.send(new PutCommand({ TableName: table, Item: { pk: PUSHES, sk: releaseId, at: instant, next } }));
  },

  /** Pushes of which the press office is still told. */
  opened: async (): Promise<OpenPush[]> =>
    (await allRows(table, PUSHES, Open)).map(({ sk, ...push }) => ({ releaseId: sk, ...push })),

  /** Ends it, unless something was pushed anew. */
  close: ({ releaseId, at: instant }: Pick<OpenPush, 'releaseId' | 'at'>): Promise<boolean> =>
    won(
      documents.send(
        new DeleteCommand({
          ...{ TableName: table, Key: { pk: PUSHES, sk: releaseId }, ConditionExpression: '#at <= :at' },
          ExpressionAttributeNames: { '#at': 'at' },
          ExpressionAttributeValues: { ':at': instant },
        }),
      ),
    ),
});
