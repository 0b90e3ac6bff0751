// Service Authorization Reference, "Amazon S3", and the permissions of each operation in the Amazon S3 API Reference.
// Buckets are addressed by path.
import type { AwsRequest } from '../emulator.ts';
import { childText, parse } from '../s3/xml.ts';
import { unknown } from './input.ts';
import { call } from './names.ts';
import type { Call } from './policy.ts';

/** By method, what is addressed, and the query parameter that chooses the operation. */
const ACTIONS: Record<string, string> = {
  'GET service': 's3:ListAllMyBuckets',
  'HEAD bucket': 's3:ListBucket',
  'GET bucket': 's3:ListBucket',
  'GET bucket list-type': 's3:ListBucket',
  'GET bucket versions': 's3:ListBucketVersions',
  'GET bucket uploads': 's3:ListBucketMultipartUploads',
  'GET bucket location': 's3:GetBucketLocation',
  'GET bucket versioning': 's3:GetBucketVersioning',
  'GET object': 's3:GetObject',
  'HEAD object': 's3:GetObject',
  'GET object versionId': 's3:GetObjectVersion',
  'HEAD object versionId': 's3:GetObjectVersion',
  'GET object uploadId': 's3:ListMultipartUploadParts',
  'PUT object': 's3:PutObject',
  'PUT object uploadId': 's3:PutObject',
  'POST object uploads': 's3:PutObject',
  'POST object uploadId': 's3:PutObject',
  'DELETE object': 's3:DeleteObject',
  'DELETE object versionId': 's3:DeleteObjectVersion',
  'DELETE object uploadId': 's3:AbortMultipartUpload',
};

/** Parameters that refine an operation, rather than choose it. */
const REFINING =
  /^(x-id|prefix|delimiter|max-\w+|encoding-type|continuation-token|start-after|fetch-owner|[\w-]+-marker|partNumber|response-[\w-]+|X-Amz-.+)$/;

export function s3Calls(request: AwsRequest): Call[] {
  const { bucket, key } = addressOf(request.path);
  const level = bucket === '' ? 'service' : key === '' ? 'bucket' : 'object';
  const marks = [...request.query.keys()].filter((name) => !REFINING.test(name));
  const operation = [request.method, level, ...marks].join(' ');
  if (operation === 'POST bucket delete') return deletions(bucket, request.body.toString());
  const action = ACTIONS[operation];
  if (action === undefined) throw unknown(`S3's ${operation}`);
  const resource = level === 'service' ? '*' : arn(bucket, key);
  return [call(action, resource), ...(action === 's3:PutObject' ? readsOfWrite(request, resource) : [])];
}

/**
 * The right without which S3 says 403, not 404, of an object that isn't there (API_GetObject, API_HeadObject).
 * Undefined where the request doesn't read an object.
 */
export function absenceCall(request: AwsRequest): Call | undefined {
  const [first] = s3Calls(request);
  const isRead = first !== undefined && ['s3:GetObject', 's3:GetObjectVersion'].includes(first.action);
  return isRead ? call('s3:ListBucket', arn(addressOf(request.path).bucket)) : undefined;
}

/** A copy reads its source; If-Match reads the ETag (S3 User Guide, "Conditional writes"). */
function readsOfWrite({ headers }: AwsRequest, resource: string): Call[] {
  const source = headers['x-amz-copy-source'];
  const match = headers['if-match'] === undefined ? [] : [call('s3:GetObject', resource)];
  if (source === undefined) return match;
  const [path = '', version] = source.split('?versionId=');
  const { bucket, key } = addressOf(path.startsWith('/') ? path : `/${path}`);
  return [call(version === undefined ? 's3:GetObject' : 's3:GetObjectVersion', arn(bucket, key)), ...match];
}

/** S3 refuses key by key; here one refusal is all of them. */
function deletions(bucket: string, body: string): Call[] {
  const objects = parse(body)?.children.filter(({ tag }) => tag === 'Object') ?? [];
  if (objects.length === 0) throw unknown(`S3's DeleteObjects without keys`);
  return objects.map((object) => {
    const action = childText(object, 'VersionId') === undefined ? 's3:DeleteObject' : 's3:DeleteObjectVersion';
    return call(action, arn(bucket, childText(object, 'Key') ?? ''));
  });
}

function addressOf(path: string): { bucket: string; key: string } {
  const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? [];
  return { bucket: decodeURIComponent(bucket), key: decodeURIComponent(key) };
}

const arn = (bucket: string, key = ''): string => `arn:aws:s3:::${bucket}${key === '' ? '' : `/${key}`}`;
