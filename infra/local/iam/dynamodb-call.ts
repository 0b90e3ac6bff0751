// Service Authorization Reference, "Amazon DynamoDB"; dynamodb:LeadingKeys as in "Using IAM policy conditions for
// fine-grained access control" of the DynamoDB Developer Guide.
import { z } from 'zod';
import type { AwsRequest } from '../emulator.ts';
import { inputOf, operationOf, unknown } from './input.ts';
import { placeholderOf } from './key-condition.ts';
import { arnOf, type Names } from './names.ts';
import type { Call } from './policy.ts';

/** Every table and index of the project names its partition key so. */
const PARTITION_KEY = 'pk';

/** One table or index, and the partition keys of its rows; undefined where the operation names none. */
type Touched = { table: string; index?: string | undefined; keys?: string[] };

const Value = z.union([
  z.strictObject({ S: z.string() }).transform(({ S }) => S),
  z.strictObject({ N: z.string() }).transform(({ N }) => N),
  z.strictObject({ B: z.string() }).transform(({ B }) => B),
]);
const Row = z.object({ [PARTITION_KEY]: Value }).transform((row) => row[PARTITION_KEY]);
const Table = z.object({ TableName: z.string().min(1) });
const Indexed = Table.extend({ IndexName: z.string().optional() });

const ByKey = Table.extend({ Key: Row }).transform(({ TableName, Key }) => [{ table: TableName, keys: [Key] }]);

const Query = Indexed.extend({
  KeyConditionExpression: z.string(),
  ExpressionAttributeNames: z.record(z.string(), z.string()).default({}),
  ExpressionAttributeValues: z.record(z.string(), z.unknown()).default({}),
}).transform((query) => {
  const { KeyConditionExpression: expression, ExpressionAttributeNames: names } = query;
  const placeholder = placeholderOf(PARTITION_KEY, expression, names);
  if (placeholder === undefined) throw unknown(`a Query without ${PARTITION_KEY} ("${expression}")`);
  const key = Value.parse(query.ExpressionAttributeValues[placeholder]);
  return [{ table: query.TableName, index: query.IndexName, keys: [key] }];
});

const byTable = <Item extends z.ZodType<string[]>>(item: Item) =>
  z
    .object({ RequestItems: z.record(z.string(), item) })
    .transform(({ RequestItems }) => Object.entries(RequestItems).map(([table, keys]) => ({ table, keys })));

const Write = z.union([
  z.strictObject({ PutRequest: z.object({ Item: Row }) }).transform(({ PutRequest }) => PutRequest.Item),
  z.strictObject({ DeleteRequest: z.object({ Key: Row }) }).transform(({ DeleteRequest }) => DeleteRequest.Key),
]);

const OPERATIONS: Record<string, z.ZodType<Touched[]>> = {
  GetItem: ByKey,
  UpdateItem: ByKey,
  DeleteItem: ByKey,
  PutItem: Table.extend({ Item: Row }).transform(({ TableName, Item }) => [{ table: TableName, keys: [Item] }]),
  BatchGetItem: byTable(z.object({ Keys: z.array(Row) }).transform(({ Keys }) => Keys)),
  BatchWriteItem: byTable(z.array(Write)),
  Query,
  // ForAllValues holds for a key that is absent, so a condition on LeadingKeys doesn't keep anyone from scanning:
  // a Scan must simply not be granted.
  Scan: Indexed.transform(({ TableName, IndexName }) => [{ table: TableName, index: IndexName }]),
  DescribeTable: Table.transform(({ TableName }) => [{ table: TableName }]),
};

export function dynamodbCalls(request: AwsRequest, names: Names): Call[] {
  const operation = operationOf(request);
  const schema = OPERATIONS[operation];
  if (schema === undefined) throw unknown(`DynamoDB's ${operation}`);
  return inputOf(schema, request).map(({ table, index, keys }) => ({
    action: `dynamodb:${operation}`,
    resource: [arnOf('dynamodb', names, 'table/', table) + (index === undefined ? '' : `/index/${index}`)],
    context: keys === undefined ? {} : { 'dynamodb:LeadingKeys': [...new Set(keys)] },
  }));
}
