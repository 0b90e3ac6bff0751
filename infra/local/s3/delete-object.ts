import type { AwsResponse } from '../emulator.ts';
import { type Call, malformed, xmlBody, xmlResponse } from './call.ts';
import { remove, removeVersion } from './changes.ts';
import { givenChecksum } from './checksums.ts';
import { checkDelete } from './conditions.ts';
import { S3Error } from './errors.ts';
import { checkVersionId } from './find.ts';
import { payload } from './payload.ts';
import type { State } from './state.ts';
import { childText, type Element, type Parsed } from './xml.ts';

type Target = { bucket: string; key: string; versionId: string | undefined; match: string | undefined };
type Outcome = { marker: boolean; versionId: string | undefined };

const MOST_AT_ONCE = 1000;

/** API_DeleteObject */
export function deleteObject(state: State, { request, bucket, key }: Call): AwsResponse {
  const versionId = request.query.get('versionId') ?? undefined;
  const outcome = deleteOne(state, { bucket, key, versionId, match: request.headers['if-match'] });
  const headers = {
    ...(outcome.marker ? { 'x-amz-delete-marker': 'true' } : {}),
    ...(outcome.versionId === undefined ? {} : { 'x-amz-version-id': outcome.versionId }),
  };
  return { status: 204, headers, body: '' };
}

/** API_DeleteObjects */
export function deleteObjects(state: State, { request, bucket }: Call): AwsResponse {
  const { headers } = request;
  const { body } = payload(request);
  if (givenChecksum(headers) === undefined && !headers['content-md5'] && !headers['x-amz-trailer']) {
    const message = 'Missing required header for this request: Content-MD5 OR x-amz-checksum-*';
    throw new S3Error('InvalidRequest', message);
  }
  const root = xmlBody(body, 'Delete');
  const objects = root.children.filter((child) => child.tag === 'Object');
  if (objects.length === 0 || objects.length > MOST_AT_ONCE) throw malformed();
  const isQuiet = childText(root, 'Quiet') === 'true';
  const results = objects.map((object) => deleteListed(state, bucket, object));
  return xmlResponse(
    'DeleteResult',
    results.filter(([tag]) => tag === 'Error' || !isQuiet),
  );
}

function deleteListed(state: State, bucket: string, object: Parsed): Element {
  const key = childText(object, 'Key');
  if (key === undefined || key === '') throw malformed();
  const versionId = childText(object, 'VersionId');
  try {
    const { marker, versionId: touched } = deleteOne(state, {
      bucket,
      key,
      versionId,
      match: childText(object, 'ETag'),
    });
    const markerParts: Element[] = [
      ['DeleteMarker', true],
      ['DeleteMarkerVersionId', touched],
    ];
    return ['Deleted', [['Key', key], ['VersionId', versionId], ...(marker ? markerParts : [])]];
  } catch (error) {
    if (!(error instanceof S3Error)) throw error;
    return [
      'Error',
      [
        ['Key', key],
        ['VersionId', versionId],
        ['Code', error.code],
        ['Message', error.message],
      ],
    ];
  }
}

function deleteOne(state: State, { bucket, key, versionId, match }: Target): Outcome {
  checkDelete(match, state.versions.newest(bucket, key), key);
  if (versionId === undefined) {
    const marker = remove(state, bucket, key);
    return { marker: marker !== undefined, versionId: marker?.versionId };
  }
  checkVersionId(versionId);
  const version = state.versions.byId(bucket, key, versionId);
  if (version !== undefined) removeVersion(state, version);
  return { marker: version?.marker ?? false, versionId };
}
