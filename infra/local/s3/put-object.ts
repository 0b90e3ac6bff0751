import type { AwsResponse } from '../emulator.ts';
import type { Call } from './call.ts';
import { add } from './changes.ts';
import { md5 } from './checksums.ts';
import { checkWrite } from './conditions.ts';
import { objectHeaders, writtenHeaders } from './headers.ts';
import { payload } from './payload.ts';
import type { State } from './state.ts';

/** API_PutObject */
export function putObject(state: State, { request, bucket, key }: Call): AwsResponse {
  const { body, checksums } = payload(request);
  const headers = objectHeaders(request.headers);
  checkWrite(request.headers, state.versions.newest(bucket, key), key);
  const etag = `"${md5(body).toString('hex')}"`;
  const draft = { bucket, key, body, etag, headers, checksums, checksumType: 'FULL_OBJECT' } as const;
  const version = add(state, { ...draft, event: 'ObjectCreated:Put' });
  return { status: 200, headers: writtenHeaders(state, version), body: '' };
}
