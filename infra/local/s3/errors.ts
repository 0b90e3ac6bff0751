import type { AwsResponse } from '../emulator.ts';
import { document } from './xml.ts';

/** Codes and statuses: Amazon S3 API Reference, "Error responses" (ErrorResponses.html). */
const STATUS = {
  BadDigest: 400,
  EntityTooSmall: 400,
  IncompleteBody: 400,
  InternalError: 500,
  InvalidArgument: 400,
  InvalidDigest: 400,
  InvalidPart: 400,
  InvalidPartOrder: 400,
  InvalidRange: 416,
  InvalidRequest: 400,
  InvalidURI: 400,
  KeyTooLongError: 400,
  MalformedXML: 400,
  MetadataTooLarge: 400,
  MethodNotAllowed: 405,
  NoSuchBucket: 404,
  NoSuchKey: 404,
  NoSuchUpload: 404,
  NoSuchVersion: 404,
  NotImplemented: 501,
  PreconditionFailed: 412,
  XAmzContentSHA256Mismatch: 400,
} as const;

type More = { detail?: Record<string, string | number>; headers?: Record<string, string> };

/** Becomes an XML answer with this code; `detail` adds elements such as Key, `headers` such as x-amz-delete-marker. */
export class S3Error extends Error {
  override name = 'S3Error';
  code: keyof typeof STATUS;
  detail: Record<string, string | number>;
  headers: Record<string, string>;

  constructor(code: keyof typeof STATUS, message: string, more: More = {}) {
    super(message);
    this.code = code;
    this.detail = more.detail ?? {};
    this.headers = more.headers ?? {};
  }
}

export function errorResponse(error: unknown, resource: string): AwsResponse {
  const known = error instanceof S3Error ? error : new S3Error('InternalError', String(error));
  const body = document('Error', [
    ['Code', known.code],
    ['Message', known.message],
    ['Resource', resource],
    ...Object.entries(known.detail),
  ]);
  return { status: STATUS[known.code], headers: { 'content-type': 'application/xml', ...known.headers }, body };
}
