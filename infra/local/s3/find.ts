import { sequenceOf } from './changes.ts';
import { noSuchKey } from './conditions.ts';
import { S3Error } from './errors.ts';
import { versionHeader } from './headers.ts';
import type { State } from './state.ts';
import type { Version } from './versions.ts';

/** The version that a GET, HEAD or copy means, never a delete marker (userguide/DeleteMarker.html). */
export function findObject(state: State, bucket: string, key: string, versionId?: string): Version {
  if (versionId !== undefined) return findVersion(state, bucket, key, versionId);
  const newest = state.versions.newest(bucket, key);
  if (newest === undefined) throw noSuchKey(key);
  if (newest.marker) throw noSuchKey(key, { 'x-amz-delete-marker': 'true', ...versionHeader(state, newest) });
  return newest;
}

function findVersion(state: State, bucket: string, key: string, versionId: string): Version {
  checkVersionId(versionId);
  const version = state.versions.byId(bucket, key, versionId);
  if (version === undefined) {
    const detail = { Key: key, VersionId: versionId };
    throw new S3Error('NoSuchVersion', 'The specified version does not exist.', { detail });
  }
  if (!version.marker) return version;
  const headers = { allow: 'DELETE', 'x-amz-delete-marker': 'true', ...versionHeader(state, version) };
  const detail = { Method: 'GET', ResourceType: 'DeleteMarker' };
  throw new S3Error('MethodNotAllowed', 'The specified method is not allowed against this resource.', {
    headers,
    detail,
  });
}

export function checkVersionId(versionId: string): void {
  if (versionId === 'null' || sequenceOf(versionId) !== undefined) return;
  const detail = { ArgumentName: 'versionId', ArgumentValue: versionId };
  throw new S3Error('InvalidArgument', 'Invalid version id specified', { detail });
}
