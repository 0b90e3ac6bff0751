// What lies on disk: restarts, crashes, and the folder that a person opens.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetObjectCommand, ListObjectVersionsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { createS3 } from '../../../infra/local/s3/s3.ts';
import { BUCKET, filesOf, NOW, startS3, temporaryDirectory } from './local-s3.ts';

const at = (Key: string) => ({ Bucket: BUCKET, Key });

test('a restart keeps buckets, versions, metadata, ETags and types', async () => {
  const first = await startS3({ versioned: true });
  const { VersionId } = await first.client.send(
    new PutObjectCommand({ ...at('a'), Body: 'one', ContentType: 'text/x-one' }),
  );
  await first.client.send(
    new PutObjectCommand({ ...at('a'), Body: 'two', Metadata: { n: '2' }, CacheControl: 'no-cache' }),
  );
  const before = await first.client.send(new ListObjectVersionsCommand({ Bucket: BUCKET }));
  await first.stop();

  const second = await startS3({ directory: first.directory, versioned: true });

  const after = await second.client.send(new ListObjectVersionsCommand({ Bucket: BUCKET }));
  const old = await second.client.send(new GetObjectCommand({ ...at('a'), VersionId }));
  expect(after.Versions).toEqual(before.Versions);
  expect(old).toMatchObject({ ContentType: 'text/x-one', ETag: before.Versions?.[1]?.ETag });
  expect(await old.Body?.transformToString()).toBe('one');
  expect(second.s3.read(BUCKET, 'a')).toMatchObject({
    headers: { 'cache-control': 'no-cache', 'x-amz-meta-n': '2' },
    lastModified: NOW,
  });
});

test('read gives an edge server all it needs, list the current keys', async () => {
  const { client, s3 } = await startS3();
  const headers = { ContentType: 'text/html', CacheControl: 'max-age=60', ContentEncoding: 'br' };
  await client.send(new PutObjectCommand({ ...at('en/index.html'), Body: '<p>', ...headers }));

  const object = s3.read(BUCKET, 'en/index.html');

  expect(object).toEqual({
    body: Buffer.from('<p>'),
    contentType: 'text/html',
    headers: { 'cache-control': 'max-age=60', 'content-encoding': 'br' },
    etag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
    lastModified: NOW,
  });
  expect(s3.list(BUCKET)).toEqual(['en/index.html']);
  expect([s3.read(BUCKET, 'en'), s3.read(BUCKET, '../news/en/index.html'), s3.read('nowhere', 'a')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test('a person who edits or deletes a file in the folder changes no object', async () => {
  const { client, s3, directory } = await startS3();
  for (const key of ['a', 'b']) await client.send(new PutObjectCommand({ ...at(key), Body: 'hello' }));
  const file = join(directory, BUCKET, 'a');

  expect(statSync(file).mode & 0o222).toBe(0);
  rmSync(file);
  writeFileSync(file, 'edited');
  rmSync(join(directory, BUCKET, 'b'));

  expect(s3.read(BUCKET, 'a')?.body.toString()).toBe('hello');
  expect(s3.read(BUCKET, 'b')?.body.toString()).toBe('hello');
});

test('a write that the disk refuses leaves the object before it, whole', async () => {
  const { client, s3, directory } = await startS3();
  await client.send(new PutObjectCommand({ ...at('a'), Body: 'hello' }));
  const bytes = join(directory, '.s3', 'bytes', BUCKET);
  const [kept = ''] = readdirSync(bytes);
  const content = readFileSync(join(bytes, kept));
  rmSync(bytes, { recursive: true });
  writeFileSync(bytes, 'in the way');

  const put = client.send(new PutObjectCommand({ ...at('a'), Body: 'other' }));

  await expect(put).rejects.toMatchObject({ name: 'InternalError', $metadata: { httpStatusCode: 500 } });
  expect(readFileSync(join(directory, BUCKET, 'a'))).toEqual(content);
  expect(s3.list(BUCKET)).toEqual(['a']);
});

test('a crash between an object and its file in the folder is mended at the next start', async () => {
  const first = await startS3();
  await first.client.send(new PutObjectCommand({ ...at('en/a'), Body: 'hello' }));
  await first.stop();
  rmSync(join(first.directory, BUCKET), { recursive: true });

  await startS3({ directory: first.directory });

  expect(filesOf(first.directory)).toEqual(['en/a']);
});

test('whatever moment a crash comes at, objects are whole and in the folder too', async () => {
  const directory = temporaryDirectory();
  const writer = `
    import { createS3 } from ${JSON.stringify(new URL('../../../infra/local/s3/s3.ts', import.meta.url).href)};
    const s3 = createS3({ directory: process.argv[1], clock: () => new Date(), notify: async () => {} });
    s3.createBucket('news', { versioned: false, notifications: [] });
    for (let n = 0; ; n++) {
      const body = Buffer.alloc(50_000 + n, 'x');
      await s3.handle({ method: 'PUT', path: '/news/en/' + (n % 3), query: new URLSearchParams(), headers: {}, body });
      if (n === 20) console.log('writing');
    }`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', writer, directory]);
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');

  const { s3 } = await startS3({ directory });

  expect(s3.list(BUCKET)).toEqual(['en/0', 'en/1', 'en/2']);
  for (const key of s3.list(BUCKET)) {
    const object = s3.read(BUCKET, key);
    const body = object?.body ?? Buffer.alloc(0);
    expect(object?.etag).toBe(`"${createHash('md5').update(body).digest('hex')}"`);
    expect(readFileSync(join(directory, BUCKET, key)).equals(body)).toBe(true);
  }
});

test('a half-written temporary file of a crash is swept away', async () => {
  const first = await startS3();
  await first.stop();
  const temporary = join(first.directory, '.s3', 'temporary');
  writeFileSync(join(temporary, 'half'), 'hel', { mode: 0o444 });

  const second = await startS3({ directory: first.directory });

  expect(readdirSync(temporary)).toEqual([]);
  await second.client.send(new PutObjectCommand({ ...at('a'), Body: 'hello' }));
  expect(second.s3.read(BUCKET, 'a')?.body.toString()).toBe('hello');
});

test.each(['.s3', '..', 'a', 'Upper', 'with/slash'])('%j is no bucket name [bucketnamingrules]', (name) => {
  const s3 = createS3({ directory: temporaryDirectory(), clock: () => NOW, notify: async () => {} });

  expect(() => s3.createBucket(name, { versioned: false, notifications: [] })).toThrow('is no bucket name');
});
