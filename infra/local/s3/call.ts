import type { AwsRequest, AwsResponse } from '../emulator.ts';
import { S3Error } from './errors.ts';
import type { State } from './state.ts';
import { document, type Element, type Parsed, parse } from './xml.ts';

/** A request that has found its bucket and key; both are empty where the address has none. */
export type Call = { request: AwsRequest; bucket: string; key: string };

export type Operation = (state: State, call: Call) => AwsResponse;

const KEY_BYTES = 1024;

/** `/BUCKET/KEY`: one slash parts them, and everything behind it belongs to the key. */
export function address(path: string): { bucket: string; key: string } {
  const [, bucket = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(path) ?? [];
  const decoded = decode(key);
  if (Buffer.byteLength(decoded) > KEY_BYTES) {
    const detail = { Size: Buffer.byteLength(decoded), MaxSizeAllowed: KEY_BYTES };
    throw new S3Error('KeyTooLongError', 'Your key is too long', { detail });
  }
  return { bucket: decode(bucket), key: decoded };
}

export function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new S3Error('InvalidURI', `Couldn't parse the specified URI: "${text}" is not UTF-8, percent-encoded`);
  }
}

export function xmlResponse(tag: string, content: Element[], headers: Record<string, string> = {}): AwsResponse {
  return { status: 200, headers: { 'content-type': 'application/xml', ...headers }, body: document(tag, content) };
}

export function xmlBody(body: Buffer, tag: string): Parsed {
  const root = parse(body.toString());
  if (root?.tag === tag) return root;
  throw malformed();
}

export function malformed(): S3Error {
  const message = 'The XML you provided was not well-formed or did not validate against our published schema';
  return new S3Error('MalformedXML', message);
}

export function isoDate(milliseconds: number): string {
  // S3 keeps whole seconds, and writes them with a fraction.
  return new Date(Math.floor(milliseconds / 1000) * 1000).toISOString();
}
