// Which uploads were read to the end. In the releases table.
import { PutCommand, paginateQuery } from '@aws-sdk/lib-dynamodb';
import { z } from 'zod';
import type { ReadUpload } from '../core/inbox.ts';
import { documents } from './table.ts';

const Row = z.object({ sk: z.string(), etag: z.string() });

export function uploads(table: string) {
  return {
    async note({ key, etag }: ReadUpload): Promise<void> {
      await documents.send(new PutCommand({ TableName: table, Item: { pk: 'UPLOADS', sk: key, etag } }));
    },

    async all(): Promise<ReadUpload[]> {
      const query = {
        TableName: table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': 'UPLOADS' },
        ConsistentRead: true,
      };
      const read: ReadUpload[] = [];
      for await (const { Items = [] } of paginateQuery({ client: documents }, query)) {
        read.push(...Items.map((item) => Row.parse(item)).map(({ sk, etag }) => ({ key: sk, etag })));
      }
      return read;
    },
  };
}
export type Uploads = ReturnType<typeof uploads>;
