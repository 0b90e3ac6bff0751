// Amazon S3, as far as Polywire uses it and the SDK or the `aws` command expects of it. Whatever isn't done is refused
// by name. Objects are plain files below `directory`; what S3 knows besides is in its folder `.s3`.
import type { AwsRequest, AwsResponse, Emulator } from '../emulator.ts';
import type { BucketSettings } from './buckets.ts';
import { address } from './call.ts';
import { errorResponse, S3Error } from './errors.ts';
import { requestId } from './events.ts';
import { refuseUnknownHeaders } from './headers.ts';
import { route } from './route.ts';
import { bytesName, openState, type Settings, type State } from './state.ts';
import type { Version } from './versions.ts';
import { NEWEST } from './walk.ts';

export type StoredObject = {
  body: Buffer;
  contentType: string;
  /** Cache-Control, Content-Encoding, x-amz-meta-… as stored; names in lower case. */
  headers: Record<string, string>;
  /** With its quotes. */
  etag: string;
  lastModified: Date;
};

export type S3 = {
  handle: Emulator;
  /** Makes the bucket, or gives an existing one these settings. To be called at every start. */
  createBucket(name: string, settings: BucketSettings): void;
  /** Notifications not delivered yet. */
  pending(): number;
  /** The current version, unless there is none. */
  read(bucket: string, key: string): StoredObject | undefined;
  /** Every current key, in S3's order. */
  list(bucket: string): string[];
  /** Undelivered notifications stay stored, and go out after the next start. */
  close(): Promise<void>;
};

export function createS3(settings: Settings): S3 {
  const state = openState(settings);
  let requests = 0;

  async function handle(request: AwsRequest): Promise<AwsResponse> {
    const response = answer(state, request);
    const id = requestId(++requests);
    return { ...response, headers: { ...withLength(response), 'x-amz-request-id': id, 'x-amz-id-2': id } };
  }

  return {
    handle,
    createBucket: (name, bucket) => state.buckets.put(name, bucket, settings.clock()),
    pending: () => state.outbox.pending(),
    read: (bucket, key) => read(state, bucket, key),
    list: (bucket) => Array.from(currentVersions(state, bucket), ({ key }) => key),
    async close() {
      await state.outbox.stop();
      state.database.sql.close();
    },
  };
}

function answer(state: State, request: AwsRequest): AwsResponse {
  try {
    const call = { request, ...address(request.path) };
    const operation = route(call);
    if (call.bucket !== '') state.buckets.get(call.bucket);
    refuseUnknownHeaders(request.headers);
    return operation(state, call);
  } catch (error) {
    // S3Error is an answer; anything else is a defect here, which the client should see as AWS's own failure.
    if (!(error instanceof S3Error)) process.emitWarning(error instanceof Error ? error : String(error));
    return errorResponse(error, request.path);
  }
}

/** Also for HEAD, which has a length but no body. */
function withLength({ status, headers, body }: AwsResponse): Record<string, string> {
  if (status === 204 || status === 304 || 'content-length' in headers) return headers;
  return { ...headers, 'content-length': String(Buffer.byteLength(body)) };
}

function currentVersions(state: State, bucket: string): Iterable<Version> {
  return state.versions.currentFrom(state.buckets.get(bucket).name, { key: '', below: NEWEST });
}

function read(state: State, bucket: string, key: string): StoredObject | undefined {
  const newest = state.versions.newest(bucket, key);
  if (newest === undefined || newest.marker) return undefined;
  const { 'content-type': contentType = 'binary/octet-stream', ...headers } = newest.headers;
  const body = state.bytes.read(bytesName(newest));
  return { body, contentType, headers, etag: newest.etag, lastModified: new Date(newest.modified) };
}
