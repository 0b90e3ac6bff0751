import type { AwsResponse } from '../emulator.ts';
import { type Call, malformed, xmlBody, xmlResponse } from './call.ts';
import { add } from './changes.ts';
import { checksum, givenChecksum, md5 } from './checksums.ts';
import { checkWrite } from './conditions.ts';
import { S3Error } from './errors.ts';
import { versionHeader } from './headers.ts';
import { dropUpload, findUpload, partName } from './multipart.ts';
import type { State } from './state.ts';
import type { Part, Upload } from './uploads.ts';
import { childText, type Parsed } from './xml.ts';

/** userguide/qfacts.html: every part but the last. */
const SMALLEST_PART = 5 * 1024 * 1024;

/** API_CompleteMultipartUpload */
export function completeMultipartUpload(state: State, call: Call): AwsResponse {
  const { request, bucket, key } = call;
  const upload = findUpload(state, call);
  const parts = chosenParts(request.body, upload, state.uploads.parts(upload.id));
  checkWrite(request.headers, state.versions.newest(bucket, key), key);
  const body = Buffer.concat(parts.map((part) => state.bytes.read(partName(upload, part))));
  checkSize(request.headers['x-amz-mp-object-size'], body.length);
  const value = wholeChecksum(upload, parts, body);
  checkWhole(request.headers, upload, value);
  const digests = parts.map((part) => Buffer.from(part.etag.replaceAll('"', ''), 'hex'));
  const etag = `"${md5(Buffer.concat(digests)).toString('hex')}-${parts.length}"`;
  const { headers, checksumType, algorithm } = upload;
  const draft = { bucket, key, body, etag, headers, checksums: { [algorithm]: value }, checksumType };
  const version = add(state, { ...draft, event: 'ObjectCreated:CompleteMultipartUpload' });
  dropUpload(state, upload);
  return xmlResponse(
    'CompleteMultipartUploadResult',
    [
      ['Location', `http://${request.headers.host ?? 'localhost'}${request.path}`],
      ['Bucket', bucket],
      ['Key', key],
      ['ETag', etag],
      [`Checksum${algorithm.toUpperCase()}`, value],
      ['ChecksumType', checksumType],
    ],
    { 'x-amz-server-side-encryption': 'AES256', ...versionHeader(state, version) },
  );
}

function chosenParts(body: Buffer, upload: Upload, stored: Part[]): Part[] {
  const listed = xmlBody(body, 'CompleteMultipartUpload').children.filter((child) => child.tag === 'Part');
  if (listed.length === 0) throw malformed();
  const numbers = listed.map((part) => Number(childText(part, 'PartNumber')));
  if (numbers.some((number, index) => index > 0 && number <= (numbers[index - 1] ?? 0))) {
    throw new S3Error('InvalidPartOrder', 'The list of parts was not in ascending order.');
  }
  const byNumber = new Map(stored.map((part) => [part.number, part]));
  const parts = listed.map((part) => matchingPart(part, upload, byNumber));
  for (const { size, number, etag } of parts.slice(0, -1)) {
    if (size >= SMALLEST_PART) continue;
    const detail = { ProposedSize: size, MinSizeAllowed: SMALLEST_PART, PartNumber: number, ETag: etag };
    throw new S3Error('EntityTooSmall', 'Your proposed upload is smaller than the minimum allowed size', { detail });
  }
  return parts;
}

function matchingPart(listed: Parsed, { id, algorithm }: Upload, stored: Map<number, Part>): Part {
  const part = stored.get(Number(childText(listed, 'PartNumber')));
  const etag = childText(listed, 'ETag')?.replaceAll('"', '');
  const given = childText(listed, `Checksum${algorithm.toUpperCase()}`);
  const isMeant = part?.etag.replaceAll('"', '') === etag && (given === undefined || given === part?.checksum);
  if (part !== undefined && isMeant) return part;
  const message = 'One or more of the specified parts could not be found, or does not have the given entity tag.';
  const detail = { UploadId: id, PartNumber: childText(listed, 'PartNumber') ?? '', ETag: etag ?? '' };
  throw new S3Error('InvalidPart', message, { detail });
}

/** userguide/checking-object-integrity-upload.html: of the bytes, or of the parts' checksums with their number. */
function wholeChecksum({ algorithm, checksumType }: Upload, parts: Part[], body: Buffer): string {
  if (checksumType === 'FULL_OBJECT') return checksum(algorithm, body).toString('base64');
  const joined = Buffer.concat(parts.map((part) => Buffer.from(part.checksum, 'base64')));
  return `${checksum(algorithm, joined).toString('base64')}-${parts.length}`;
}

function checkWhole(headers: Record<string, string>, { algorithm }: Upload, actual: string): void {
  const given = givenChecksum(headers);
  if (given === undefined) return;
  const [name, value] = given;
  if (name === algorithm && value.replace(/-\d+$/, '') === actual.replace(/-\d+$/, '')) return;
  throw new S3Error('BadDigest', `The ${name.toUpperCase()} you specified did not match the calculated checksum.`);
}

function checkSize(given: string | undefined, actual: number): void {
  if (given === undefined || Number(given) === actual) return;
  const message = `The provided x-amz-mp-object-size is ${given}, the parts add up to ${actual}`;
  throw new S3Error('InvalidRequest', message);
}
