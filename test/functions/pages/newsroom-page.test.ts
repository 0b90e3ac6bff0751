import fc from 'fast-check';
import { expect, test } from 'vitest';
import { newsroomPage } from '../../../functions/pages/newsroom-page.ts';
import { aNotice, anEdition, anItem, aPublication, hostile, published, setting } from '../../templates/samples.ts';

const item = (slug: string, firstPublished: string, headline = slug) =>
  anItem(
    anEdition({ headline, summary: headline }),
    aPublication(['en'], {
      ...{ releaseId: slug, slug, firstPublished },
      editions: { en: published(firstPublished) },
    }),
  );

const items = [
  item('first', '2026-01-01T08:00:00Z'),
  item('third', '2026-03-01T08:00:00Z'),
  item('second', '2026-02-01T08:00:00Z'),
  item('twin', '2026-02-01T08:00:00Z'),
];

const page = (changes = {}) => newsroomPage({ ...setting, language: 'en', items, languages: ['ar', 'en'], ...changes });

test('releases are listed newest first, with headline, day and summary', () => {
  const html = page();

  expect([...html.matchAll(/<h2><a href="[^"]+">(\w+)</g)].map(([, headline]) => headline)).toEqual([
    'third',
    'twin',
    'second',
    'first',
  ]);
  expect(html).toContain('<h2><a href="https://news.example/en/2026/03/third">third</a></h2>');
  expect(html).toContain('<time datetime="2026-03-01T08:00:00Z">March 1, 2026</time>');
  expect(html).toContain('The 4 latest press releases');
});

test('the page is the same in whatever order its releases and languages come', () => {
  const shuffled = fc.shuffledSubarray(items, { minLength: items.length });

  fc.assert(fc.property(shuffled, (some) => page({ items: some, languages: ['en', 'ar'] }) === page()));
});

test('the switcher leads to the newsrooms that have releases, and the rest of the world to the chooser', () => {
  const html = page();

  expect(html).toContain('<a lang="ar" dir="rtl" href="https://news.example/ar/" hreflang="ar">العربية</a>');
  expect(html).toContain('<link rel="alternate" hreflang="x-default" href="https://news.example/">');
  expect(html).not.toContain('hreflang="de"');
});

test('an empty newsroom says so, and still offers its feeds', () => {
  const html = page({ language: 'ar', items: [], languages: ['en'] });

  expect(html).toContain('<html lang="ar" dir="rtl">');
  expect(html).toContain('لم يُنشر هنا أي بيان صحفي بعد');
  expect(html).toContain('<a href="https://news.example/ar/atom.xml" type="application/atom+xml" lang="en" dir="ltr">');
  expect(html).not.toContain('<ol');
});

test('a hostile headline stays text', () => {
  const html = page({ items: [item('x', '2026-01-01T08:00:00Z', hostile)] });

  expect(html).not.toContain('<script');
  expect(html).toContain('&#x3C;script>alert(1)');
});

test('what was withdrawn stands there as a notice that leads to it', () => {
  const html = page({ items: [aNotice('en', 'The figures are wrong.')] });

  expect(html).toContain('<h2><a href="https://news.example/en/2026/03/reservoir">Press release withdrawn</a></h2>');
  expect(html).not.toContain('<p>The figures');
});
