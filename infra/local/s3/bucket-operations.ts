import type { AwsResponse } from '../emulator.ts';
import { type Call, isoDate, xmlResponse } from './call.ts';
import { OWNER } from './list.ts';
import type { State } from './state.ts';

/** API_ListBuckets */
export function listBuckets(state: State): AwsResponse {
  const buckets = state.buckets.all().map(({ name, created }): [string, [string, string][]] => [
    'Bucket',
    [
      ['Name', name],
      ['CreationDate', isoDate(created)],
    ],
  ]);
  return xmlResponse('ListAllMyBucketsResult', [OWNER, ['Buckets', buckets]]);
}

/** API_HeadBucket */
export function headBucket(): AwsResponse {
  return { status: 200, headers: { 'x-amz-bucket-region': 'us-east-1' }, body: '' };
}

/** API_GetBucketLocation: us-east-1 is the empty answer. */
export function getBucketLocation(): AwsResponse {
  return xmlResponse('LocationConstraint', []);
}

/** API_GetBucketVersioning: a bucket that never had versions has no Status. */
export function getBucketVersioning(state: State, { bucket }: Call): AwsResponse {
  const { versioning } = state.buckets.get(bucket);
  return xmlResponse('VersioningConfiguration', [['Status', versioning === '' ? undefined : versioning]]);
}
