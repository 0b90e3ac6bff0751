import { S3Error } from './errors.ts';
import type { Version } from './versions.ts';

type Headers = Record<string, string>;

/**
 * API_GetObject: If-Match outranks If-Unmodified-Since, If-None-Match outranks If-Modified-Since.
 * Answers whether the client's copy is still good; throws PreconditionFailed.
 */
export function isNotModified(headers: Headers, { etag, modified }: Version): boolean {
  const match = headers['if-match'];
  const noneMatch = headers['if-none-match'];
  if (match === undefined) {
    if (isAfter(modified, headers['if-unmodified-since'])) throw failed('If-Unmodified-Since');
  } else if (!matches(match, etag)) throw failed('If-Match');
  if (noneMatch !== undefined) return matches(noneMatch, etag);
  const since = headers['if-modified-since'];
  return isDate(since) && !isAfter(modified, since);
}

/** userguide/conditional-writes.html: conditions look at the current version; a delete marker is no object. */
export function checkWrite(headers: Headers, newest: Version | undefined, key: string): void {
  const current = newest?.marker ? undefined : newest;
  const noneMatch = headers['if-none-match'];
  if (noneMatch !== undefined && noneMatch !== '*') {
    const detail = { Header: 'If-None-Match' };
    throw new S3Error('NotImplemented', 'If-None-Match on a write takes nothing but *', { detail });
  }
  if (noneMatch === '*' && current !== undefined) throw failed('If-None-Match');
  const match = headers['if-match'];
  if (match === undefined) return;
  if (current === undefined) throw noSuchKey(key);
  if (!matches(match, current.etag)) throw failed('If-Match');
}

/** userguide/conditional-deletes.html: `*` asks for an object, an ETag for this one. */
export function checkDelete(match: string | undefined, newest: Version | undefined, key: string): void {
  if (match === undefined) return;
  if (newest === undefined || newest.marker) throw match === '*' ? failed('If-Match') : noSuchKey(key);
  if (!matches(match, newest.etag)) throw failed('If-Match');
}

export function noSuchKey(key: string, headers: Headers = {}): S3Error {
  return new S3Error('NoSuchKey', 'The specified key does not exist.', { detail: { Key: key }, headers });
}

function failed(condition: string): S3Error {
  const message = 'At least one of the pre-conditions you specified did not hold';
  return new S3Error('PreconditionFailed', message, { detail: { Condition: condition } });
}

function matches(header: string, etag: string): boolean {
  const bare = (text: string) => text.trim().replace(/^W\//, '').replaceAll('"', '');
  return header.split(',').some((one) => one.trim() === '*' || bare(one) === bare(etag));
}

function isDate(text: string | undefined): text is string {
  return text !== undefined && !Number.isNaN(Date.parse(text));
}

/** HTTP dates know whole seconds. */
function isAfter(modified: number, date: string | undefined): boolean {
  return isDate(date) && Math.floor(modified / 1000) * 1000 > Date.parse(date);
}
