// The contract of the DynamoDB emulator (dynalite), by the Amazon DynamoDB API Reference and Developer Guide.
// Writes, and what the emulator lacks.
import { DescribeContinuousBackupsCommand } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { failure } from './local-emulators.ts';
import { documents, get, keys, local, put, query, refusedByCondition, TableName, update } from './releases-table.ts';

describe('Developer Guide, "Condition expressions"', () => {
  it('attribute_not_exists lets the first put in and no second', async () => {
    const once = { ConditionExpression: 'attribute_not_exists(pk)' };

    await put({ pk: 'once', sk: 'HEAD', version: 1 }, once);

    expect(await failure(put({ pk: 'once', sk: 'HEAD', version: 2 }, once))).toMatchObject(refusedByCondition);
    expect(await get('once')).toMatchObject({ version: 1 });
  });

  it('attribute_not_exists is asked of the item with that whole key', async () => {
    const once = { ConditionExpression: 'attribute_not_exists(pk)' };
    await put({ pk: 'same', sk: 'a' }, once);

    await put({ pk: 'same', sk: 'b' }, once);

    expect(keys((await query('same')).Items)).toEqual(['a', 'b']);
  });

  it('< lets a newer version replace an older one, and nothing else', async () => {
    const newer = (version: number) =>
      documents.send(
        new PutCommand({
          TableName,
          Item: { pk: 'newer', sk: 'HEAD', version },
          ConditionExpression: 'attribute_not_exists(pk) OR #version < :version',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':version': version },
        }),
      );
    await newer(9);

    await newer(10);

    expect(await failure(newer(10))).toMatchObject(refusedByCondition);
    expect(await failure(newer(2))).toMatchObject(refusedByCondition);
    expect(await get('newer')).toMatchObject({ version: 10 });
  });

  it('a comparison with an attribute that is missing does not hold', async () => {
    await put({ pk: 'bare', sk: 'HEAD' });

    const call = update('bare', {
      UpdateExpression: 'SET due = :now',
      ConditionExpression: 'due < :now',
      ExpressionAttributeValues: { ':now': 5 },
    });

    expect(await failure(call)).toMatchObject(refusedByCondition);
  });

  it('IN lets an update pass from the listed states only', async () => {
    const settle = (pk: string) =>
      update(pk, {
        UpdateExpression: 'SET #state = :sent REMOVE attempt',
        ConditionExpression: '#state IN (:claimed, :unknown)',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':sent': 'SENT', ':claimed': 'CLAIMED', ':unknown': 'UNKNOWN' },
      });
    await put({ pk: 'claimed', sk: 'HEAD', state: 'CLAIMED', attempt: 'a1' });
    await put({ pk: 'failed', sk: 'HEAD', state: 'FAILED', attempt: 'a1' });

    await settle('claimed');

    expect(await get('claimed')).toEqual({ pk: 'claimed', sk: 'HEAD', state: 'SENT' });
    expect(await failure(settle('failed'))).toMatchObject(refusedByCondition);
    // An update of an item that isn't there would make it.
    expect(await failure(settle('absent'))).toMatchObject(refusedByCondition);
    expect(await get('absent')).toBeUndefined();
  });

  it('only one of many at the same time wins', async () => {
    const claims = Array.from({ length: 20 }, (_, by) =>
      put({ pk: 'race', sk: 'HEAD', by }, { ConditionExpression: 'attribute_not_exists(pk)' }).then(
        () => by,
        () => undefined,
      ),
    );

    const winners = (await Promise.all(claims)).filter((by) => by !== undefined);

    expect(winners).toHaveLength(1);
    expect(await get('race')).toMatchObject({ by: winners[0] });
  });

  it('a conditional delete leaves what does not match', async () => {
    await put({ pk: 'kept', sk: 'HEAD', version: 2 });

    const call = documents.send(
      new DeleteCommand({
        TableName,
        Key: { pk: 'kept', sk: 'HEAD' },
        ConditionExpression: 'version = :one',
        ExpressionAttributeValues: { ':one': 1 },
      }),
    );

    expect(await failure(call)).toMatchObject(refusedByCondition);
    expect(await get('kept')).toMatchObject({ version: 2 });
  });
});

describe('Developer Guide, "Quotas in Amazon DynamoDB"', () => {
  it('takes an item of 400 KB, names included, and not a byte more', async () => {
    // pk + 4, sk + 4, text + the rest.
    const text = 'x'.repeat(400 * 1024 - 'pksize'.length - 'skHEAD'.length - 'text'.length);

    await put({ pk: 'size', sk: 'HEAD', text });

    expect(await failure(put({ pk: 'size', sk: 'HEAD', text: `${text}x` }))).toMatchObject({
      name: 'ValidationException',
      message: 'Item size has exceeded the maximum allowed size',
    });
  });
});

describe('differs from AWS: what the emulator lacks, and Polywire does without', () => {
  it('transactions', async () => {
    const Put = { TableName, Item: { pk: 'transaction', sk: 'HEAD' } };
    const call = documents.send(new TransactWriteCommand({ TransactItems: [{ Put }] }));

    expect(await failure(call)).toMatchObject({ name: 'UnknownOperationException' });
  });

  it('backups', async () => {
    const call = local.dynamodb.send(new DescribeContinuousBackupsCommand({ TableName }));

    expect(await failure(call)).toMatchObject({ name: 'UnknownOperationException' });
  });

  it('the item that a condition was refused for', async () => {
    await put({ pk: 'taken', sk: 'HEAD' });

    const call = documents.send(
      new PutCommand({
        TableName,
        Item: { pk: 'taken', sk: 'HEAD' },
        ConditionExpression: 'attribute_not_exists(pk)',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );

    expect(await failure(call)).toMatchObject({ ...refusedByCondition, Item: undefined });
  });
});
