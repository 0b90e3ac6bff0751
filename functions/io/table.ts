// DynamoDB: the one document client, and the one error that is an answer.
import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import type { ZodType } from 'zod';

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
export async function allRows<Row>(table: string, pk: string, row: ZodType<Row>): Promise<Row[]> {
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
