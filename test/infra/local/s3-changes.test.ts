// Deleting and copying, as the S3 API Reference describes it.
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { BUCKET, startS3 } from './local-s3.ts';

const HELLO_MD5 = '"5d41402abc4b2a76b9719d911017c592"';

const at = (Key: string) => ({ Bucket: BUCKET, Key });

test('a DELETE is final without versions, and fine when there is nothing [API_DeleteObject]', async () => {
  const { client, s3 } = await startS3();
  await client.send(new PutObjectCommand({ ...at('a'), Body: 'hello' }));

  const first = await client.send(new DeleteObjectCommand(at('a')));
  const second = await client.send(new DeleteObjectCommand(at('a')));

  expect([first.$metadata.httpStatusCode, second.$metadata.httpStatusCode]).toEqual([204, 204]);
  expect(first.DeleteMarker).toBeUndefined();
  expect(s3.read(BUCKET, 'a')).toBeUndefined();
  await expect(client.send(new GetObjectCommand(at('a')))).rejects.toMatchObject({ name: 'NoSuchKey', Key: 'a' });
});

test('DeleteObjects answers for each key, or when quiet for failures only [API_DeleteObjects]', async () => {
  const { client, s3 } = await startS3();
  for (const key of ['a & b', 'c', 'd']) await client.send(new PutObjectCommand({ ...at(key), Body: 'hello' }));
  const remove = (Quiet: boolean, ...Objects: { Key: string; ETag?: string }[]) =>
    client.send(new DeleteObjectsCommand({ Bucket: BUCKET, Delete: { Objects, Quiet } }));

  const loud = await remove(false, { Key: 'a & b' }, { Key: 'never there' });
  const quiet = await remove(true, { Key: 'c' }, { Key: 'd', ETag: '"0"' });

  expect(loud.Deleted).toEqual([{ Key: 'a & b' }, { Key: 'never there' }]);
  expect(quiet.Deleted).toBeUndefined();
  expect(quiet.Errors).toMatchObject([{ Key: 'd', Code: 'PreconditionFailed' }]);
  expect(s3.list(BUCKET)).toEqual(['d']);
});

test('a copy keeps the metadata, or replaces it when told so [API_CopyObject]', async () => {
  const { client, s3 } = await startS3();
  const source = { ContentType: 'text/html', Metadata: { tag: 'old' } };
  await client.send(new PutObjectCommand({ ...at('from é+'), Body: 'hello', ...source }));
  const CopySource = `${BUCKET}/${encodeURIComponent('from é+')}`;

  const copy = await client.send(new CopyObjectCommand({ ...at('kept'), CopySource }));
  const changed = { MetadataDirective: 'REPLACE', ContentType: 'text/plain', Metadata: { tag: 'new' } } as const;
  await client.send(new CopyObjectCommand({ ...at('replaced'), CopySource, ...changed }));

  expect(copy.CopyObjectResult?.ETag).toBe(HELLO_MD5);
  expect(s3.read(BUCKET, 'kept')).toMatchObject({ contentType: 'text/html', headers: { 'x-amz-meta-tag': 'old' } });
  expect(s3.read(BUCKET, 'replaced')).toMatchObject({
    contentType: 'text/plain',
    headers: { 'x-amz-meta-tag': 'new' },
  });
});

test.each([
  ['InvalidRequest', 'a', { CopySource: `${BUCKET}/a` }],
  ['NoSuchKey', 'b', { CopySource: `${BUCKET}/missing` }],
  ['NoSuchBucket', 'b', { CopySource: 'elsewhere/a' }],
  ['PreconditionFailed', 'b', { CopySource: `${BUCKET}/a`, CopySourceIfMatch: '"0"' }],
  ['PreconditionFailed', 'b', { CopySource: `${BUCKET}/a`, CopySourceIfNoneMatch: HELLO_MD5 }],
  ['PreconditionFailed', 'a', { CopySource: `${BUCKET}/a`, MetadataDirective: 'REPLACE', IfNoneMatch: '*' }],
] as const)('a copy is refused with %s: to %s, %o [API_CopyObject]', async (name, key, input) => {
  const { client } = await startS3();
  await client.send(new PutObjectCommand({ ...at('a'), Body: 'hello' }));

  const copy = client.send(new CopyObjectCommand({ ...at(key), ...input }));

  await expect(copy).rejects.toMatchObject({ name });
});
