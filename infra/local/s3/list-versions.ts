import type { AwsResponse } from '../emulator.ts';
import { type Call, isoDate, xmlResponse } from './call.ts';
import { sequenceOf } from './changes.ts';
import { invalidArgument, listQuery, OWNER } from './list.ts';
import { folders } from './list-objects.ts';
import type { State } from './state.ts';
import type { Cursor, Version } from './versions.ts';
import { behind, type Entry, folderOf, NEWEST, walk } from './walk.ts';
import type { Element } from './xml.ts';

/** API_ListObjectVersions */
export function listObjectVersions(state: State, { request: { query }, bucket }: Call): AwsResponse {
  const { prefix, delimiter, most, encode } = listQuery(query);
  const keyMarker = query.get('key-marker') ?? '';
  const versionMarker = query.get('version-id-marker') ?? '';
  if (keyMarker === '' && versionMarker !== '') {
    const message = 'A version-id marker cannot be specified without a key marker.';
    throw invalidArgument('version-id-marker', versionMarker, message);
  }
  const isFolder = keyMarker !== '' && folderOf(keyMarker, prefix, delimiter) === keyMarker;
  const start = (isFolder ? behind(keyMarker) : undefined) ?? after(state, bucket, keyMarker, versionMarker);
  const rows = (from: Cursor) => state.versions.allFrom(bucket, from);
  const { entries, isTruncated } = walk({ rows, prefix, delimiter, start, most });
  return xmlResponse('ListVersionsResult', [
    ['Name', bucket],
    ['Prefix', encode(prefix)],
    ['KeyMarker', encode(keyMarker)],
    ['VersionIdMarker', versionMarker],
    ...(isTruncated ? nextMarkers(entries, encode) : []),
    ['MaxKeys', most],
    ['Delimiter', delimiter === '' ? undefined : encode(delimiter)],
    ['EncodingType', query.get('encoding-type') ?? undefined],
    ['IsTruncated', isTruncated],
    ...entries.flatMap((entry) => ('version' in entry ? [element(entry.version, encode)] : [])),
    ...folders(entries, encode),
  ]);
}

/** A marker's version may be gone: whoever empties a bucket deletes each page before asking for the next. */
function after(state: State, bucket: string, key: string, versionId: string): Cursor {
  if (versionId === '') return { key, below: 0 };
  const below = state.versions.byId(bucket, key, versionId)?.seq ?? sequenceOf(versionId) ?? NEWEST;
  return { key, below };
}

function nextMarkers(entries: Entry[], encode: (text: string) => string): Element[] {
  const last = entries.at(-1);
  if (last === undefined) return [];
  if ('folder' in last) return [['NextKeyMarker', encode(last.folder)]];
  return [
    ['NextKeyMarker', encode(last.version.key)],
    ['NextVersionIdMarker', last.version.versionId],
  ];
}

function element(
  { marker, key, versionId, latest, modified, etag, size }: Version,
  encode: (text: string) => string,
): Element {
  const common: Element[] = [
    ['Key', encode(key)],
    ['VersionId', versionId],
    ['IsLatest', latest],
    ['LastModified', isoDate(modified)],
    OWNER,
  ];
  if (marker) return ['DeleteMarker', common];
  return ['Version', [...common, ['ETag', etag], ['Size', size], ['StorageClass', 'STANDARD']]];
}
