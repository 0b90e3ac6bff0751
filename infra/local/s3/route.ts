// Which operation a request asks for: its method, what it addresses, and a marking query parameter or header.
import { getBucketLocation, getBucketVersioning, headBucket, listBuckets } from './bucket-operations.ts';
import type { Call, Operation } from './call.ts';
import { completeMultipartUpload } from './complete-upload.ts';
import { copyObject } from './copy-object.ts';
import { deleteObject, deleteObjects } from './delete-object.ts';
import { S3Error } from './errors.ts';
import { getObject } from './get-object.ts';
import { listObjectsV2 } from './list-objects.ts';
import { listObjectVersions } from './list-versions.ts';
import { abortMultipartUpload, createMultipartUpload, uploadPart } from './multipart.ts';
import { putObject } from './put-object.ts';

type Route = { name: string; run: Operation; optional?: string[] };

const PAGE = ['prefix', 'delimiter', 'max-keys', 'encoding-type'];
const READ = [
  'versionId',
  'response-cache-control',
  'response-content-disposition',
  'response-content-encoding',
  'response-content-language',
  'response-content-type',
  'response-expires',
];

/** By method, level and marks; `optional` are the query parameters that are understood besides. */
const ROUTES: Record<string, Route> = {
  'GET service': { name: 'ListBuckets', run: listBuckets },
  'HEAD bucket': { name: 'HeadBucket', run: headBucket },
  'GET bucket location': { name: 'GetBucketLocation', run: getBucketLocation },
  'GET bucket versioning': { name: 'GetBucketVersioning', run: getBucketVersioning },
  'GET bucket list-type': {
    name: 'ListObjectsV2',
    run: listObjectsV2,
    optional: [...PAGE, 'continuation-token', 'start-after', 'fetch-owner'],
  },
  'GET bucket versions': {
    name: 'ListObjectVersions',
    run: listObjectVersions,
    optional: [...PAGE, 'key-marker', 'version-id-marker'],
  },
  'POST bucket delete': { name: 'DeleteObjects', run: deleteObjects },
  'PUT object': { name: 'PutObject', run: putObject },
  'PUT object copy': { name: 'CopyObject', run: copyObject },
  'GET object': { name: 'GetObject', run: getObject, optional: READ },
  'HEAD object': { name: 'HeadObject', run: getObject, optional: READ },
  'DELETE object': { name: 'DeleteObject', run: deleteObject, optional: ['versionId'] },
  'POST object uploads': { name: 'CreateMultipartUpload', run: createMultipartUpload },
  'PUT object uploadId': { name: 'UploadPart', run: uploadPart, optional: ['partNumber'] },
  'POST object uploadId': { name: 'CompleteMultipartUpload', run: completeMultipartUpload },
  'DELETE object uploadId': { name: 'AbortMultipartUpload', run: abortMultipartUpload },
};

/** Names whose request doesn't spell them out. */
const ELSEWHERE: Record<string, string> = {
  'GET bucket': 'ListObjects',
  'PUT bucket': 'CreateBucket',
  'DELETE bucket': 'DeleteBucket',
  'POST bucket': 'PostObject',
  'GET bucket uploads': 'ListMultipartUploads',
  'GET object uploadId': 'ListParts',
  'PUT object uploadId copy': 'UploadPartCopy',
  'POST object restore': 'RestoreObject',
  'POST object select': 'SelectObjectContent',
};

/** Parameters that choose the operation, rather than refine it. */
const MARKS =
  /^(list-type|versions|location|versioning|uploads|uploadId|delete|acl|tagging|policy|policyStatus|cors|lifecycle|notification|encryption|website|logging|replication|requestPayment|accelerate|analytics|inventory|metrics|intelligent-tiering|ownershipControls|publicAccessBlock|object-lock|retention|legal-hold|torrent|attributes|restore|select|renameObject|metadataTable|metadataConfiguration|abac|session)$/;
/** Part of every SDK's or presigned request, and of no meaning here. */
const IGNORED = /^(x-id$|X-Amz-)/;

export function route({ request, bucket, key }: Call): Operation {
  const names = [...request.query.keys()].filter((name) => !IGNORED.test(name));
  const marks = names.filter((name) => MARKS.test(name));
  if (request.headers['x-amz-copy-source'] !== undefined && request.method === 'PUT') marks.push('copy');
  const level = key === '' ? (bucket === '' ? 'service' : 'bucket') : 'object';
  const found = [request.method, level, ...marks].join(' ');
  const operation = ROUTES[found];
  if (operation === undefined) throw notImplemented(ELSEWHERE[found] ?? spelledOut(request.method, level, marks));
  for (const name of names) {
    if (marks.includes(name) || operation.optional?.includes(name)) continue;
    throw notImplemented(`${operation.name} with ?${name}`);
  }
  return operation.run;
}

/** `PUT object tagging` is PutObjectTagging. */
function spelledOut(...words: [string, string, string[]]): string {
  return words
    .flat()
    .flatMap((word) => word.toLowerCase().split('-'))
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

function notImplemented(what: string): S3Error {
  return new S3Error('NotImplemented', `The local S3 does not implement ${what}`);
}
