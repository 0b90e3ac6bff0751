// A media outlet's end of WebSub, on 127.0.0.1: discovers a hub, subscribes, answers for what it asked for, checks and
// keeps what it is sent. What it is told to do wrong, it does. (W3C WebSub, §3.1, "Subscriber")
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What came to a callback. */
export type Received = {
  /** Path and query, letter for letter. */
  url: string;
  path: string;
  query: URLSearchParams;
  method: string;
  headers: IncomingMessage['headers'];
  body: Buffer;
  at: number;
};

/** How a request is answered; undefined is by the rules. */
export type Manners = (received: Received, response: ServerResponse) => boolean | undefined;

export type OutletServer = {
  url: string;
  /** Oldest first. */
  received: Received[];
  /** Those of a path that were delivered, in their order. */
  deliveries(path: string): Received[];
  /** What it answers otherwise than by the rules. */
  manners: Manners | undefined;
  /** Confirms this, whoever asks the hub for it. */
  expects(form: Record<string, string>): void;
  /** Subscribes at the hub as the document's headers name it; the status of its answer, and its words. */
  ask(hub: string, form: Record<string, string>): Promise<{ status: number; text: string; type: string | null }>;
  close(): Promise<void>;
};

export async function outletServer(): Promise<OutletServer> {
  const received: Received[] = [];
  /** By the callback's path. */
  const asked = new Map<string, Record<string, string>[]>();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.once('end', () => {
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://outlet.example');
      const one: Received = {
        ...{
          url: request.url ?? '',
          path: pathname,
          query: searchParams,
          method: request.method ?? '',
          headers: request.headers,
        },
        ...{ body: Buffer.concat(chunks), at: Date.now() },
      };
      received.push(one);
      if (!self.manners?.(one, response)) answer(one, response);
    });
  });
  /** §5.3.1: confirms what it asked for, knows nothing of anything else. §7: takes every delivery. */
  const answer = ({ path, query, method }: Received, response: ServerResponse) => {
    if (method === 'POST') return response.writeHead(204).end();
    const isMeant = asked
      .get(path)
      ?.some((form) => ['hub.mode', 'hub.topic'].every((name) => query.getAll(name).includes(form[name] ?? '')));
    return isMeant ? response.end(query.get('hub.challenge') ?? '') : response.writeHead(404).end();
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = (address as AddressInfo).port;
  const self: OutletServer = {
    url: `http://127.0.0.1:${port}`,
    received,
    manners: undefined,
    deliveries: (path) => received.filter((one) => one.method === 'POST' && one.path === path),
    expects(form) {
      const pathname = URL.parse(form['hub.callback'] ?? '')?.pathname ?? '';
      asked.set(pathname, [...(asked.get(pathname) ?? []), form]);
    },
    async ask(hub, form) {
      self.expects(form);
      const response = await fetch(hub, { method: 'POST', body: new URLSearchParams(form) });
      return { status: response.status, text: await response.text(), type: response.headers.get('content-type') };
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return self;
}

/** §4: the hub and the feed's own address, as its Link header says them. */
export async function discover(feed: string): Promise<{ hub: string; self: string; hubs: number; selves: number }> {
  const response = await fetch(feed, { method: 'HEAD' });
  const links = [...(response.headers.get('link') ?? '').matchAll(/<([^>]*)>\s*;\s*rel="([^"]*)"/g)];
  const of = (rel: string) => links.filter(([, , name]) => name === rel).map(([, href]) => href ?? '');
  return { hub: of('hub')[0] ?? '', self: of('self')[0] ?? '', hubs: of('hub').length, selves: of('self').length };
}

/** §7.1.2: whether a delivery is signed with the secret. */
export function isSigned({ headers, body }: Received, secret: string): boolean {
  const [, method = '', signature = ''] = /^(sha256)=([0-9a-f]+)$/.exec(String(headers['x-hub-signature'])) ?? [];
  if (!method) return false;
  const own = createHmac(method, secret).update(body).digest();
  const theirs = Buffer.from(signature, 'hex');
  return own.length === theirs.length && timingSafeEqual(own, theirs);
}

/** Waits until something holds, for half a minute unless it is told otherwise. */
export async function until(holds: () => boolean, seconds = 30): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`It did not come to hold within ${seconds} seconds.`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
