import { createHash } from 'node:crypto';
import type { AwsRequest } from '../emulator.ts';
import { verifiedChecksum, verifyContentMd5 } from './checksums.ts';
import { S3Error } from './errors.ts';

export type Payload = { body: Buffer; checksums: Record<string, string> };

/** The bytes that the client meant, without the framing they came in, after every check it asked for. */
export function payload({ headers, body: sent }: AwsRequest): Payload {
  const { body, trailers } = isChunked(headers) ? unchunk(sent) : { body: sent, trailers: {} };
  const length = headers['x-amz-decoded-content-length'];
  if (length !== undefined && Number(length) !== body.length) throw incomplete();
  for (const name of (headers['x-amz-trailer'] ?? '').split(',').map((part) => part.trim().toLowerCase())) {
    if (name !== '' && !(name in trailers)) {
      throw new S3Error('InvalidRequest', `The trailer ${name} was announced but did not come`);
    }
  }
  verifyContentMd5(headers['content-md5'], body);
  verifySha256(headers['x-amz-content-sha256'], body);
  return { body, checksums: verifiedChecksum({ ...headers, ...trailers }, body) };
}

function isChunked(headers: Record<string, string>): boolean {
  if (headers['x-amz-content-sha256']?.startsWith('STREAMING-')) return true;
  return encodings(headers['content-encoding']).includes('aws-chunked');
}

/** Content-Encoding as it is stored: `aws-chunked` belongs to the request only (API/sigv4-streaming.html). */
export function storedEncoding(header: string | undefined): string | undefined {
  const kept = encodings(header).filter((name) => name !== 'aws-chunked');
  return kept.length === 0 ? undefined : kept.join(',');
}

function encodings(header = ''): string[] {
  return header
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

/** API/sigv4-streaming.html and sigv4-streaming-trailers.html: `SIZE;extension CRLF BYTES CRLF … 0 CRLF trailers CRLF`. */
function unchunk(sent: Buffer): { body: Buffer; trailers: Record<string, string> } {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = sent.indexOf('\r\n', at);
    const size = /^([0-9a-f]+)(;.*)?$/i.exec(sent.toString('latin1', at, end))?.[1];
    if (end < 0 || size === undefined) throw incomplete();
    const start = end + 2;
    const length = Number.parseInt(size, 16);
    if (length === 0) return { body: Buffer.concat(chunks), trailers: readTrailers(sent.toString('latin1', start)) };
    if (sent.toString('latin1', start + length, start + length + 2) !== '\r\n') throw incomplete();
    chunks.push(sent.subarray(start, start + length));
    at = start + length + 2;
  }
}

function readTrailers(text: string): Record<string, string> {
  const lines = text.split(/\r?\n/).flatMap((line) => {
    const [, name, value] = /^([^:\s]+)\s*:\s*(.*?)\s*$/.exec(line) ?? [];
    return name === undefined || value === undefined ? [] : [[name.toLowerCase(), value]];
  });
  return Object.fromEntries(lines);
}

function verifySha256(header: string | undefined, body: Buffer): void {
  if (header === undefined || !/^[0-9a-f]{64}$/i.test(header)) return;
  const actual = createHash('sha256').update(body).digest('hex');
  if (actual === header.toLowerCase()) return;
  const message = "The provided 'x-amz-content-sha256' header does not match what was computed.";
  const detail = { ClientComputedContentSHA256: header, S3ComputedContentSHA256: actual };
  throw new S3Error('XAmzContentSHA256Mismatch', message, { detail });
}

function incomplete(): S3Error {
  const message = 'You did not provide the number of bytes specified by the Content-Length HTTP header';
  return new S3Error('IncompleteBody', message);
}
