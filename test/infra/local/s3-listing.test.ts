// ListObjectsV2, as API_ListObjectsV2 and userguide/using-prefixes.html describe it, and keys of every kind.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  type ListObjectsV2CommandInput,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { behind } from '../../../infra/local/s3/walk.ts';
import { BUCKET, filesOf, startS3 } from './local-s3.ts';

const put = (client: S3Client, Key: string, Body = Key) =>
  client.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body }));

async function listAll(client: S3Client, input: Partial<ListObjectsV2CommandInput>): Promise<string[]> {
  const found: string[] = [];
  let ContinuationToken: string | undefined;
  do {
    const page = await client.send(new ListObjectsV2Command({ Bucket: BUCKET, ...input, ContinuationToken }));
    expect(page.KeyCount).toBe((page.Contents?.length ?? 0) + (page.CommonPrefixes?.length ?? 0));
    expect(page.KeyCount).toBeLessThanOrEqual(input.MaxKeys ?? 1000);
    found.push(...(page.Contents ?? []).map(({ Key }) => Key ?? ''));
    found.push(...(page.CommonPrefixes ?? []).map(({ Prefix }) => Prefix ?? ''));
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
  return found.sort();
}

const SITE = ['a', 'en/2026/x', 'en/2026/y', 'en/rss.xml', 'en/rss2.xml', 'en/zzz', 'fr/rss.xml', 'z'];
test.each<[string, Partial<ListObjectsV2CommandInput>, string[]]>([
  ['nothing gives everything', {}, SITE],
  ['Prefix', { Prefix: 'en/' }, SITE.slice(1, 6)],
  ['Delimiter folds', { Delimiter: '/' }, ['a', 'en/', 'fr/', 'z']],
  ['Prefix and Delimiter', { Prefix: 'en/', Delimiter: '/' }, ['en/2026/', 'en/rss.xml', 'en/rss2.xml', 'en/zzz']],
  [
    'Delimiter of several characters',
    { Delimiter: '/rss' },
    ['a', 'en/2026/x', 'en/2026/y', 'en/rss', 'en/zzz', 'fr/rss', 'z'],
  ],
  ['StartAfter', { StartAfter: 'en/rss.xml' }, SITE.slice(4)],
  ['StartAfter within a folder', { StartAfter: 'en/rss.xml', Delimiter: '/' }, ['en/', 'fr/', 'z']],
  ['no match', { Prefix: 'nothing' }, []],
])('%s: pages of any size add up to the same [API_ListObjectsV2]', async (_, input, expected) => {
  const { client } = await startS3();
  for (const key of SITE) await put(client, key);

  for (const MaxKeys of [1, 2, 3, 1000]) expect(await listAll(client, { ...input, MaxKeys })).toEqual(expected);
});

test.each([
  ['en/', 'en0'],
  ['a\ud7ff', 'a\ue000'],
  ['a\u{10ffff}', 'b'],
  ['\u{10ffff}', undefined],
])('behind everything that starts with %j comes %j', (prefix, next) => {
  expect(behind(prefix)?.key).toBe(next);
});

test('an entry has size, ETag, date and class; MaxKeys 0 lists nothing and is complete [API_Object]', async () => {
  const { client } = await startS3();
  await put(client, 'a', 'hello');

  const full = await client.send(new ListObjectsV2Command({ Bucket: BUCKET }));
  const none = await client.send(new ListObjectsV2Command({ Bucket: BUCKET, MaxKeys: 0 }));

  const date = new Date('2026-11-23T10:20:30Z');
  const ETag = '"5d41402abc4b2a76b9719d911017c592"';
  expect(full.Contents).toEqual([{ Key: 'a', Size: 5, ETag, LastModified: date, StorageClass: 'STANDARD' }]);
  expect(none).toMatchObject({ KeyCount: 0, IsTruncated: false });
});

test('keys are ordered by their UTF-8 bytes, not by UTF-16 units [API_ListObjectsV2]', async () => {
  const { client, s3 } = await startS3();
  for (const key of ['\u{1F600}', '\uFF5E', 'é', 'a', 'B']) await put(client, key);

  const page = await client.send(new ListObjectsV2Command({ Bucket: BUCKET }));

  expect(page.Contents?.map(({ Key }) => Key)).toEqual(['B', 'a', 'é', '\uFF5E', '\u{1F600}']);
  expect(s3.list(BUCKET)).toEqual(['B', 'a', 'é', '\uFF5E', '\u{1F600}']);
});

test('encoding-type=url encodes keys as a form would, slashes apart [API_ListObjectsV2]', async () => {
  const { client } = await startS3();
  await put(client, 'a b/é+(1)&\u0001.png');

  const page = await client.send(new ListObjectsV2Command({ Bucket: BUCKET, EncodingType: 'url' }));

  expect(page.Contents?.[0]?.Key).toBe('a+b/%C3%A9%2B%281%29%26%01.png');
  expect(page.EncodingType).toBe('url');
});

test('a token that was never given out is InvalidArgument [ErrorResponses]', async () => {
  const { client } = await startS3();

  const list = client.send(new ListObjectsV2Command({ Bucket: BUCKET, ContinuationToken: 'nonsense' }));

  await expect(list).rejects.toMatchObject({ name: 'InvalidArgument' });
});

const AWKWARD = [
  'a',
  'a/b',
  'a/b/',
  'a/b/c',
  'a//b',
  '/leading',
  '/',
  '..',
  '../outside',
  '../../outside',
  'x/../../../outside',
  './here',
  'per%cent',
  '%2e%2e/outside',
  '%a',
  'back\\slash',
  'tab\tnew\nline\r',
  'nul\0byte',
  'spaces  and + plus & <tag> "quotes" ?query#hash',
  'новости/صحافة/新聞/😀.xml',
  'e\u0301 and \u00e9',
  `${'long'.repeat(250)}.txt`,
  `${'long'.repeat(250)}.xml`,
  'deep/'.repeat(200),
];

test('keys of every kind live side by side, inside their bucket [object-keys]', async () => {
  const { client, s3, directory } = await startS3();

  for (const key of AWKWARD) await put(client, key);

  for (const Key of AWKWARD) {
    const read = await client.send(new GetObjectCommand({ Bucket: BUCKET, Key }));
    expect(await read.Body?.transformToString()).toBe(Key);
  }
  expect(s3.list(BUCKET).sort()).toEqual([...AWKWARD].sort());
  expect(await listAll(client, { Prefix: 'a/' })).toEqual(AWKWARD.filter((key) => key.startsWith('a/')).sort());
  // Each has a file of its own in the bucket's folder, and nothing lies anywhere else.
  const contents = filesOf(directory).map((file) => readFileSync(join(directory, BUCKET, file), 'utf8'));
  expect(contents.sort()).toEqual([...AWKWARD].sort());
  expect(filesOf(directory, '.').filter((file) => !/^(news|\.s3)\//.test(file))).toEqual([]);
  expect(existsSync(join(directory, '..', 'outside'))).toBe(false);
});

test('deleting keys of every kind leaves an empty folder [API_DeleteObject]', async () => {
  const { client, directory } = await startS3();
  for (const key of AWKWARD) await put(client, key);

  for (const Key of AWKWARD) await client.send(new DeleteObjectCommand({ Bucket: BUCKET, Key }));

  expect(readdirSync(join(directory, BUCKET))).toEqual([]);
});

test('ordinary keys are found under their own names, also where another key is in the way first', async () => {
  const { client, directory } = await startS3();

  await put(client, 'en/rss.xml');
  await put(client, 'en');
  await put(client, 'новости 1.html');

  expect(filesOf(directory)).toEqual(['%en', 'en/rss.xml', 'новости 1.html']);
});

test('a key of 1024 bytes is the longest [object-keys]', async () => {
  const { client } = await startS3();

  await put(client, 'é'.repeat(512));

  await expect(put(client, `${'é'.repeat(512)}a`)).rejects.toMatchObject({ name: 'KeyTooLongError' });
});
