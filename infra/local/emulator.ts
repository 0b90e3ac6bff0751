// The shape of every emulator written here: one request in, one response out, no socket.
// `serve` puts any of them behind a port; the gateway stands several behind one.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

export type AwsRequest = {
  method: string;
  /** As sent: percent-encoded, without the query. */
  path: string;
  query: URLSearchParams;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: Buffer;
  /** The address that it came from, where it came by a socket. */
  client?: string;
};

export type AwsResponse = { status: number; headers: Record<string, string>; body: Buffer | string };

export type Emulator = (request: AwsRequest) => Promise<AwsResponse>;

export type Server = { port: number; url: string; stop(): Promise<void> };

/** Milliseconds: a long poll may take longer, and holds nothing that matters. */
const PATIENCE = 2000;

/** Listens on 127.0.0.1; port 0 takes a free one. Rejects with the socket's own error (EADDRINUSE, say). */
export function serve(emulator: Emulator, port: number): Promise<Server> {
  const answering = new Set<Promise<void>>();
  const server = createServer((request, response) => {
    const work = readRequest(request)
      .then(emulator)
      .then(({ status, headers, body }) => {
        response.writeHead(status, headers);
        response.end(request.method === 'HEAD' ? undefined : body);
      })
      .catch((error: unknown) => {
        if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' });
        response.end(String(error));
      })
      .finally(() => answering.delete(work));
    answering.add(work);
  });
  // Connections stay open: one that the server closes just as a client uses it again is a reset, and a client with a
  // pool of them meets more resets in a row than the SDK retries.
  server.keepAliveTimeout = 0;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const { port: taken } = server.address() as AddressInfo;
      resolve({
        port: taken,
        url: `http://127.0.0.1:${taken}`,
        stop: async () => {
          const closed = new Promise<void>((done) => server.close(() => done()));
          server.closeAllConnections();
          await closed;
          // Who asked is gone; but what answers may be closed next, and some of it ends the process where it is in use.
          await Promise.race([Promise.allSettled(answering), pause(PATIENCE, undefined, { ref: false })]);
        },
      });
    });
  });
}

async function readRequest(request: IncomingMessage): Promise<AwsRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const [path = '/', query = ''] = (request.url ?? '/').split(/\?(.*)/s);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return {
    method: request.method ?? 'GET',
    path,
    query: new URLSearchParams(query),
    headers,
    body: Buffer.concat(chunks),
    client: request.socket.remoteAddress ?? '',
  };
}
