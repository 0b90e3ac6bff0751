// The commands that the functions send, through the SDK: which rights they need, and the error of one who lacks them.
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import {
  BatchGetCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { expect, test } from 'vitest';
import type { Call } from '../../../infra/local/iam/policy.ts';
import { ACCOUNT, call, refused, refuser, type Send } from './iam-refuser.ts';

const TABLE = `arn:aws:dynamodb:${ACCOUNT}:table/Releases`;
const SECRET = `arn:aws:secretsmanager:${ACCOUNT}:secret:keys-AbCdEf`;

const local = await refuser();

const object = { Bucket: 'archive', Key: 'receipts/Ünïcode & co/ä+b (1).json' };
const OBJECT = `arn:aws:s3:::archive/${object.Key}`;

test.each<[string, Send, Call[]]>([
  ['GetObject', ({ s3 }) => s3.send(new GetObjectCommand(object)), [call('s3:GetObject', OBJECT)]],
  [
    'GetObject of a version',
    ({ s3 }) => s3.send(new GetObjectCommand({ ...object, VersionId: 'v1' })),
    [call('s3:GetObjectVersion', OBJECT)],
  ],
  [
    'PutObject',
    ({ s3 }) => s3.send(new PutObjectCommand({ ...object, Body: 'x', IfNoneMatch: '*' })),
    [call('s3:PutObject', OBJECT)],
  ],
  [
    'PutObject in place of another',
    ({ s3 }) => s3.send(new PutObjectCommand({ ...object, Body: 'x', IfMatch: '"etag"' })),
    [call('s3:PutObject', OBJECT), call('s3:GetObject', OBJECT)],
  ],
  [
    'ListObjectsV2',
    ({ s3 }) => s3.send(new ListObjectsV2Command({ Bucket: 'archive', Prefix: 'a/' })),
    [call('s3:ListBucket', 'arn:aws:s3:::archive')],
  ],
  [
    'DeleteObjects',
    ({ s3 }) =>
      s3.send(new DeleteObjectsCommand({ Bucket: 'archive', Delete: { Objects: [{ Key: 'a&b' }, { Key: 'c' }] } })),
    [call('s3:DeleteObject', 'arn:aws:s3:::archive/a&b'), call('s3:DeleteObject', 'arn:aws:s3:::archive/c')],
  ],
])('S3 %s', async (_, send, calls) => {
  const found = await refused(local, send);

  expect(found.calls).toEqual(calls);
  expect(found.tries).toBe(1);
  expect(found.error).toMatchObject({ name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
});

test('S3 HeadObject: an answer to HEAD has no body, and so no name', async () => {
  const found = await refused(local, ({ s3 }) => s3.send(new HeadObjectCommand(object)));

  expect(found.calls).toEqual([call('s3:GetObject', OBJECT)]);
  expect(found.error).toMatchObject({ name: 'Unknown', $metadata: { httpStatusCode: 403 } });
});

const row = { TableName: 'Releases', Key: { pk: 'RELEASE#a', sk: 'HEAD' } };
const update = { UpdateExpression: 'SET #s = :s', ExpressionAttributeNames: { '#s': 'state' } };
const query = { KeyConditionExpression: 'pk = :pk AND sk < :until', ConsistentRead: true };
const twoKeys = { Releases: { Keys: [row.Key, { pk: 'SUPPRESSED#07', sk: 'x' }], ConsistentRead: true } };

test.each<[string, Send, string[]]>([
  ['GetItem', ({ documents }) => documents.send(new GetCommand(row)), ['RELEASE#a']],
  [
    'PutItem',
    ({ documents }) => documents.send(new PutCommand({ TableName: 'Releases', Item: { ...row.Key, n: 1 } })),
    ['RELEASE#a'],
  ],
  [
    'UpdateItem',
    ({ documents }) => documents.send(new UpdateCommand({ ...row, ...update, ExpressionAttributeValues: { ':s': 1 } })),
    ['RELEASE#a'],
  ],
  ['DeleteItem', ({ documents }) => documents.send(new DeleteCommand(row)), ['RELEASE#a']],
  [
    'Query',
    ({ documents }) =>
      documents.send(
        new QueryCommand({
          TableName: 'Releases',
          ...query,
          ExpressionAttributeValues: { ':pk': 'EMBARGOES', ':until': '2026$' },
        }),
      ),
    ['EMBARGOES'],
  ],
  [
    'BatchGetItem',
    ({ documents }) => documents.send(new BatchGetCommand({ RequestItems: twoKeys })),
    ['RELEASE#a', 'SUPPRESSED#07'],
  ],
])('DynamoDB %s', async (action, send, keys) => {
  const found = await refused(local, send);

  expect(found.calls).toEqual([call(`dynamodb:${action}`, TABLE, { 'dynamodb:LeadingKeys': keys })]);
  expect(found.tries).toBe(1);
  expect(found.error).toMatchObject({ name: 'AccessDeniedException', $metadata: { httpStatusCode: 400 } });
  expect(found.error.message).toContain(`dynamodb:${action} on resource: ${TABLE}`);
});

test.each([
  [SECRET, SECRET],
  ['polywire/keys', `arn:aws:secretsmanager:${ACCOUNT}:secret:polywire/keys-??????`],
])('Secrets Manager GetSecretValue of %s', async (SecretId, arn) => {
  const found = await refused(local, ({ secrets }) => secrets.send(new GetSecretValueCommand({ SecretId })));

  expect(found.calls).toEqual([call('secretsmanager:GetSecretValue', arn)]);
  expect(found.error).toMatchObject({ name: 'AccessDeniedException', $metadata: { httpStatusCode: 400 } });
  expect(found.error.message).toContain(`secretsmanager:GetSecretValue on resource: ${arn}`);
});
