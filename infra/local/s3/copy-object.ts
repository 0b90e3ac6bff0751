import type { AwsResponse } from '../emulator.ts';
import { type Call, decode, isoDate, xmlResponse } from './call.ts';
import { add } from './changes.ts';
import { checksum, md5 } from './checksums.ts';
import { checkWrite, isNotModified } from './conditions.ts';
import { S3Error } from './errors.ts';
import { findObject } from './find.ts';
import { objectHeaders, writtenHeaders } from './headers.ts';
import { bytesName, type State } from './state.ts';
import type { Version } from './versions.ts';

/** API_CopyObject */
export function copyObject(state: State, { request, bucket, key }: Call): AwsResponse {
  const { headers } = request;
  const source = findSource(state, headers['x-amz-copy-source'] ?? '');
  checkSource(headers, source);
  const replaces = directive(headers) === 'REPLACE';
  if (!replaces && source.latest && source.bucket === bucket && source.key === key) {
    const message = 'This copy request is illegal: it copies an object to itself without changing its metadata.';
    throw new S3Error('InvalidRequest', message);
  }
  const kept = replaces ? objectHeaders(headers) : source.headers;
  checkWrite(headers, state.versions.newest(bucket, key), key);
  const body = state.bytes.read(bytesName(source));
  const etag = `"${md5(body).toString('hex')}"`;
  const checksums = copiedChecksums(headers['x-amz-checksum-algorithm'], source, body);
  const draft = { bucket, key, body, etag, headers: kept, checksums, checksumType: 'FULL_OBJECT' } as const;
  const version = add(state, { ...draft, event: 'ObjectCreated:Copy' });
  const { versioning } = state.buckets.get(source.bucket);
  return xmlResponse(
    'CopyObjectResult',
    [
      ['LastModified', isoDate(version.modified)],
      ['ETag', etag],
      ...Object.entries(checksums).map(([name, value]): [string, string] => [`Checksum${name.toUpperCase()}`, value]),
    ],
    {
      ...writtenHeaders(state, version),
      ...(versioning === '' ? {} : { 'x-amz-copy-source-version-id': source.versionId }),
    },
  );
}

function findSource(state: State, header: string): Version {
  const [path = '', query = ''] = header.split(/\?(?=versionId=)/);
  const [, bucket = '', key = ''] = /^\/?([^/]+)\/(.+)$/s.exec(decode(path)) ?? [];
  if (key === '') {
    const detail = { ArgumentName: 'x-amz-copy-source', ArgumentValue: header };
    throw new S3Error('InvalidArgument', 'Copy Source must mention the source bucket and key', { detail });
  }
  state.buckets.get(bucket);
  return findObject(state, bucket, key, new URLSearchParams(query).get('versionId') ?? undefined);
}

const SOURCE_CONDITION = 'x-amz-copy-source-';

/** The conditions of a GET, under other names; here even "not modified" is a failure. */
function checkSource(headers: Record<string, string>, source: Version): void {
  const conditions = Object.entries(headers).flatMap(([name, value]) =>
    name.startsWith(`${SOURCE_CONDITION}if-`) ? [[name.slice(SOURCE_CONDITION.length), value]] : [],
  );
  if (!isNotModified(Object.fromEntries(conditions), source)) return;
  throw new S3Error('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold');
}

function directive(headers: Record<string, string>): string {
  const value = headers['x-amz-metadata-directive'] ?? 'COPY';
  if (value === 'COPY' || value === 'REPLACE') return value;
  const detail = { ArgumentName: 'x-amz-metadata-directive', ArgumentValue: value };
  throw new S3Error('InvalidArgument', 'Unknown metadata directive.', { detail });
}

/** Without a wish, the source's algorithm; always over the whole object. */
function copiedChecksums(wish: string | undefined, source: Version, body: Buffer): Record<string, string> {
  const algorithm = wish?.toLowerCase() ?? Object.keys(source.checksums)[0] ?? 'crc64nvme';
  return { [algorithm]: checksum(algorithm, body).toString('base64') };
}
