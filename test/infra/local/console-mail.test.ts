import { describe, expect, test } from 'vitest';
import { openingTabs } from '../../../infra/local/console/mail-files.ts';
import { mailboxOf, words } from './console-setup.ts';

const leave = 'https://news.example/api/unsubscribe?t=1abc&x=2';

describe('a mail', () => {
  test('has its headers decoded, and says which are missing', async () => {
    const { get, first } = await mailboxOf({
      subject: 'بيان صحفي: افتتاح الجسر الجديد في المدينة القديمة بحضور السكان',
      headers: [
        ['List-Unsubscribe', `<${leave}>`],
        ['List-Id', `=?UTF-8?B?${Buffer.from('أخبار').toString('base64')}?= <ar.news.example>`],
        ['Content-Language', 'ar'],
      ],
    });
    const { body } = await get(first);

    const row = (name: string) =>
      words(body.match(new RegExp(`<th scope="row">${name}</th>(.*?)</tr>`))?.[1] ?? '').trim();
    expect(row('Subject')).toBe('بيان صحفي: افتتاح الجسر الجديد في المدينة القديمة بحضور السكان');
    expect(row('From')).toBe('Newsroom &#x3C;news@newsroom.example>');
    expect(row('To')).toBe('reader@example.com');
    expect(row('Date')).toBe('Wed, 04 Mar 2026 05:06:07 +0000');
    expect(row('List-Id')).toBe('أخبار &#x3C;ar.news.example>');
    expect(row('Content-Language')).toBe('ar');
    expect(row('List-Unsubscribe-Post')).toBe('none');
    expect(words(body)).toMatch(/\d other headers .*Message-ID/i);
  });

  test('has its reader’s own link to leave, where it has one that is an address of the web', async () => {
    const { get, ids } = await mailboxOf(
      { headers: [['List-Unsubscribe', `<mailto:x@example.com>, <${leave}>`]] },
      { headers: [['List-Unsubscribe', '<javascript://x/%0aalert(1)>']] },
    );

    expect((await get(`/mailbox/${ids[0]}`)).body).toContain(
      `<a href="${leave.replace('&', '&#x26;')}" target="_blank" rel="noopener">Unsubscribe`,
    );
    const { body } = await get(`/mailbox/${ids[1]}`);
    expect(body).not.toContain('>Unsubscribe');
    expect(body).not.toContain('href="javascript:');
  });

  test('is framed twice, free to open tabs and nothing else', async () => {
    const { get, first } = await mailboxOf({});
    const frames = (await get(first)).body.match(/<iframe[^>]*>/g) ?? [];

    expect(frames).toHaveLength(2);
    for (const frame of frames) {
      expect(frame).toContain(`src="${first}.html" sandbox="allow-popups allow-popups-to-escape-sandbox" title="`);
    }
  });

  test('gives its HTML under a policy that runs nothing, its links opening tabs', async () => {
    const html =
      '<!doctype html><html><head lang="en"><title>T</title></head><body><script>alert(1)</script></body></html>';
    const { get, first } = await mailboxOf({ html });
    const { headers, body } = await get(`${first}.html`);

    expect(body.trim()).toBe(html.replace('<title>', '<base target="_blank"><title>'));
    const policy = headers.get('content-security-policy');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain('sandbox allow-popups allow-popups-to-escape-sandbox');
    expect(policy).toContain("frame-ancestors 'self'");
    expect(policy).not.toMatch(/script-src|allow-scripts|allow-same-origin/);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('no-referrer');
  });

  test.each([
    ['<p>x</p>', '<base target="_blank"><p>x</p>'],
    ['<!DOCTYPE html>\n<p>x</p>', '<!DOCTYPE html><base target="_blank">\n<p>x</p>'],
    ['<header>x</header>', '<base target="_blank"><header>x</header>'],
    ['<HEAD>$& $1', '<HEAD><base target="_blank">$& $1'],
  ])('opens tabs from %s too', (html, expected) => {
    expect(openingTabs(html)).toBe(expected);
  });

  test('shows its plain text line by line, each in its own direction, its addresses as links', async () => {
    const { get, first } = await mailboxOf({ plain: 'שלום\n\n<b>Read</b>: https://news.example/a?b=1&c=2.\n' });
    const { body } = await get(first);

    expect(body).toContain(
      '<p dir="auto">שלום</p><p dir="auto"><br></p>' +
        '<p dir="auto">&#x3C;b>Read&#x3C;/b>: <a href="https://news.example/a?b=1&#x26;c=2" target="_blank" rel="noopener" dir="ltr">https://news.example/a?b=1&#x26;c=2</a>.</p></div>',
    );
  });

  test('gives its source, byte for byte', async () => {
    const { get, first, ids, ses } = await mailboxOf({ recipient: 'a+b@example.com' });
    const { headers, body } = await get(`${first}.eml`);

    expect(headers.get('content-type')).toBe('message/rfc822');
    expect(headers.get('content-disposition')).toBe('attachment; filename="000001-a+b@example.com.eml"');
    expect(body).toBe((await ses.read(String(ids[0]))).toString());
  });

  test('without HTML says so, and has no HTML to give', async () => {
    const { get, first } = await mailboxOf({ html: null, plain: 'Only text' });
    const { body } = await get(first);

    expect(body).toContain('This mail has no HTML part.');
    expect(body).not.toContain(`${first}.html`);
    expect((await get(`${first}.html`)).status).toBe(404);
  });

  test('is shown as text wherever it is hostile', async () => {
    const hostile = '"><script>alert(1)</script>';
    const { get, first } = await mailboxOf({
      subject: hostile,
      plain: `${hostile} https://x.example/"><script>`,
      headers: [
        ['X-Note', hostile],
        ['Content-Language', hostile],
        ['List-Id', hostile],
      ],
    });

    for (const path of [first, '/mailbox/', `/mailbox/?to=${encodeURIComponent(hostile)}`]) {
      const { status, body } = await get(path);
      expect(status).toBe(200);
      expect(body).not.toContain('<script');
      expect(body).toContain('>&#x3C;script>alert(1)');
    }
  });
});
