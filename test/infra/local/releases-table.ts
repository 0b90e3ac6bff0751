// A table as the stacks have them, in a local cloud of the test file's own.
import { CreateTableCommand, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import {
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { emulators, type Local } from './local-emulators.ts';

export const TableName = 'releases';

/** As on AWS, it is there once it is ACTIVE. */
export async function createTable({ dynamodb }: Local) {
  const created = await dynamodb.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
    }),
  );
  await waitUntilTableExists({ client: dynamodb, maxWaitTime: 20, minDelay: 0.05 }, { TableName });
  return created;
}

export const local = await emulators();
export const { documents } = local;
await createTable(local);

type Item = { pk: string; sk: string } & Record<string, unknown>;

export const put = (
  Item: Item,
  condition: Partial<{ ConditionExpression: string; ExpressionAttributeNames: Record<string, string> }> = {},
) => documents.send(new PutCommand({ TableName, Item, ...condition }));
export const get = async (pk: string, sk = 'HEAD') =>
  (await documents.send(new GetCommand({ TableName, Key: { pk, sk }, ConsistentRead: true }))).Item;
export const update = (pk: string, rest: Omit<UpdateCommandInput, 'TableName' | 'Key'>) =>
  documents.send(new UpdateCommand({ TableName, Key: { pk, sk: 'HEAD' }, ...rest }));
export const query = (pk: string, rest: Partial<QueryCommandInput> = {}) =>
  documents.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: 'pk = :pk',
      ConsistentRead: true,
      ...rest,
      ExpressionAttributeValues: { ':pk': pk, ...rest.ExpressionAttributeValues },
    }),
  );
export const keys = (items: Record<string, unknown>[] | undefined) => (items ?? []).map(({ sk }) => sk);

export const refusedByCondition = { name: 'ConditionalCheckFailedException' };
