// userguide/mpuoverview.html
import { join } from 'node:path';
import type { AwsResponse } from '../emulator.ts';
import { type Call, xmlResponse } from './call.ts';
import { type ChecksumType, checksum, md5 } from './checksums.ts';
import { S3Error } from './errors.ts';
import { objectHeaders } from './headers.ts';
import { payload } from './payload.ts';
import type { State } from './state.ts';
import type { Part, Upload } from './uploads.ts';

const MOST_PARTS = 10_000;
/** Beside the buckets' folders; no bucket's name starts with a dot. */
const UPLOADS = '.uploads';

/** API_CreateMultipartUpload */
export function createMultipartUpload(state: State, { request, bucket, key }: Call): AwsResponse {
  const { headers } = request;
  const algorithm = (headers['x-amz-checksum-algorithm'] ?? 'CRC64NVME').toLowerCase();
  checksum(algorithm, Buffer.alloc(0));
  const checksumType = typeOf(algorithm, headers['x-amz-checksum-type']?.toUpperCase());
  const seq = state.database.next(bucket, key);
  const id = md5(Buffer.from(`${bucket}/${key}/${seq}`)).toString('hex') + seq.toString(36);
  state.uploads.start({ id, bucket, key, headers: objectHeaders(headers), algorithm, checksumType });
  const parts = [
    ['Bucket', bucket],
    ['Key', key],
    ['UploadId', id],
  ] satisfies [string, string][];
  return xmlResponse('InitiateMultipartUploadResult', parts, {
    'x-amz-checksum-algorithm': algorithm.toUpperCase(),
    'x-amz-checksum-type': checksumType,
  });
}

/** userguide/checking-object-integrity-upload.html: digests of parts can't be joined, CRC64NVME always is. */
function typeOf(algorithm: string, wish: string | undefined): ChecksumType {
  const usual = algorithm === 'crc64nvme' ? 'FULL_OBJECT' : 'COMPOSITE';
  if (wish === undefined || wish === usual) return usual;
  if (wish === 'FULL_OBJECT' && algorithm.startsWith('crc')) return wish;
  const message = `The ${wish} checksum type cannot be used with the ${algorithm} checksum algorithm.`;
  throw new S3Error('InvalidRequest', message);
}

/** API_UploadPart */
export function uploadPart(state: State, call: Call): AwsResponse {
  const upload = findUpload(state, call);
  const number = Number(call.request.query.get('partNumber'));
  if (!Number.isInteger(number) || number < 1 || number > MOST_PARTS) {
    const detail = { ArgumentName: 'partNumber', ArgumentValue: String(call.request.query.get('partNumber')) };
    const message = `Part number must be an integer between 1 and ${MOST_PARTS}, inclusive`;
    throw new S3Error('InvalidArgument', message, { detail });
  }
  const { body, checksums } = payload(call.request);
  const etag = `"${md5(body).toString('hex')}"`;
  const part = { number, size: body.length, etag, checksum: checksum(upload.algorithm, body).toString('base64') };
  state.bytes.write(partName(upload, part), body);
  state.uploads.putPart(upload.id, part);
  const answers = Object.entries(checksums).map(([algorithm, value]) => [`x-amz-checksum-${algorithm}`, value]);
  return { status: 200, headers: { etag, ...Object.fromEntries(answers) }, body: '' };
}

/** API_AbortMultipartUpload */
export function abortMultipartUpload(state: State, call: Call): AwsResponse {
  dropUpload(state, findUpload(state, call));
  return { status: 204, headers: {}, body: '' };
}

export function findUpload(state: State, { request, bucket, key }: Call): Upload {
  const id = request.query.get('uploadId') ?? '';
  const upload = state.uploads.get(id);
  if (upload?.bucket === bucket && upload.key === key) return upload;
  const message = 'The specified upload does not exist. The upload ID may be invalid, or it may have been completed.';
  throw new S3Error('NoSuchUpload', message, { detail: { UploadId: id } });
}

export function dropUpload(state: State, upload: Upload): void {
  state.uploads.forget(upload.id);
  state.bytes.removeFolder(join(UPLOADS, upload.id));
}

/** Named for its content: a part sent again can't change one that has been acknowledged. */
export function partName({ id }: Upload, { number, etag }: Pick<Part, 'number' | 'etag'>): string {
  return join(UPLOADS, id, `${number}-${etag.replaceAll('"', '')}`);
}
