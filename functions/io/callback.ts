// Calls to addresses that strangers named, held at arm's length: the name is resolved once, to addresses that may be
// called; nothing is followed; time and what is read are limited.
import { lookup } from 'node:dns/promises';
import { type ClientRequest, request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';

export type Call = {
  method: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: Uint8Array;
  /** Milliseconds for all of it. */
  limit: number;
};

/** What came back: 0 where nothing did, and why. Of the body no more than `MOST_READ`; nothing where it was longer. */
export type CallResult = { status: number; body: string; reason: string };

/** Bytes of an answer's body that are read. */
const MOST_READ = 1024;

const AGENT = 'Polywire (WebSub hub)';

type Address = { address: string; family: number };

/** `mayCall` decides for each IP address; `resolve` is the resolver of the machine unless a test has another. */
export function callback(
  mayCall: (address: string) => boolean,
  resolve = (name: string) => lookup(name, { all: true }),
) {
  /** All of a name's addresses must be allowed: one that isn't shows what the name is for. */
  const addressOf = async (hostname: string): Promise<Address | undefined> => {
    const name = hostname.replace(/^\[|\]$/g, '');
    const family = isIP(name);
    const found = family > 0 ? [{ address: name, family }] : await resolve(name);
    return found.every(({ address }) => mayCall(address)) ? found[0] : undefined;
  };

  return async (address: string, { limit, ...call }: Call): Promise<CallResult> => {
    const signal = AbortSignal.timeout(limit);
    try {
      const url = new URL(address);
      const found = await within(signal, addressOf(url.hostname));
      if (!found) return unanswered('its address may not be called');
      return await exchange(url, found, call, signal);
    } catch (error) {
      return unanswered(signal.aborted ? `no answer within ${limit} ms` : nameOf(error));
    }
  };
}
export type Callback = ReturnType<typeof callback>;

const unanswered = (reason: string): CallResult => ({ status: 0, body: '', reason });

/** A code of Node's, as ECONNREFUSED: messages hold addresses. */
const nameOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'it could not be called';

/** A resolver can't be told to stop. */
const within = <T>(signal: AbortSignal, work: Promise<T>): Promise<T> =>
  Promise.race([
    work,
    new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true })),
  ]);

function exchange(
  url: URL,
  { address, family }: Address,
  { method, headers = {}, body }: Omit<Call, 'limit'>,
  signal: AbortSignal,
): Promise<CallResult> {
  // The address that was looked at, whatever the name resolves to by now.
  const pinned: LookupFunction = (_, { all }, done) =>
    all ? done(null, [{ address, family }]) : done(null, address, family);
  const options = {
    ...{ method, signal, agent: false as const },
    lookup: pinned,
    headers: {
      ...{ ...headers, 'user-agent': AGENT, accept: '*/*', 'accept-encoding': 'identity' },
      ...(body && { 'content-length': String(body.length) }),
    },
  };
  return new Promise((resolve, reject) => {
    const call: ClientRequest = (url.protocol === 'https:' ? overHttps : overHttp)(url, options);
    call.on('error', reject);
    call.once('response', (response) => {
      const { statusCode: status = 0 } = response;
      const chunks: Buffer[] = [];
      let size = 0;
      const end = (read: string) => {
        resolve({ status, body: read, reason: `status ${status}` });
        call.destroy();
      };
      // Of a delivery nothing is read: its status is the answer.
      if (method === 'POST') return end('');
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > MOST_READ) end('');
        else chunks.push(chunk);
      });
      response.once('end', () => end(Buffer.concat(chunks).toString('utf8')));
      response.on('error', reject);
    });
    call.end(body);
  });
}
