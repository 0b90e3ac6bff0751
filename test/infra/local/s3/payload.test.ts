import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { payload } from '../../../../infra/local/s3/payload.ts';

const sha256 = createHash('sha256').update('hello').digest('base64');

const chunked = (trailer: string, headers: Record<string, string> = {}) =>
  payload({
    ...{ method: 'PUT', path: '/', query: new URLSearchParams() },
    headers: { 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER', ...headers },
    body: Buffer.from(`5\r\nhello\r\n0\r\n${trailer}\r\n\r\n`),
  } as never);

test('a trailer is the same however its name is written: names of fields have no case (RFC 9110 §5.1)', () => {
  const announced = { 'x-amz-trailer': 'X-Amz-Checksum-SHA256' };

  const { body, checksums } = chunked(`X-Amz-Checksum-Sha256: ${sha256}`, announced);

  expect(body.toString()).toBe('hello');
  expect(Object.values(checksums)).toContain(sha256);
});

test('a trailer that was announced and did not come is missed', () => {
  expect(() => chunked('', { 'x-amz-trailer': 'x-amz-checksum-sha256' })).toThrow('was announced but did not come');
});

test('a body of another length than was said is incomplete', () => {
  expect(() => chunked('', { 'x-amz-decoded-content-length': '6' })).toThrow();
});
