// DynamoDB: the one document client, and the one error that is an answer.
import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { ZodMiniType } from 'zod/mini';

export const documents = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
  marshallOptions: { removeUndefinedValues: true },
});

/** Whether a conditional write took place. */
export async function won(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/** All rows of a partition, read with ConsistentRead, in the order of their sort keys. */
export async function allRows<Row>(table: string, pk: string, row: ZodMiniType<Row>): Promise<Row[]> {
  const query = {
    TableName: table,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': pk },
    ConsistentRead: true,
  };
  const found: Row[] = [];
  for await (const { Items = [] } of paginateQuery({ client: documents }, query)) {
    found.push(...Items.map((item) => row.parse(item)));
  }
  return found;
}

/** Up to 100 rows by their keys, in no order; those that don't exist are left out. */
export async function batchOf(table: string, keys: { pk: string; sk: string }[]): Promise<unknown[]> {
  const items: unknown[] = [];
  // DynamoDB may leave keys of a batch for another time.
  let left: Record<string, unknown>[] = keys;
  while (left.length > 0) {
    const request = { RequestItems: { [table]: { Keys: left, ConsistentRead: true } } };
    const { Responses, UnprocessedKeys } = await documents.send(new BatchGetCommand(request));
    items.push(...(Responses?.[table] ?? []));
    left = UnprocessedKeys?.[table]?.Keys ?? [];
  }
  return items;
}
