// Which uploads were read to the end. In the releases table.
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { ReadUpload } from '../core/inbox.ts';
import { allRows, documents, won } from './table.ts';

/** Longer than S3's: padded on the right they compare as text. */
const SEQUENCER = 64;

const Row = z.pipe(
  z.object({ sk: z.string(), etag: z.string() }),
  z.transform(({ sk, etag }) => ({ key: sk, etag })),
);

export function uploads(table: string) {
  return {
    /** Notes the newest of a key: an event that comes late doesn't hide it. One without a sequencer is the newest. */
    async note({ key, etag }: ReadUpload, sequencer?: string): Promise<void> {
      const place = sequencer?.padEnd(SEQUENCER, '0');
      await won(
        documents.send(
          new PutCommand({
            TableName: table,
            Item: { pk: 'UPLOADS', sk: key, etag, place },
            ...(place === undefined
              ? {}
              : {
                  ConditionExpression: 'attribute_not_exists(place) OR place <= :place',
                  ExpressionAttributeValues: { ':place': place },
                }),
          }),
        ),
      );
    },

    all: (): Promise<ReadUpload[]> => allRows(table, 'UPLOADS', Row),
  };
}
export type Uploads = ReturnType<typeof uploads>;
