// Which receipts a release has, and of which moments the newsroom was told. In the releases table.
import { PutCommand, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { Moment } from '../core/receipt.ts';
import { allRows, documents, won } from './table.ts';

const Telling = z.object({ at: z.iso.datetime(), isTold: z.boolean() });
const Row = z.object({
  sk: z.string(),
  received: z.optional(Telling),
  delayed: z.optional(Telling),
  done: z.optional(Telling),
});

/** `key` is the receipt's in the archive. */
export type NotedReceipt = { key: string; told: Moment[] };

type Which = { releaseId: string; key: string; moment: Moment };

/** Milliseconds. Whoever began to tell and didn't end by then never will. */
const LEASE = 60_000;

const rowKey = ({ releaseId, key }: Pick<Which, 'releaseId' | 'key'>) => ({ pk: `RECEIPTS#${releaseId}`, sk: key });

type Change = Pick<
  UpdateCommandInput,
  'UpdateExpression' | 'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>;

export function receipts(table: string) {
  const update = ({ moment, ...which }: Which, change: Change): Promise<unknown> =>
    documents.send(
      new UpdateCommand({
        ...change,
        TableName: table,
        Key: rowKey(which),
        ExpressionAttributeNames: { '#moment': moment, ...change.ExpressionAttributeNames },
      }),
    );

  return {
    /** Notes that there is this receipt. */
    async note(releaseId: string, key: string): Promise<void> {
      await won(
        documents.send(
          new PutCommand({
            TableName: table,
            Item: rowKey({ releaseId, key }),
            ConditionExpression: 'attribute_not_exists(pk)',
          }),
        ),
      );
    },

    /** The release's receipts, by their names. */
    async of(releaseId: string): Promise<NotedReceipt[]> {
      const rows = await allRows(table, `RECEIPTS#${releaseId}`, Row);
      return rows.map((row) => ({ key: row.sk, told: Moment.options.filter((one) => row[one]?.isTold) }));
    },

    /** Takes the right to tell; false where it was told, or somebody is at it. */
    begin: (which: Which, now: Date): Promise<boolean> =>
      won(
        update(which, {
          UpdateExpression: 'SET #moment = :telling',
          ConditionExpression: 'attribute_not_exists(#moment) OR (#moment.isTold = :no AND #moment.#at < :stale)',
          ExpressionAttributeNames: { '#at': 'at' },
          ExpressionAttributeValues: {
            ':telling': { at: now.toISOString(), isTold: false },
            ':no': false,
            ':stale': new Date(now.getTime() - LEASE).toISOString(),
          },
        }),
      ),

    async end(which: Which, now: Date): Promise<void> {
      const told = { at: now.toISOString(), isTold: true };
      await update(which, {
        UpdateExpression: 'SET #moment = :told',
        ExpressionAttributeValues: { ':told': told },
      });
    },

    /** Gives the right back: it is told another time. */
    async free(which: Which): Promise<void> {
      await update(which, { UpdateExpression: 'REMOVE #moment' });
    },
  };
}
export type Receipts = ReturnType<typeof receipts>;
