// Conditional and partial requests: userguide/conditional-requests.html, API_GetObject.
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { BUCKET, NOW, startS3 } from './local-s3.ts';

const HELLO_MD5 = '"5d41402abc4b2a76b9719d911017c592"';

const at = (Key: string) => ({ Bucket: BUCKET, Key });

test.each([
  ['If-None-Match: * creates', undefined, { IfNoneMatch: '*' }, undefined],
  ['If-None-Match: * never overwrites', 'hello', { IfNoneMatch: '*' }, 'PreconditionFailed'],
  ['If-None-Match takes no ETag', 'hello', { IfNoneMatch: '"0"' }, 'NotImplemented'],
  ['If-Match replaces the version it names', 'hello', { IfMatch: HELLO_MD5 }, undefined],
  ['If-Match keeps what somebody else wrote', 'other', { IfMatch: HELLO_MD5 }, 'PreconditionFailed'],
  ['If-Match finds nothing to replace', undefined, { IfMatch: HELLO_MD5 }, 'NoSuchKey'],
] as const)('%s [conditional-writes]', async (_, before, condition, error) => {
  const { client, s3 } = await startS3();
  if (before !== undefined) await client.send(new PutObjectCommand({ ...at('feed'), Body: before }));

  const put = client.send(new PutObjectCommand({ ...at('feed'), Body: 'new', ...condition }));

  const name = await put.then(
    () => undefined,
    (failure: Error) => failure.name,
  );
  expect(name).toBe(error);
  expect(s3.read(BUCKET, 'feed')?.body.toString()).toBe(error === undefined ? 'new' : before);
});

test('of twenty writers with the same ETag one wins [conditional-writes]', async () => {
  const { client } = await startS3();
  const { ETag } = await client.send(new PutObjectCommand({ ...at('feed'), Body: 'hello' }));

  const writers = Array.from({ length: 20 }, (_, n) =>
    client.send(new PutObjectCommand({ ...at('feed'), Body: `writer ${n}`, IfMatch: ETag })),
  );
  const outcomes = await Promise.allSettled(writers);

  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

const LATER = new Date(NOW.getTime() + 60_000);
const EARLIER = new Date(NOW.getTime() - 60_000);
test.each([
  [200, { IfNoneMatch: '"0"' }],
  [304, { IfNoneMatch: HELLO_MD5 }],
  [304, { IfModifiedSince: NOW }],
  [200, { IfModifiedSince: EARLIER }],
  [200, { IfNoneMatch: '"0"', IfModifiedSince: LATER }],
  [200, { IfMatch: HELLO_MD5, IfUnmodifiedSince: EARLIER }],
  [412, { IfMatch: '"0"' }],
  [412, { IfUnmodifiedSince: EARLIER }],
] as const)('a read answers %i to %o [API_GetObject]', async (status, condition) => {
  const { client } = await startS3();
  await client.send(new PutObjectCommand({ ...at('a'), Body: 'hello' }));

  const answer = await client.send(new GetObjectCommand({ ...at('a'), ...condition })).catch((error) => error);

  expect(answer.$metadata.httpStatusCode).toBe(status);
});

test.each([
  ['bytes=1-3', 'ell', 'bytes 1-3/5'],
  ['bytes=3-', 'lo', 'bytes 3-4/5'],
  ['bytes=-2', 'lo', 'bytes 3-4/5'],
  ['bytes=0-99', 'hello', 'bytes 0-4/5'],
  ['bytes=3-1', 'hello', undefined],
  ['bytes=0-0,2-2', 'hello', undefined],
])('Range %s reads "%s" [API_GetObject, RFC 9110 §14.2]', async (Range, text, contentRange) => {
  const { client } = await startS3();
  await client.send(new PutObjectCommand({ ...at('a'), Body: 'hello' }));

  const read = await client.send(new GetObjectCommand({ ...at('a'), Range }));

  expect(await read.Body?.transformToString()).toBe(text);
  expect(read.ContentRange).toBe(contentRange);
  expect(read.$metadata.httpStatusCode).toBe(contentRange === undefined ? 200 : 206);
});

test('a range behind the end is InvalidRange [ErrorResponses]', async () => {
  const { client } = await startS3();
  await client.send(new PutObjectCommand({ ...at('a'), Body: 'hello' }));

  const read = client.send(new GetObjectCommand({ ...at('a'), Range: 'bytes=5-' }));

  await expect(read).rejects.toMatchObject({ name: 'InvalidRange', $metadata: { httpStatusCode: 416 } });
});

test('a conditional DELETE spares what has changed [conditional-deletes]', async () => {
  const { client, s3 } = await startS3();
  await client.send(new PutObjectCommand({ ...at('a'), Body: 'hello' }));

  const wrong = client.send(new DeleteObjectCommand({ ...at('a'), IfMatch: '"0"' }));
  await expect(wrong).rejects.toMatchObject({ name: 'PreconditionFailed' });
  expect(s3.list(BUCKET)).toEqual(['a']);

  await client.send(new DeleteObjectCommand({ ...at('a'), IfMatch: HELLO_MD5 }));
  expect(s3.list(BUCKET)).toEqual([]);
});
