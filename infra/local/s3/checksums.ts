// userguide/checking-object-integrity.html
import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { crc32c, crc64nvme, words } from './crc.ts';
import { S3Error } from './errors.ts';

const ALGORITHMS = new Map<string, (body: Buffer) => Buffer>([
  ['crc32', (body) => words(crc32(body))],
  ['crc32c', crc32c],
  ['crc64nvme', crc64nvme],
  ['md5', hash('md5')],
  ['sha1', hash('sha1')],
  ['sha256', hash('sha256')],
  ['sha512', hash('sha512')],
]);

export type ChecksumType = 'FULL_OBJECT' | 'COMPOSITE';

function hash(name: string): (body: Buffer) => Buffer {
  return (body) => createHash(name).update(body).digest();
}

export function md5(body: Buffer): Buffer {
  return createHash('md5').update(body).digest();
}

export function checksum(algorithm: string, body: Buffer): Buffer {
  const compute = ALGORITHMS.get(algorithm);
  if (compute === undefined) {
    throw new S3Error('NotImplemented', `The checksum algorithm ${algorithm} is not implemented here`);
  }
  return compute(body);
}

/** The x-amz-checksum-* header that a request carries, as [algorithm, Base64 value]. */
export function givenChecksum(headers: Record<string, string>): [string, string] | undefined {
  const given = Object.entries(headers).flatMap(([name, value]): [string, string][] => {
    const algorithm = /^x-amz-checksum-(?!algorithm$|type$|mode$)(.+)$/.exec(name)?.[1];
    return algorithm === undefined ? [] : [[algorithm, value]];
  });
  if (given.length <= 1) return given[0];
  const message = 'Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.';
  throw new S3Error('InvalidRequest', message);
}

/** Checks a checksum that the client gave, and answers what S3 keeps: without one, S3 computes a CRC64NVME. */
export function verifiedChecksum(headers: Record<string, string>, body: Buffer): Record<string, string> {
  const [algorithm, expected] = givenChecksum(headers) ?? ['crc64nvme', undefined];
  const actual = checksum(algorithm, body);
  if (expected !== undefined) compare(algorithm, expected, actual);
  return { [algorithm]: actual.toString('base64') };
}

function compare(algorithm: string, expected: string, actual: Buffer): void {
  const wanted = Buffer.from(expected, 'base64');
  if (wanted.length !== actual.length) {
    throw new S3Error('InvalidRequest', `Value for x-amz-checksum-${algorithm} header is invalid.`);
  }
  if (wanted.equals(actual)) return;
  const name = algorithm.toUpperCase();
  throw new S3Error('BadDigest', `The ${name} you specified did not match the calculated checksum.`);
}

/** API_PutObject: Content-MD5 is the Base64 of 16 bytes, or InvalidDigest; of these bytes, or BadDigest. */
export function verifyContentMd5(header: string | undefined, body: Buffer): void {
  if (header === undefined) return;
  const wanted = Buffer.from(header, 'base64');
  if (wanted.length !== 16) throw new S3Error('InvalidDigest', 'The Content-MD5 you specified was invalid.');
  if (wanted.equals(md5(body))) return;
  const detail = { ExpectedDigest: wanted.toString('hex'), CalculatedDigest: md5(body).toString('base64') };
  throw new S3Error('BadDigest', 'The Content-MD5 you specified did not match what we received.', { detail });
}

/** x-amz-checksum-* headers of a response. */
export function checksumHeaders(checksums: Record<string, string>, type: ChecksumType): Record<string, string> {
  const entries = Object.entries(checksums).map(([algorithm, value]) => [`x-amz-checksum-${algorithm}`, value]);
  return { ...Object.fromEntries(entries), 'x-amz-checksum-type': type };
}
