// The contract of the DynamoDB emulator (dynalite), by the Amazon DynamoDB API Reference and Developer Guide.
// Reads, and what is left after a restart.
import { BatchGetCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { failure, folder, startIn } from './local-emulators.ts';
import { createTable, documents, keys, put, query, TableName } from './releases-table.ts';

describe('API_Query', () => {
  it('answers in the order of the sort key, by its UTF-8 bytes', async () => {
    // In UTF-16 the last two would change places.
    const sorted = ['10', '2', 'B', 'a', 'é', '\uFFFD', '😀'];
    for (const sk of sorted.toReversed()) await put({ pk: 'order', sk });

    expect(keys((await query('order')).Items)).toEqual(sorted);
  });

  it('ScanIndexForward false with a Limit gives the newest, and a key to go on from', async () => {
    for (const day of ['01', '02', '03', '04', '05']) await put({ pk: 'newest', sk: `2026-11-${day}` });
    const backwards = { ScanIndexForward: false, Limit: 2 };

    const first = await query('newest', backwards);
    const second = await query('newest', { ...backwards, ExclusiveStartKey: first.LastEvaluatedKey });

    expect(keys(first.Items)).toEqual(['2026-11-05', '2026-11-04']);
    expect(first.LastEvaluatedKey).toEqual({ pk: 'newest', sk: '2026-11-04' });
    expect(keys(second.Items)).toEqual(['2026-11-03', '2026-11-02']);
  });

  it('reads a range of sort keys: begins_with, <= and BETWEEN', async () => {
    for (const sk of ['a#1', 'a#2', 'b#1', 'b#2']) await put({ pk: 'range', sk });
    const range = async (condition: string, values: Record<string, string>) =>
      keys(
        (
          await query('range', {
            KeyConditionExpression: `pk = :pk AND ${condition}`,
            ExpressionAttributeValues: values,
          })
        ).Items,
      );

    expect(await range('begins_with(sk, :a)', { ':a': 'a#' })).toEqual(['a#1', 'a#2']);
    expect(await range('sk <= :a', { ':a': 'b#1' })).toEqual(['a#1', 'a#2', 'b#1']);
    expect(await range('sk BETWEEN :a AND :b', { ':a': 'a#2', ':b': 'b#1' })).toEqual(['a#2', 'b#1']);
  });

  it('ends a page at 1 MB, and the pages together hold each item once', async () => {
    const text = 'x'.repeat(300_000);
    for (const sk of ['1', '2', '3', '4', '5']) await put({ pk: 'large', sk, text });
    const pages: unknown[][] = [];

    let from: Record<string, unknown> | undefined;
    do {
      const { Items, LastEvaluatedKey } = await query('large', from ? { ExclusiveStartKey: from } : {});
      pages.push(keys(Items));
      from = LastEvaluatedKey;
    } while (from);

    expect(pages.length).toBeGreaterThan(1);
    expect(pages.flat()).toEqual(['1', '2', '3', '4', '5']);
  });
});

describe('API_BatchGetItem', () => {
  const batch = (count: number) =>
    documents.send(
      new BatchGetCommand({
        RequestItems: {
          [TableName]: {
            Keys: Array.from({ length: count }, (_, index) => ({ pk: 'batch', sk: String(index) })),
            ConsistentRead: true,
          },
        },
      }),
    );

  it('gives up to a hundred items, without those that are not there', async () => {
    await Promise.all(Array.from({ length: 98 }, (_, index) => put({ pk: 'batch', sk: String(index) })));

    const { Responses, UnprocessedKeys } = await batch(100);

    expect(Responses?.[TableName]).toHaveLength(98);
    expect(UnprocessedKeys).toEqual({});
  });

  it('refuses more than a hundred', async () => {
    expect(await failure(batch(101))).toMatchObject({ name: 'ValidationException' });
  });
});

it('keeps tables and items over a restart', async () => {
  const directory = folder();
  const first = await startIn(directory, true);
  await createTable(first);
  await first.documents.send(new PutCommand({ TableName, Item: { pk: 'kept', sk: 'HEAD', words: ['تجربة'] } }));
  await first.stop();

  const second = await startIn(directory, true);
  try {
    expect(await failure(createTable(second))).toMatchObject({ name: 'ResourceInUseException' });
    const { Item } = await second.documents.send(new GetCommand({ TableName, Key: { pk: 'kept', sk: 'HEAD' } }));
    expect(Item).toEqual({ pk: 'kept', sk: 'HEAD', words: ['تجربة'] });
  } finally {
    await second.stop();
  }
});
