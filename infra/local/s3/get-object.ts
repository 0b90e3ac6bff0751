import type { AwsResponse } from '../emulator.ts';
import type { Call } from './call.ts';
import { checksumHeaders } from './checksums.ts';
import { isNotModified } from './conditions.ts';
import { S3Error } from './errors.ts';
import { findObject } from './find.ts';
import { versionHeader } from './headers.ts';
import { bytesName, type State } from './state.ts';
import type { Version } from './versions.ts';

type Range = { start: number; end: number };

/** API_GetObject, and API_HeadObject: the server in front drops the body of a HEAD. */
export function getObject(state: State, { request, bucket, key }: Call): AwsResponse {
  const version = findObject(state, bucket, key, request.query.get('versionId') ?? undefined);
  const common = commonHeaders(state, version);
  if (isNotModified(request.headers, version)) return { status: 304, headers: common, body: '' };
  const range = requestedRange(request.headers.range, version.size);
  const isHead = request.method === 'HEAD';
  const headers = {
    ...common,
    ...version.headers,
    ...overrides(request.query),
    'content-length': String(range === undefined ? version.size : range.end - range.start + 1),
  };
  const body = isHead ? '' : state.bytes.read(bytesName(version), range);
  if (range !== undefined) {
    const contentRange = `bytes ${range.start}-${range.end}/${version.size}`;
    return { status: 206, headers: { ...headers, 'content-range': contentRange }, body };
  }
  const wantsChecksum = request.headers['x-amz-checksum-mode']?.toUpperCase() === 'ENABLED';
  const checksums = wantsChecksum ? checksumHeaders(version.checksums, version.checksumType) : {};
  return { status: 200, headers: { ...headers, ...checksums }, body };
}

function commonHeaders(state: State, version: Version): Record<string, string> {
  return {
    'accept-ranges': 'bytes',
    etag: version.etag,
    'last-modified': new Date(version.modified).toUTCString(),
    'x-amz-server-side-encryption': 'AES256',
    ...versionHeader(state, version),
  };
}

/** RFC 9110 §14.2, one range only: S3 answers several, or what it can't read, with the whole object. */
function requestedRange(header: string | undefined, size: number): Range | undefined {
  const [, first = '', last = ''] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (header === undefined || (first === '' && last === '')) return undefined;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (first !== '' && last !== '' && Number(last) < start) return undefined;
  if (start < size && start <= end) return { start, end };
  const detail = { RangeRequested: header, ActualObjectSize: size };
  const headers = { 'content-range': `bytes */${size}` };
  throw new S3Error('InvalidRange', 'The requested range is not satisfiable', { detail, headers });
}

const OVERRIDES = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'content-type',
  'expires',
];

/** The query parameters `response-…` replace headers. */
function overrides(query: URLSearchParams): Record<string, string> {
  const entries = OVERRIDES.flatMap((name) => {
    const value = query.get(`response-${name}`);
    return value === null ? [] : [[name, headerText(name, value)]];
  });
  return Object.fromEntries(entries);
}

/** Node takes header values as Latin-1 only; the bytes on the wire are the UTF-8 that was asked for. */
function headerText(name: string, value: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
  if (!/[\u0000-\u0008\u000a-\u001f\u007f]/.test(value)) return Buffer.from(value).toString('latin1');
  const detail = { ArgumentName: `response-${name}`, ArgumentValue: value };
  throw new S3Error('InvalidArgument', 'Header value cannot be represented', { detail });
}
