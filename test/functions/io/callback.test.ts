// Calls to strangers' addresses, against a server that does what hostile ones do, and a resolver that lies.
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { callback } from '../../../functions/io/callback.ts';
import { isPublic, mayCall } from '../../../functions/io/public-address.ts';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

async function serving(listener: RequestListener, address = '127.0.0.1'): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  const { port } = server.address() as AddressInfo;
  return `http://${address}:${port}`;
}

const call = callback(mayCall('127.0.0.1'));
const get = { method: 'GET' as const, limit: 2000 };

describe('whom the hub may call', () => {
  test.each([
    ...['93.184.215.14', '8.8.8.8', '192.0.1.1', '172.32.0.1', '100.128.0.1'],
    ...['2606:2800:21f:cb07:6820:80da:af6b:8b2c', '2a00:1450:4001::200e'],
  ])('%s is of the public internet', (address) => {
    expect(isPublic(address)).toBe(true);
  });

  test.each([
    ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '127.255.0.1', '169.254.169.254', '169.254.170.2'],
    ...['172.16.0.1', '172.31.255.255', '192.0.0.170', '192.0.2.1', '192.168.1.1', '198.18.0.1', '198.51.100.1'],
    ...['203.0.113.1', '224.0.0.1', '240.0.0.1', '255.255.255.255'],
    ...['::', '::1', '::ffff:127.0.0.1', '::ffff:8.8.8.8', '64:ff9b::7f00:1', 'fc00::1', 'fd00:ec2::254', 'fe80::1'],
    ...['ff02::1', '2001::1', '2001:db8::1', '2002:7f00:1::', '3fff::1', '100::1', 'localhost', ''],
  ])('%s is not', (address) => {
    expect(isPublic(address)).toBe(false);
  });

  test('an address that a test allows is one, and no other of its network', () => {
    const may = mayCall('127.0.0.1');

    expect(['127.0.0.1', '127.0.0.2', '::1'].map(may)).toEqual([true, false, false]);
    expect(mayCall('none')('127.0.0.1')).toBe(false);
  });
});

describe('a call', () => {
  test('sends what it is given, and brings status and body', async () => {
    const seen: unknown[] = [];
    const url = await serving((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk) => chunks.push(chunk));
      request.once('end', () => {
        seen.push([request.method, request.url, request.headers['content-type'], Buffer.concat(chunks).toString()]);
        response.writeHead(201).end('taken');
      });
    });
    const headers = { 'content-type': 'text/plain' };

    expect(await call(`${url}/a?b=%20c`, { ...get, headers })).toMatchObject({ status: 201, body: 'taken' });
    await call(`${url}/p`, { method: 'POST', limit: 2000, headers, body: Buffer.from('körper') });
    expect(seen).toEqual([
      ['GET', '/a?b=%20c', 'text/plain', ''],
      ['POST', '/p', 'text/plain', 'körper'],
    ]);
  });

  test.each([
    'http://10.0.0.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[::1]/',
    'http://[::ffff:7f00:2]/',
    'http://0x7f.2/',
    'http://2130706434/',
    'http://127.0.0.2:8080/',
  ])('to %s is not made', async (url) => {
    expect(await call(url, get)).toEqual({ status: 0, body: '', reason: 'its address may not be called' });
  });

  test('to a name is made only where all its addresses may be called', async () => {
    const url = new URL(await serving((_, response) => response.end('here')));
    const to = (addresses: string[]) =>
      callback(mayCall('127.0.0.1'), async () => addresses.map((address) => ({ address, family: 4 })));
    const named = `http://outlet.example:${url.port}/`;

    expect(await to(['127.0.0.1'])(named, get)).toMatchObject({ status: 200, body: 'here' });
    expect(await to(['127.0.0.1', '192.168.0.1'])(named, get)).toMatchObject({ status: 0 });
    expect(await to(['192.168.0.1'])(named, get)).toMatchObject({ status: 0 });
  });

  test('asks for a name once: whatever it leads to a moment later, the call goes where was looked', async () => {
    const url = new URL(await serving((request, response) => response.end(request.headers.host)));
    let asked = 0;
    const resolve = async () => [{ address: asked++ === 0 ? '127.0.0.1' : '169.254.169.254', family: 4 }];

    expect(await callback(mayCall('127.0.0.1'), resolve)(`http://outlet.example:${url.port}/`, get)).toMatchObject({
      ...{ status: 200, body: `outlet.example:${url.port}` },
    });
    expect(asked).toBe(1);
  });

  test.each([301, 302, 303, 307, 308])('that is answered by %i goes nowhere else', async (status) => {
    let elsewhere = 0;
    const other = await serving((_, response) => {
      elsewhere++;
      response.end();
    });
    const url = await serving((_, response) => response.writeHead(status, { location: other }).end());

    expect(await call(url, get)).toMatchObject({ status });
    expect(await call(url, { ...get, method: 'POST', body: Buffer.of(1) })).toMatchObject({ status });
    expect(elsewhere).toBe(0);
  });

  test('reads no more of a body than a kilobyte: of a longer one nothing counts', async () => {
    let written = 0;
    const url = await serving((_, response) => {
      const chunk = Buffer.alloc(64 * 1024, 'x');
      const more = (): void => {
        written += chunk.length;
        if (written < 50_000_000 && response.write(chunk)) setImmediate(more);
        else response.once('drain', more);
      };
      more();
    });

    expect(await call(url, get)).toEqual({ status: 200, body: '', reason: 'status 200' });
    expect(written).toBeLessThan(20_000_000);
  });

  test.each<[string, RequestListener]>([
    ['never answers', () => undefined],
    ['sends its headers and no body', (_, response) => void response.writeHead(200).flushHeaders()],
    ['sends a byte from time to time', (_, response) => void setInterval(() => response.write('x'), 50).unref()],
  ])('to a server that %s ends when its time is up', async (_, listener) => {
    const begun = Date.now();

    expect(await call(await serving(listener), { ...get, limit: 300 })).toMatchObject({
      ...{ status: 0, body: '', reason: 'no answer within 300 ms' },
    });
    expect(Date.now() - begun).toBeLessThan(5000);
  });

  test('to a name that nobody answers for ends when its time is up', async () => {
    const never = callback(mayCall('none'), () => new Promise(() => undefined));

    expect(await never('https://outlet.example/', { ...get, limit: 100 })).toMatchObject({ status: 0 });
  });

  test('of a delivery the status is the answer, whatever the body does', async () => {
    const url = await serving((request, response) => {
      request.resume();
      request.once('end', () => response.writeHead(204).flushHeaders());
    });
    const endless = await serving((_, response) => {
      response.writeHead(200);
      setInterval(() => response.write('x'.repeat(1000)), 5).unref();
    });

    expect(await call(url, { method: 'POST', limit: 2000, body: Buffer.alloc(3_000_000) })).toMatchObject({
      status: 204,
    });
    expect(await call(endless, { method: 'POST', limit: 2000, body: Buffer.of(1) })).toMatchObject({ status: 200 });
  });

  test('whose connection is refused or cut says so, by a code, and names no address', async () => {
    const cut = await serving((request) => request.socket.destroy());

    expect(await call('http://127.0.0.1:1024/secret-path', get)).toMatchObject({ status: 0, reason: 'ECONNREFUSED' });
    expect(await call(cut, get)).toMatchObject({ status: 0, reason: 'ECONNRESET' });
  });

  test('asks for no packed body, and says who calls', async () => {
    const url = await serving(({ headers }, response) =>
      response.end(`${headers['accept-encoding']} ${headers['user-agent']}`),
    );

    expect((await call(url, get)).body).toBe('identity Polywire (WebSub hub)');
  });
});
