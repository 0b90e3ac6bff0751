// Versions and delete markers, as userguide/Versioning.html and DeleteMarker.html describe them.
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { BUCKET, failure, filesOf, startS3 } from './local-s3.ts';

const at = (Key: string, VersionId?: string) => ({ Bucket: BUCKET, Key, VersionId });

const put = async (client: S3Client, key: string, Body: string) =>
  (await client.send(new PutObjectCommand({ ...at(key), Body }))).VersionId;

const text = async (client: S3Client, key: string, version?: string) =>
  (await client.send(new GetObjectCommand(at(key, version)))).Body?.transformToString();

test('every version stays readable by its id [API_GetObject]', async () => {
  const { client, directory } = await startS3({ versioned: true });

  const first = await put(client, 'a', 'one');
  const second = await put(client, 'a', 'two');

  expect(first).not.toBe(second);
  expect([await text(client, 'a', first), await text(client, 'a', second)]).toEqual(['one', 'two']);
  expect(await text(client, 'a')).toBe('two');
  expect(filesOf(directory)).toEqual(['a']);
});

test('a DELETE leaves a marker; deleting the marker brings the object back [API_DeleteObject, DeleteMarker]', async () => {
  const { client, directory } = await startS3({ versioned: true });
  const version = await put(client, 'a', 'one');

  const deletion = await client.send(new DeleteObjectCommand(at('a')));
  const gone = await client.send(new GetObjectCommand(at('a'))).catch((error) => error);
  const filesWhenGone = filesOf(directory);
  const undone = await client.send(new DeleteObjectCommand(at('a', deletion.VersionId)));

  expect(deletion).toMatchObject({ DeleteMarker: true, VersionId: expect.any(String) });
  expect(gone).toMatchObject({ name: 'NoSuchKey', $response: { headers: { 'x-amz-delete-marker': 'true' } } });
  expect(filesWhenGone).toEqual([]);
  expect(undone).toMatchObject({ DeleteMarker: true, VersionId: deletion.VersionId });
  expect([await text(client, 'a'), await text(client, 'a', version)]).toEqual(['one', 'one']);
  expect(filesOf(directory)).toEqual(['a']);
});

test('a delete marker can be neither read nor copied, and counts as no object for conditions [DeleteMarker, conditional-writes]', async () => {
  const { client } = await startS3({ versioned: true });
  await put(client, 'a', 'one');
  const { VersionId } = await client.send(new DeleteObjectCommand(at('a')));

  const read = await failure(client.send(new GetObjectCommand(at('a', VersionId))));
  const head = await failure(client.send(new HeadObjectCommand(at('a', VersionId))));
  const copy = await failure(client.send(new CopyObjectCommand({ ...at('b'), CopySource: `${BUCKET}/a` })));
  const replace = await failure(client.send(new PutObjectCommand({ ...at('a'), Body: 'two', IfMatch: '"0"' })));

  expect(read).toMatchObject({ name: 'MethodNotAllowed', $metadata: { httpStatusCode: 405 } });
  expect(head).toMatchObject({ $metadata: { httpStatusCode: 405 } });
  expect(copy).toMatchObject({ name: 'NoSuchKey' });
  expect(replace).toMatchObject({ name: 'NoSuchKey' });
  await client.send(new PutObjectCommand({ ...at('a'), Body: 'two', IfNoneMatch: '*' }));
});

test('deleting the newest version uncovers the one before [DeletingObjectVersions]', async () => {
  const { client, directory } = await startS3({ versioned: true });
  await put(client, 'a', 'one');
  const second = await put(client, 'a', 'two');

  await client.send(new DeleteObjectCommand(at('a', second)));

  expect(await text(client, 'a')).toBe('one');
  const read = await failure(client.send(new GetObjectCommand(at('a', second))));
  expect(read).toMatchObject({ name: 'NoSuchVersion' });
  expect(filesOf(directory)).toEqual(['a']);
});

test('an id that no S3 would give is InvalidArgument [ErrorResponses]', async () => {
  const { client } = await startS3({ versioned: true });

  const read = await failure(client.send(new GetObjectCommand(at('a', 'nonsense'))));

  expect(read).toMatchObject({ name: 'InvalidArgument' });
});

test('once versioned, a bucket is suspended, not unversioned: writes replace the null version only [Versioning]', async () => {
  const { client, s3 } = await startS3({ versioned: true });
  const first = await put(client, 'a', 'one');
  s3.createBucket(BUCKET, { versioned: false, notifications: [] });

  await put(client, 'a', 'two');
  const third = await put(client, 'a', 'three');

  const { Versions } = await client.send(new ListObjectVersionsCommand({ Bucket: BUCKET }));
  expect(third).toBe('null');
  expect(Versions?.map(({ VersionId, IsLatest }) => [VersionId, IsLatest])).toEqual([
    ['null', true],
    [first, false],
  ]);
  expect((await client.send(new GetBucketVersioningCommand({ Bucket: BUCKET }))).Status).toBe('Suspended');
});

test('versions are listed by key, the newest first, over any page size [API_ListObjectVersions]', async () => {
  const { client } = await startS3({ versioned: true });
  for (const key of ['b', 'a', 'c/1', 'c/2', 'd']) for (const body of ['1', '2']) await put(client, key, body);
  await client.send(new DeleteObjectCommand(at('a')));
  const list = async (MaxKeys: number, Delimiter?: string) => {
    const found: string[] = [];
    let marker = {};
    for (;;) {
      const page = await client.send(new ListObjectVersionsCommand({ Bucket: BUCKET, MaxKeys, Delimiter, ...marker }));
      found.push(...(page.DeleteMarkers ?? []).map(({ Key, IsLatest }) => `${Key} deleted ${IsLatest}`));
      found.push(...(page.Versions ?? []).map(({ Key, IsLatest }) => `${Key} ${IsLatest}`));
      found.push(...(page.CommonPrefixes ?? []).map(({ Prefix }) => `${Prefix}`));
      if (!page.IsTruncated) return found;
      marker = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
    }
  };

  const top = ['a deleted true', 'a false', 'a false', 'b true', 'b false'];
  for (const size of [1, 2, 3, 1000]) {
    expect(await list(size)).toEqual([...top, 'c/1 true', 'c/1 false', 'c/2 true', 'c/2 false', 'd true', 'd false']);
    expect((await list(size, '/')).sort()).toEqual([...top, 'c/', 'd true', 'd false'].sort());
  }
});

test('a bucket can be emptied page by page [API_ListObjectVersions]', async () => {
  const { client, directory } = await startS3({ versioned: true });
  for (let n = 0; n < 5; n++) await put(client, 'a', `${n}`);
  let marker = {};
  for (let more = true; more; ) {
    const page = await client.send(new ListObjectVersionsCommand({ Bucket: BUCKET, MaxKeys: 2, ...marker }));
    for (const { VersionId } of page.Versions ?? []) await client.send(new DeleteObjectCommand(at('a', VersionId)));
    more = page.IsTruncated === true;
    marker = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
  }

  const left = await client.send(new ListObjectVersionsCommand({ Bucket: BUCKET }));
  expect(left.Versions).toBeUndefined();
  expect(filesOf(directory)).toEqual([]);
});

test('a listing goes on in the right place when the version it stopped at is gone [API_ListObjectVersions]', async () => {
  const { client } = await startS3({ versioned: true });
  const ids = [];
  for (const body of ['1', '2', '3', '4']) ids.unshift(await put(client, 'a', body));
  const page = await client.send(new ListObjectVersionsCommand({ Bucket: BUCKET, MaxKeys: 2 }));

  await client.send(new DeleteObjectCommand(at('a', ids[1])));
  const marker = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
  const rest = await client.send(new ListObjectVersionsCommand({ Bucket: BUCKET, ...marker }));

  expect(rest.Versions?.map(({ VersionId }) => VersionId)).toEqual(ids.slice(2));
});
