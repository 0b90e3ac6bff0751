import { checksumHeaders } from './checksums.ts';
import { S3Error } from './errors.ts';
import { storedEncoding } from './payload.ts';
import type { State } from './state.ts';
import type { Version } from './versions.ts';

type Headers = Record<string, string>;

const KEPT = ['cache-control', 'content-disposition', 'content-language', 'content-type', 'expires'];
/** userguide/UsingMetadata.html */
const METADATA_BYTES = 2048;

const UNDERSTOOD = new Set([
  'x-amz-checksum-algorithm',
  'x-amz-checksum-mode',
  'x-amz-checksum-type',
  'x-amz-content-sha256',
  'x-amz-copy-source',
  'x-amz-date',
  'x-amz-decoded-content-length',
  'x-amz-metadata-directive',
  'x-amz-mp-object-size',
  'x-amz-sdk-checksum-algorithm',
  'x-amz-security-token',
  'x-amz-trailer',
  'x-amz-user-agent',
]);
const UNDERSTOOD_KINDS = /^x-amz-(meta|checksum|copy-source-if)-/;
/** What S3 does anyway, asked for by name. */
const DEFAULTS: Headers = { 'x-amz-server-side-encryption': 'AES256', 'x-amz-storage-class': 'STANDARD' };

/** A header that asks for something which isn't done here (tags, ACLs, locks, keys) must not pass in silence. */
export function refuseUnknownHeaders(headers: Headers): void {
  for (const [name, value] of Object.entries(headers)) {
    if (!name.startsWith('x-amz-') || UNDERSTOOD.has(name) || UNDERSTOOD_KINDS.test(name)) continue;
    if (DEFAULTS[name] === value) continue;
    throw new S3Error('NotImplemented', `The header "${name}: ${value}" is not implemented here`, {
      detail: { Header: name },
    });
  }
}

/** API_PutObject: what is kept with an object. */
export function objectHeaders(headers: Headers): Headers {
  const kept = Object.entries(headers).filter(([name]) => KEPT.includes(name) || name.startsWith('x-amz-meta-'));
  const metadata = kept.map(([name, value]) => (name.startsWith('x-amz-meta-') ? name.slice(11) + value : ''));
  if (Buffer.byteLength(metadata.join(''), 'latin1') > METADATA_BYTES) {
    const message = 'Your metadata headers exceed the maximum allowed metadata size';
    throw new S3Error('MetadataTooLarge', message, { detail: { MaxSizeAllowed: METADATA_BYTES } });
  }
  const encoding = storedEncoding(headers['content-encoding']);
  return {
    'content-type': 'binary/octet-stream',
    ...Object.fromEntries(kept),
    ...(encoding === undefined ? {} : { 'content-encoding': encoding }),
  };
}

/** x-amz-version-id, in buckets that know versions. */
export function versionHeader(state: State, { bucket, versionId }: Pick<Version, 'bucket' | 'versionId'>): Headers {
  return state.buckets.get(bucket).versioning === '' ? {} : { 'x-amz-version-id': versionId };
}

/** What follows a write. */
export function writtenHeaders(state: State, version: Version): Headers {
  return {
    etag: version.etag,
    'x-amz-server-side-encryption': 'AES256',
    ...versionHeader(state, version),
    ...checksumHeaders(version.checksums, version.checksumType),
  };
}
