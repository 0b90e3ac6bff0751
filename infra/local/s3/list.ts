// What ListObjectsV2 and ListObjectVersions have in common.
import { S3Error } from './errors.ts';
import { urlEncode } from './events.ts';
import type { Element } from './xml.ts';

export const OWNER: Element = ['Owner', [['ID', 'local']]];

const MOST_KEYS = 1000;

export type ListQuery = { prefix: string; delimiter: string; most: number; encode: (text: string) => string };

export function listQuery(query: URLSearchParams): ListQuery {
  const encoding = query.get('encoding-type');
  if (encoding !== null && encoding !== 'url') {
    throw invalidArgument('encoding-type', encoding, 'Invalid Encoding Method specified in Request');
  }
  const most = query.get('max-keys') ?? String(MOST_KEYS);
  if (!/^\d{1,10}$/.test(most))
    throw invalidArgument('max-keys', most, 'Provided max-keys not an integer or within integer range');
  return {
    prefix: query.get('prefix') ?? '',
    delimiter: query.get('delimiter') ?? '',
    most: Math.min(Number(most), MOST_KEYS),
    encode: encoding === 'url' ? urlEncode : (text) => text,
  };
}

export function invalidArgument(name: string, value: string, message: string): S3Error {
  return new S3Error('InvalidArgument', message, { detail: { ArgumentName: name, ArgumentValue: value } });
}
