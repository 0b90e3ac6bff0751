// What holds for every answer of the console.
import { describe, expect, test } from 'vitest';
import { style } from '../../../infra/local/console/style.css.ts';
import { get } from './console-setup.ts';

describe('every answer', () => {
  test.each(['/', '/mailbox/', '/console.css', '/nothing'])(
    '%s is not kept, not sniffed and not framed, and runs no script',
    async (path) => {
      const { headers, body } = await get(path);

      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
      });
      expect(headers['content-security-policy']).toBe(
        "default-src 'none'; style-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      );
      expect(body).not.toMatch(/<script|<style| style=| on\w+=/);
    },
  );

  test.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('to %s is a 405 that says what is allowed', async (method) => {
    expect(await get('/', {}, method)).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
  });

  test('to HEAD is as to GET', async () => {
    expect(await get('/', {}, 'HEAD')).toEqual(await get('/'));
  });

  test.each(['/nothing', '/mailbox/nobody', '/mailbox/nobody.eml', '/mailbox/%E0%A4%A', '/mailbox/a/b', '/__proto__'])(
    'for %s is a plain 404 page',
    async (path) => {
      const { status, body } = await get(path);

      expect(status).toBe(404);
      expect(body).toContain('<h1>Not found</h1>');
    },
  );

  test('leads from /mailbox to /mailbox/ with its question', async () => {
    expect(await get('/mailbox?to=a%40b')).toMatchObject({
      status: 308,
      headers: { location: '/mailbox/?to=a%40b' },
    });
  });
});

describe('the stylesheet', () => {
  test('is served as such, asks for nothing from elsewhere and has a dark side', async () => {
    const { headers, body } = await get('/console.css');

    expect(headers['content-type']).toBe('text/css; charset=utf-8');
    expect(body).toBe(style);
    expect(style).not.toMatch(/url\(|@import|https?:\/\//);
    expect(style).toContain('prefers-color-scheme: dark');
    expect(style.split('{').length).toBe(style.split('}').length);
  });
});
