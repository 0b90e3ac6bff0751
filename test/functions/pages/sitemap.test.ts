import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromXml } from 'xast-util-from-xml';
import { newsLanguage, newsSitemap, robots, sitemap, sitemapIndex } from '../../../functions/pages/sitemap.ts';
import { aNotice, anEdition, anItem, aPublication, highlands, hostile, published } from '../../templates/samples.ts';

const place = { newsroom: highlands, site: 'https://news.example' };

const item = (slug: string, firstPublished: string, language = 'en', headline = slug) =>
  anItem(
    anEdition({ language, headline }),
    aPublication([language], { releaseId: slug, slug, editions: { [language]: published(firstPublished) } }),
  );

const locs = (xml: string) => [...xml.matchAll(/<loc>([^<]+)/g)].map(([, loc]) => loc);

test('a release names all languages it can be read in, itself, and one for everyone else', () => {
  const publication = aPublication(['ar', 'en']);
  const urls = ['en', 'ar'].map((language) =>
    sitemap({ ...place, items: [anItem(anEdition({ language }), publication)] }),
  );
  const alternates = urls.map((xml) => xml.match(/<xhtml:link[^>]+>/g));

  expect(alternates[0]).toEqual([
    '<xhtml:link rel="alternate" hreflang="en" href="https://news.example/en/2026/03/reservoir"/>',
    '<xhtml:link rel="alternate" hreflang="ar" href="https://news.example/ar/2026/03/reservoir"/>',
    '<xhtml:link rel="alternate" hreflang="x-default" href="https://news.example/en/2026/03/reservoir"/>',
  ]);
  expect(alternates[1]).toEqual(alternates[0]);
  expect(urls[1]).toContain(
    '<loc>https://news.example/ar/2026/03/reservoir</loc><lastmod>2026-03-09T08:00:00Z</lastmod>',
  );
});

test('a language that was withdrawn is no alternate', () => {
  const { publication } = aNotice('ar');

  expect(sitemap({ ...place, items: [anItem(anEdition(), publication)] })).not.toContain('/ar/');
});

test('a correction moves the date, and what can’t stand in XML is escaped or left out', () => {
  const editions = { en: published('2026-03-09T08:00:00Z', '2026-03-11T08:00:00Z') };
  const xml = sitemap({ ...place, items: [anItem(anEdition(), aPublication([], { slug: `a&b"<'`, editions }))] });

  expect(xml).toContain('<lastmod>2026-03-11T08:00:00Z</lastmod>');
  expect(xml).toContain('<loc>https://news.example/en/2026/03/a&amp;b&quot;&lt;&apos;</loc>');
  expect(() => fromXml(xml)).not.toThrow();
});

test('the index lists sitemaps, with when they changed', () => {
  const xml = sitemapIndex([
    { url: 'https://news.example/en/sitemap.xml', modified: '2026-03-09T08:00:00Z' },
    { url: 'a' },
  ]);

  expect(xml).toContain(
    '<sitemap><loc>https://news.example/en/sitemap.xml</loc><lastmod>2026-03-09T08:00:00Z</lastmod></sitemap>\n<sitemap><loc>a</loc></sitemap>',
  );
  expect(() => fromXml(xml)).not.toThrow();
});

test('news are those of two days, counted back from the newest', () => {
  const items = [
    item('old', '2026-03-07T07:59:59Z'),
    item('edge', '2026-03-07T08:00:00Z'),
    item('new', '2026-03-09T08:00:00Z'),
  ];

  expect(locs(newsSitemap({ ...place, items }))).toEqual([
    'https://news.example/en/2026/03/new',
    'https://news.example/en/2026/03/edge',
  ]);
});

test('news are a thousand at most, the newest', () => {
  const items = Array.from({ length: 1001 }, (_, index) =>
    item(`r${index}`, new Date(Date.UTC(2026, 2, 9, 0, 0, index)).toISOString()),
  );
  const found = locs(newsSitemap({ ...place, items }));

  expect(found).toHaveLength(1000);
  expect(found[0]).toMatch(/r1000$/);
  expect(found).not.toContain('https://news.example/en/2026/03/r0');
});

test('news say in which language, by whom, when and what', () => {
  const xml = newsSitemap({
    ...place,
    items: [item('a', '2026-03-09T08:00:00Z', 'zh-Hans', `水 ${hostile} ]]>\u0000`)],
  });

  expect(xml).toContain(
    '<news:publication><news:name>高地水务委员会</news:name><news:language>zh-cn</news:language></news:publication>' +
      '<news:publication_date>2026-03-09T08:00:00Z</news:publication_date>',
  );
  expect(xml).toContain('<news:title>水 &lt;script&gt;alert(1)&lt;/script&gt; &amp; ');
  expect(() => fromXml(xml)).not.toThrow();
});

test.each([
  ['zh', 'zh-cn'],
  ['zh-Hans', 'zh-cn'],
  ['zh-Hant', 'zh-tw'],
  ['zh-TW', 'zh-tw'],
  ['pt-BR', 'pt'],
  ['ckb', 'ckb'],
])('the news language of %s is %s', (tag, language) => {
  expect(newsLanguage(tag)).toBe(language);
});

test('without releases they are empty, and well-formed', () => {
  expect(() => fromXml(newsSitemap({ ...place, items: [] }))).not.toThrow();
  expect(() => fromXml(sitemap({ ...place, items: [] }))).not.toThrow();
});

test('the news are the same in whatever order they come', () => {
  const items = [
    item('a', '2026-03-09T08:00:00Z'),
    item('b', '2026-03-09T08:00:00Z'),
    item('b', '2026-03-09T08:00:00Z', 'ar'),
  ];
  const expected = newsSitemap({ ...place, items });

  fc.assert(
    fc.property(
      fc.shuffledSubarray(items, { minLength: items.length }),
      (some) => newsSitemap({ ...place, items: some }) === expected,
    ),
  );
});

test('robots are shown both sitemaps, and kept from the forms', () => {
  expect(robots('https://news.example')).toBe(
    'User-agent: *\nDisallow: /api/\n\nSitemap: https://news.example/sitemap.xml\nSitemap: https://news.example/news-sitemap.xml\n',
  );
});
