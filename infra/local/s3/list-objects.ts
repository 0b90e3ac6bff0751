import type { AwsResponse } from '../emulator.ts';
import { type Call, isoDate, xmlResponse } from './call.ts';
import { invalidArgument, listQuery, OWNER } from './list.ts';
import type { State } from './state.ts';
import type { Cursor, Version } from './versions.ts';
import { behind, type Entry, NEWEST, walk } from './walk.ts';
import type { Element } from './xml.ts';

/** API_ListObjectsV2 */
export function listObjectsV2(state: State, { request: { query }, bucket }: Call): AwsResponse {
  const { prefix, delimiter, most, encode } = listQuery(query);
  const token = query.get('continuation-token') ?? undefined;
  const startAfter = query.get('start-after') ?? undefined;
  const start = token === undefined ? after(startAfter) : readToken(token);
  const rows = (from: Cursor) => state.versions.currentFrom(bucket, from);
  const { entries, isTruncated } = walk({ rows, prefix, delimiter, start, most });
  const withOwner = query.get('fetch-owner') === 'true';
  const optional = (text: string | undefined) => (text === undefined ? undefined : encode(text));
  return xmlResponse('ListBucketResult', [
    ['Name', bucket],
    ['Prefix', encode(prefix)],
    ['StartAfter', optional(startAfter)],
    ['Delimiter', optional(query.get('delimiter') || undefined)],
    ['MaxKeys', most],
    ['EncodingType', query.get('encoding-type') ?? undefined],
    ['KeyCount', entries.length],
    ['IsTruncated', isTruncated],
    ['ContinuationToken', token],
    ['NextContinuationToken', isTruncated ? writeToken(entries) : undefined],
    ...entries.flatMap((entry) => ('version' in entry ? [contents(entry.version, encode, withOwner)] : [])),
    ...folders(entries, encode),
  ]);
}

export function folders(entries: Entry[], encode: (text: string) => string): Element[] {
  return entries.flatMap((entry): Element[] =>
    'folder' in entry ? [['CommonPrefixes', [['Prefix', encode(entry.folder)]]]] : [],
  );
}

function contents(
  { key, modified, etag, size }: Version,
  encode: (text: string) => string,
  withOwner: boolean,
): Element {
  return [
    'Contents',
    [
      ['Key', encode(key)],
      ['LastModified', isoDate(modified)],
      ['ETag', etag],
      ['Size', size],
      ...(withOwner ? [OWNER] : []),
      ['StorageClass', 'STANDARD'],
    ],
  ];
}

function after(key: string | undefined): Cursor {
  return { key: key === undefined ? '' : `${key}\0`, below: NEWEST };
}

/** Where the next page starts, made opaque. */
function writeToken(entries: Entry[]): string {
  const last = entries.at(-1);
  const next = last !== undefined && 'folder' in last ? behind(last.folder) : after(last?.version.key);
  return Buffer.from(`1${next?.key ?? ''}`).toString('base64url');
}

function readToken(token: string): Cursor {
  const text = Buffer.from(token, 'base64url').toString();
  if (!text.startsWith('1')) {
    throw invalidArgument('continuation-token', token, 'The continuation token provided is incorrect');
  }
  return { key: text.slice(1), below: NEWEST };
}
