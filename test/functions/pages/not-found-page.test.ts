import { expect, test } from 'vitest';
import { notFoundPage } from '../../../functions/pages/not-found-page.ts';
import { setting } from '../../templates/samples.ts';

test('it speaks each language that has releases, in its direction, and leads to its newsroom', () => {
  const html = notFoundPage({ ...setting, languages: ['ar', 'en'] });

  expect(html).toContain('<section class="lost" lang="en" dir="ltr"><h1>There is nothing at this address</h1>');
  expect(html).toMatch(/<section class="lost" lang="ar" dir="rtl"><h2>[^<]+<\/h2>/);
  expect(html).toContain('<a href="https://news.example/ar/" hreflang="ar">غرفة الأخبار</a>');
  expect(html).not.toContain('lang="de"');
});

test('it has one first heading, and search engines don’t keep it', () => {
  const html = notFoundPage({ ...setting, languages: ['ar', 'en', 'fr'] });

  expect(html.match(/<h1/g)).toHaveLength(1);
  expect(html).toContain('<meta name="robots" content="noindex">');
});

test('before the first release it leads to the choice of languages', () => {
  const html = notFoundPage({ ...setting, languages: [] });

  expect(html).toContain('<h1>There is nothing at this address</h1>');
  expect(html).toContain('<p><a href="https://news.example/">Newsroom</a></p>');
  expect(html).not.toContain('/en/');
});

test('borrowed texts are marked with their own language', () => {
  expect(notFoundPage({ ...setting, languages: ['fi'] })).toContain(
    '<section class="lost" lang="fi" dir="ltr"><h1 lang="en" dir="ltr">There is nothing',
  );
});
