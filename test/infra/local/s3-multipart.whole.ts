// Multipart uploads, as userguide/mpuoverview.html describes them, and the `aws` command, which relies on them.
import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadCommandInput,
  GetObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { hasProgram } from '../../handed-over.ts';
import { BUCKET, filesOf, startS3, temporaryDirectory, until } from './local-s3.ts';

const TARGET = { Bucket: BUCKET, Key: 'big.zip' };
const MINIMUM = 5 * 1024 * 1024;

const md5 = (body: Buffer) => createHash('md5').update(body).digest();

async function upload(client: S3Client, bodies: Buffer[], input: Partial<CreateMultipartUploadCommandInput> = {}) {
  const { UploadId } = await client.send(new CreateMultipartUploadCommand({ ...TARGET, ...input }));
  const Parts: { PartNumber: number; ETag: string | undefined }[] = [];
  for (const [index, Body] of bodies.entries()) {
    const PartNumber = index + 1;
    const { ETag } = await client.send(new UploadPartCommand({ ...TARGET, UploadId, PartNumber, Body }));
    Parts.push({ PartNumber, ETag });
  }
  const complete = (parts = Parts, more = {}) =>
    client.send(
      new CompleteMultipartUploadCommand({ ...TARGET, UploadId, MultipartUpload: { Parts: parts }, ...more }),
    );
  return { UploadId, Parts, complete };
}

test('parts become one object with its own kind of ETag, and one event [API_CompleteMultipartUpload]', async () => {
  const events: string[] = [];
  const notify = async (_: string, body: string) => void events.push(JSON.parse(body).Records[0].eventName);
  const notifications = [{ queueArn: 'arn:aws:sqs:us-east-1:123456789012:q', events: ['s3:ObjectCreated:*'] }];
  const { client, s3, directory } = await startS3({ notifications, notify });
  const bodies = [randomBytes(MINIMUM), Buffer.from('the end')];

  const { complete } = await upload(client, bodies, { ContentType: 'application/zip', Metadata: { desk: 'science' } });
  expect(s3.list(BUCKET)).toEqual([]);
  const completed = await complete();
  await until(() => s3.pending() === 0);

  const etag = `"${md5(Buffer.concat(bodies.map(md5))).toString('hex')}-2"`;
  const read = await client.send(new GetObjectCommand(TARGET));
  expect(completed.ETag).toBe(etag);
  expect(read).toMatchObject({ ETag: etag, ContentType: 'application/zip', Metadata: { desk: 'science' } });
  expect(Buffer.from((await read.Body?.transformToByteArray()) ?? []).equals(Buffer.concat(bodies))).toBe(true);
  expect(events).toEqual(['ObjectCreated:CompleteMultipartUpload']);
  expect(filesOf(directory, '.s3/bytes')).toHaveLength(1);
});

test.each([
  ['CRC32', undefined, 'COMPOSITE', /-2$/],
  ['SHA256', undefined, 'COMPOSITE', /-2$/],
  ['CRC32', 'FULL_OBJECT', 'FULL_OBJECT', /^[^-]+$/],
  ['CRC64NVME', undefined, 'FULL_OBJECT', /^[^-]+$/],
] as const)(
  '%s, asked for as %s, is a %s checksum [checking-object-integrity-upload]',
  async (algorithm, wish, type, shape) => {
    const { client } = await startS3();
    const input = { ChecksumAlgorithm: algorithm, ...(wish && { ChecksumType: wish }) };

    const completed = await (await upload(client, [Buffer.alloc(MINIMUM, 1), Buffer.alloc(9, 2)], input)).complete();
    const read = await client.send(new GetObjectCommand({ ...TARGET, ChecksumMode: 'ENABLED' }));

    expect(completed.ChecksumType).toBe(type);
    expect(completed[`Checksum${algorithm}`]).toMatch(shape);
    expect(read[`Checksum${algorithm}`]).toBe(completed[`Checksum${algorithm}`]);
    // The SDK checks a full-object checksum against the bytes.
    await read.Body?.transformToByteArray();
  },
);

test('an aborted or unknown upload is NoSuchUpload, and leaves nothing [API_AbortMultipartUpload]', async () => {
  const { client, directory } = await startS3();
  const { UploadId, complete } = await upload(client, [Buffer.from('part')]);

  await client.send(new AbortMultipartUploadCommand({ ...TARGET, UploadId }));

  await expect(complete()).rejects.toMatchObject({ name: 'NoSuchUpload' });
  expect(filesOf(directory, '.s3/bytes')).toEqual([]);
});

const PART = { PartNumber: 1, ETag: `"${md5(Buffer.from('small')).toString('hex')}"` };
test.each([
  ['EntityTooSmall', [PART, { ...PART, PartNumber: 2 }]],
  ['InvalidPart', [{ ...PART, ETag: '"0"' }]],
  ['InvalidPart', [{ ...PART, PartNumber: 3 }]],
  ['InvalidPartOrder', [{ ...PART, PartNumber: 2 }, PART]],
  ['MalformedXML', []],
])('completing is refused with %s: %j [API_CompleteMultipartUpload]', async (name, parts) => {
  const { client, s3 } = await startS3();
  const { complete } = await upload(client, [Buffer.from('small'), Buffer.from('small')]);

  await expect(complete(parts)).rejects.toMatchObject({ name });
  expect(s3.list(BUCKET)).toEqual([]);
});

test('of two uploads that must create, the second is refused [conditional-writes]', async () => {
  const { client } = await startS3();
  const first = await upload(client, [Buffer.from('one')]);
  const second = await upload(client, [Buffer.from('two')]);

  await first.complete(first.Parts, { IfNoneMatch: '*' });

  const late = second.complete(second.Parts, { IfNoneMatch: '*' });
  await expect(late).rejects.toMatchObject({ name: 'PreconditionFailed' });
});

const run = promisify(execFile);
test.skipIf(!hasProgram('aws'))(
  'the aws command copies files of 10 MB and odd names there and back (needs `aws` on the PATH)',
  async () => {
    const { s3, url } = await startS3({ versioned: true });
    const folder = temporaryDirectory();
    const big = randomBytes(10 * 1024 * 1024);
    writeFileSync(join(folder, 'big.bin'), big);
    writeFileSync(join(folder, 'новость 1+2.md'), '# hello');
    const keys = { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local', AWS_DEFAULT_REGION: 'us-east-1' };
    const locale = { LC_ALL: 'C.UTF-8', AWS_CONFIG_FILE: join(folder, 'none'), AWS_EC2_METADATA_DISABLED: 'true' };
    const env = { ...process.env, ...keys, ...locale };
    const aws = async (...args: string[]) => (await run('aws', ['--endpoint-url', url, 's3', ...args], { env })).stdout;

    await aws('cp', '--recursive', folder, `s3://${BUCKET}/in/`);
    const listing = await aws('ls', `s3://${BUCKET}/in/`);
    await aws('cp', `s3://${BUCKET}/in/big.bin`, join(folder, 'back.bin'));
    await aws('rm', '--recursive', `s3://${BUCKET}/in/`);

    expect(listing).toMatch(/10485760 big\.bin\n.* 7 новость 1\+2\.md/);
    expect(readFileSync(join(folder, 'back.bin')).equals(big)).toBe(true);
    expect(s3.list(BUCKET)).toEqual([]);
  },
);
