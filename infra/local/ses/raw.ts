// Content.Raw of SendEmail: API_RawMessage, "Sending raw email using the Amazon SES API v2".
import { badRequest } from './errors.ts';
import { type Header, refuseDuplicates } from './headers.ts';

export type RawMessage = { headers: Header[]; body: string };

const maximumBytes = 40 * 1024 * 1024;

export function parseRaw(base64: string): RawMessage {
  const bytes = Buffer.from(base64, 'base64');
  if (bytes.length > maximumBytes)
    throw badRequest(`The message has ${bytes.length} bytes; the limit is ${maximumBytes}.`);
  // latin1 keeps every byte as one character, whatever the parts are encoded in.
  const text = bytes.toString('latin1').replaceAll(/\r\n|\r|\n/g, '\r\n');
  if (/[^\r\n]{999}/.test(text)) throw badRequest('A line of the message exceeds 1,000 characters.');
  const end = text.indexOf('\r\n\r\n');
  if (end === -1) throw badRequest('The message needs a header and a body, separated by a blank line.');
  const headers = text
    .slice(0, end)
    .split(/\r\n(?![ \t])/)
    .map(parseHeader);
  refuseDuplicates(headers);
  return { headers, body: text.slice(end + 4) };
}

function parseHeader(line: string): Header {
  const match = /^([!-9;-~]+):[ \t]*(.*)$/s.exec(line);
  if (!match) throw badRequest(`The message has an invalid header line: ${line.slice(0, 80)}`);
  return { name: match[1] ?? '', value: match[2] ?? '' };
}

export const rawHeader = (raw: RawMessage, name: string): string | undefined =>
  raw.headers.find((header) => header.name.toLowerCase() === name)?.value.replaceAll(/\r\n[ \t]+/g, ' ');

/** SES overrides Date and Message-ID, and keeps Bcc and its own X-SES- headers from the recipients. */
export function writeRaw({ headers, body }: RawMessage, messageId: string, date: string): Buffer {
  const kept = headers.filter(({ name }) => !/^(date|message-id|bcc|x-ses-.*)$/i.test(name));
  const lines = [...kept, { name: 'Date', value: date }, { name: 'Message-ID', value: messageId }];
  return Buffer.from(`${lines.map(({ name, value }) => `${name}: ${value}\r\n`).join('')}\r\n${body}`, 'latin1');
}
