// The S3 that the newsroom runs on locally, held against what AWS documents, through the SDK.
// The page each promise is from stands in brackets: API_… in the S3 API Reference, others in the S3 User Guide.
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import {
  GetBucketLocationCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { BUCKET, failure, startS3 } from './local-s3.ts';

const HELLO_MD5 = '"5d41402abc4b2a76b9719d911017c592"';

const at = (Key: string) => ({ Bucket: BUCKET, Key });

test('a GET gives back body, headers and metadata of the PUT [API_PutObject, API_GetObject]', async () => {
  const { client } = await startS3();
  const written = await client.send(
    new PutObjectCommand({
      ...at('en/rss.xml'),
      Body: 'hello',
      ContentType: 'application/rss+xml',
      CacheControl: 'max-age=60',
      ContentEncoding: 'identity',
      ContentDisposition: 'inline',
      ContentLanguage: 'en',
      Expires: new Date('2027-01-01T00:00:00Z'),
      Metadata: { 'cache-tag': 'feed' },
    }),
  );

  const read = await client.send(new GetObjectCommand(at('en/rss.xml')));

  expect(written).toMatchObject({ ETag: HELLO_MD5, ChecksumCRC32: 'NhCmhg==', ChecksumType: 'FULL_OBJECT' });
  expect(written.VersionId).toBeUndefined();
  expect(await read.Body?.transformToString()).toBe('hello');
  expect(read).toMatchObject({
    ETag: HELLO_MD5,
    ContentLength: 5,
    ContentType: 'application/rss+xml',
    CacheControl: 'max-age=60',
    ContentEncoding: 'identity',
    ContentDisposition: 'inline',
    ContentLanguage: 'en',
    ExpiresString: 'Fri, 01 Jan 2027 00:00:00 GMT',
    LastModified: new Date('2026-11-23T10:20:30Z'),
    Metadata: { 'cache-tag': 'feed' },
    ChecksumCRC32: 'NhCmhg==',
    AcceptRanges: 'bytes',
  });
});

test('HEAD tells the same as GET, without the body [API_HeadObject]', async () => {
  const { client } = await startS3();
  await client.send(new PutObjectCommand({ ...at('a'), Body: 'hello', ContentType: 'text/plain' }));

  const head = await client.send(new HeadObjectCommand(at('a')));

  expect(head).toMatchObject({ ETag: HELLO_MD5, ContentLength: 5, ContentType: 'text/plain' });
  await expect(client.send(new HeadObjectCommand(at('b')))).rejects.toMatchObject({ name: 'NotFound' });
});

test('a body of unknown length comes aws-chunked with a trailing checksum, and is stored without either [sigv4-streaming-trailers]', async () => {
  const { client, s3 } = await startS3();
  const Body = Readable.from([Buffer.alloc(70_000, 'a'), Buffer.alloc(5, 'b')]);

  await client.send(new PutObjectCommand({ ...at('stream'), Body, ContentLength: 70_005, ContentEncoding: 'gzip' }));

  const stored = s3.read(BUCKET, 'stream');
  expect(stored?.body.toString()).toBe(`${'a'.repeat(70_000)}bbbbb`);
  expect(stored?.headers['content-encoding']).toBe('gzip');
});

test.each([
  ['CRC32', 'ChecksumCRC32', 'y/Q5Jg=='],
  ['CRC32C', 'ChecksumCRC32C', '4waSgw=='],
  ['CRC64NVME', 'ChecksumCRC64NVME', 'rosUhgp5mIg='],
  ['SHA1', 'ChecksumSHA1', createHash('sha1').update('123456789').digest('base64')],
  ['SHA256', 'ChecksumSHA256', createHash('sha256').update('123456789').digest('base64')],
] as const)(
  '%s is verified: the right value is kept, a wrong one is BadDigest [checking-object-integrity]',
  async (_, field, right) => {
    const { client, s3 } = await startS3();
    const wrong = Buffer.alloc(Buffer.from(right, 'base64').length, 1).toString('base64');

    const good = await client.send(new PutObjectCommand({ ...at('good'), Body: '123456789', [field]: right }));
    const bad = await failure(client.send(new PutObjectCommand({ ...at('bad'), Body: '123456789', [field]: wrong })));

    expect(good[field]).toBe(right);
    expect(bad).toMatchObject({ name: 'BadDigest' });
    expect(s3.list(BUCKET)).toEqual(['good']);
  },
);

test.each([
  ['BadDigest', { ContentMD5: createHash('md5').update('other').digest('base64') }],
  ['InvalidDigest', { ContentMD5: 'bm8=' }],
  ['InvalidRequest', { ChecksumCRC32: 'bm8=' }],
  ['MetadataTooLarge', { Metadata: { long: 'x'.repeat(2049) } }],
  ['NotImplemented', { Tagging: 'a=b' }],
  ['NotImplemented', { ACL: 'public-read' }],
  ['NotImplemented', { ServerSideEncryption: 'aws:kms' }],
] as const)('a PUT is refused with %s for %o [ErrorResponses, API_PutObject]', async (name, input) => {
  const { client, s3 } = await startS3();

  const put = client.send(new PutObjectCommand({ ...at('a'), Body: 'hello', ...input }));

  await expect(put).rejects.toMatchObject({ name });
  expect(s3.list(BUCKET)).toEqual([]);
});

test('response-* parameters replace headers, in any script [API_GetObject]', async () => {
  const { client, url } = await startS3();
  await client.send(new PutObjectCommand({ ...at('a'), Body: 'hello' }));

  const read = await client.send(new GetObjectCommand({ ...at('a'), ResponseContentType: 'text/plain' }));
  const raw = await fetch(`${url}/${BUCKET}/a?response-content-disposition=${encodeURIComponent('новость.txt')}`);

  expect(read.ContentType).toBe('text/plain');
  expect(Buffer.from(raw.headers.get('content-disposition') ?? '', 'latin1').toString()).toBe('новость.txt');
});

test('buckets can be listed, looked at and placed [API_ListBuckets, API_HeadBucket, API_GetBucketLocation]', async () => {
  const { client } = await startS3({ versioned: true });

  const list = await client.send(new ListBucketsCommand({}));
  const versioning = await client.send(new GetBucketVersioningCommand({ Bucket: BUCKET }));
  const location = await client.send(new GetBucketLocationCommand({ Bucket: BUCKET }));
  const head = await client.send(new HeadBucketCommand({ Bucket: BUCKET }));

  expect(list.Buckets).toEqual([{ Name: BUCKET, CreationDate: new Date('2026-11-23T10:20:30Z') }]);
  expect(versioning.Status).toBe('Enabled');
  expect(location.LocationConstraint).toBeFalsy();
  expect(head.BucketRegion).toBe('us-east-1');
  await expect(client.send(new HeadBucketCommand({ Bucket: 'nowhere' }))).rejects.toMatchObject({ name: 'NotFound' });
});

test('an unknown bucket is NoSuchBucket [ErrorResponses]', async () => {
  const { client } = await startS3();

  const read = client.send(new GetObjectCommand({ Bucket: 'nowhere', Key: 'a' }));

  await expect(read).rejects.toMatchObject({ name: 'NoSuchBucket', $metadata: { httpStatusCode: 404 } });
});

test('what is not implemented is refused by name, and changes nothing [ErrorResponses]', async () => {
  const { client, s3, url } = await startS3();
  await client.send(new PutObjectCommand({ ...at('a'), Body: 'hello' }));

  const Tagging = { TagSet: [{ Key: 'k', Value: 'v' }] };
  const tagging = await failure(client.send(new PutObjectTaggingCommand({ ...at('a'), Tagging })));
  const create = await fetch(`${url}/another-bucket`, { method: 'PUT' });
  const unknown = await fetch(`${url}/${BUCKET}/a?partNumber=1`);

  const refusal = { name: 'NotImplemented', message: expect.stringContaining('PutObjectTagging') };
  expect(tagging).toMatchObject({ ...refusal, $metadata: { httpStatusCode: 501 } });
  expect(s3.read(BUCKET, 'a')?.body.toString()).toBe('hello');
  expect(await create.text()).toContain('CreateBucket');
  expect(await unknown.text()).toContain('GetObject with ?partNumber');
});
