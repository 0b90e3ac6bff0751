import { expect, test } from 'vitest';
import { withdrawnPage } from '../../../functions/pages/withdrawn-page.ts';
import { aNotice, hostile, setting } from '../../templates/samples.ts';

const page = (language: string, note: string | null = null) =>
  withdrawnPage({ ...setting, item: aNotice(language, note) });

test('the notice says since when, in its language and direction, with the note of the press office', () => {
  const html = page('ar', 'الأرقام خاطئة');

  expect(html).toContain('<html lang="ar" dir="rtl">');
  expect(html).toContain('<h1>سُحب هذا البيان الصحفي</h1>');
  expect(html).toContain('<time datetime="2026-03-12T08:00:00.000Z">سُحب في 12 مارس 2026.');
  expect(html).toContain('<p dir="auto">الأرقام خاطئة</p>');
});

test('search engines drop it, and it leads to the languages that can still be read', () => {
  const html = page('ar');

  expect(html).toContain('<meta name="robots" content="noindex">');
  expect(html).toContain('href="https://news.example/en/2026/03/reservoir" hreflang="en"');
  expect(page('en')).not.toContain('hreflang');
});

test('a hostile note stays text', () => {
  expect(page('en', hostile)).not.toContain('<script');
});
