// The edge in front of the public bucket: CloudFront as its Developer Guide has it.
import { describe, expect, it } from 'vitest';
import { BUCKET, headers, MODIFIED, site } from './edge-site.ts';

describe('an address is an object, by the function at the edge:', () => {
  it.each([
    ['/', 'index.html'],
    ['/en/', 'en/index.html'],
    ['/en/2026/11/reservoir', 'en/2026/11/reservoir.html'],
    ['/en/atom.xml', 'en/atom.xml'],
    ['/ar/2026/11/%D8%AE%D8%B2%D8%A7%D9%86', 'ar/2026/11/خزان.html'],
    ['/en/a%20b.xml?utm_source=mail', 'en/a b.xml'],
  ])('%s is %s', async (path, key) => {
    const { ask } = await site({ [key]: `the object ${key}` });

    const response = await ask(path);

    expect(response.status).toBe(200);
    expect(await response.text()).toBe(`the object ${key}`);
  });
});

describe('an object', () => {
  it('comes with its own headers and those of the policy', async () => {
    const { ask } = await site({ 'index.html': '<p>größer</p>' });

    const response = await ask('/');

    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'content-length': '15',
      'cache-control': 'max-age=60',
      etag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
      'last-modified': 'Mon, 23 Nov 2026 10:20:30 GMT',
      ...headers,
    });
  });

  it.each([
    ['its ETag', (etag: string) => etag],
    ['a weak one', (etag: string) => `W/${etag}`],
    ['one of several', (etag: string) => `"other", ${etag}`],
    ['any', () => '*'],
  ])('is not sent again to who has %s (RFC 9110 §13.1.2)', async (_, condition) => {
    const { ask } = await site({ 'en/atom.xml': '<feed/>' });
    const etag = (await ask('/en/atom.xml')).headers.get('etag') ?? '';

    const response = await ask('/en/atom.xml', { headers: { 'if-none-match': condition(etag) } });

    expect(response.status).toBe(304);
    expect(response.headers.get('etag')).toBe(etag);
    expect(await response.text()).toBe('');
  });

  it('is sent to who has another version, whatever the date (RFC 9110 §13.2.2)', async () => {
    const { ask } = await site({ 'en/atom.xml': '<feed/>' });
    const since = MODIFIED.toUTCString();

    const response = await ask('/en/atom.xml', { headers: { 'if-none-match': '"old"', 'if-modified-since': since } });

    expect(response.status).toBe(200);
  });

  it.each([
    [304, '2026-11-23T10:20:30Z'],
    [304, '2026-11-24T00:00:00Z'],
    [200, '2026-11-23T10:20:29Z'],
  ])('is a %i to who has it as of %s (RFC 9110 §13.1.3)', async (status, date) => {
    const { ask } = await site({ 'en/atom.xml': '<feed/>' });

    const since = new Date(date).toUTCString();

    expect((await ask('/en/atom.xml', { headers: { 'if-modified-since': since } })).status).toBe(status);
  });

  it('answers HEAD with the headers of GET and nothing more', async () => {
    const { ask } = await site({ 'index.html': '0123456789' });

    const response = await ask('/', { method: 'HEAD' });

    expect(response.status).toBe(200);
    expect(response.headers.get('content-length')).toBe('10');
    expect(await response.text()).toBe('');
  });

  it('is 403 where there is none, as CloudFront may not list the bucket', async () => {
    const { ask } = await site();

    const response = await ask('/en/2026/11/nothing');

    expect(response.status).toBe(403);
    expect(Object.fromEntries(response.headers)).toMatchObject(headers);
    expect(await response.text()).not.toContain(BUCKET);
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'])(
    'cannot be asked by %s (CloudFront, "HTTP 403")',
    async (method) => {
      const { ask } = await site({ 'index.html': 'here' });

      expect((await ask('/', { method })).status).toBe(403);
      expect(await (await ask('/')).text()).toBe('here');
    },
  );

  it.each(['/../secrets.json', '/..%2Fsecrets.json', '/%', '/%FF', '//', '/.s3/objects'])(
    'is not a file at %s',
    async (path) => {
      const { ask } = await site({ 'index.html': 'here' });

      expect((await ask(path)).status).toBe(403);
    },
  );
});
