import { h } from 'hastscript';
import { expect, test } from 'vitest';
import { localeOf } from '../../../functions/pages/metadata.ts';
import { releasePage } from '../../../functions/pages/release-page.ts';
import { anEdition, anItem, aPublication, highlands, hostile, published, setting } from '../../templates/samples.ts';

const page = (edition = anEdition(), publication = aPublication(), correction: string | null = null) =>
  releasePage({ ...setting, item: anItem(edition, publication, correction), versions: [] });

/** The data block, read as a search engine reads it. */
const data = (html: string) =>
  JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1] ?? '');

const corrected = published('2026-03-09T08:00:00Z', '2026-03-11T08:00:00Z');
const own = h(
  'p',
  h('img', { src: 'https://news.example/media/r1/a.jpg', alt: 'The <new> gauge', dataCredit: 'A & B' }),
);
const foreign = h('p', h('img', { src: 'https://elsewhere.example/b.jpg', alt: 'b' }));
const pictured = anEdition({ body: { type: 'root', children: [foreign, own] } });

const org = { '@type': 'Organization', name: 'Highland Water Council', url: 'https://news.example/' };

test('search engines are told whose article it is, of when, and about what', () => {
  expect(data(page())).toEqual({
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    '@id': 'https://news.example/en/2026/03/reservoir',
    url: 'https://news.example/en/2026/03/reservoir',
    mainEntityOfPage: 'https://news.example/en/2026/03/reservoir',
    headline: 'Reservoir opens',
    description: 'The reservoir opened today.',
    dateline: '9 March 2026, Upper Glenmore',
    inLanguage: 'en',
    datePublished: '2026-03-09T08:00:00Z',
    dateModified: '2026-03-09T08:00:00Z',
    author: org,
    publisher: org,
    isAccessibleForFree: true,
    articleSection: ['Water'],
  });
});

test('a correction and the other languages are said', () => {
  const publication = aPublication([], { editions: { zh: published('2026-03-09T08:00:00Z'), en: corrected } });
  const said = data(page(anEdition(), publication, 'The hour was wrong.'));

  expect(said.correction).toEqual({
    '@type': 'CorrectionComment',
    text: 'The hour was wrong.',
    datePublished: '2026-03-11T08:00:00Z',
  });
  expect(said.workTranslation).toEqual([
    { '@type': 'NewsArticle', '@id': 'https://news.example/zh/2026/03/reservoir', inLanguage: 'zh' },
  ]);
});

test('only pictures that the page shows are named', () => {
  const html = page(pictured);

  expect(data(html).image).toEqual([
    {
      '@type': 'ImageObject',
      url: 'https://news.example/media/r1/a.jpg',
      caption: 'The <new> gauge',
      creditText: 'A & B',
    },
  ]);
  expect(html).toContain('<meta property="og:image" content="https://news.example/media/r1/a.jpg">');
  expect(html).toContain('<meta property="og:image:alt" content="The &#x3C;new> gauge">');
  expect(page()).not.toContain('og:image');
});

test('social sites are told the same', () => {
  const html = page(anEdition({ language: 'zh-Hans' }), aPublication(['ar', 'en', 'zh-Hans']));
  const properties = [...html.matchAll(/<meta property="([^"]+)" content="([^"]*)">/g)].map(([, name, value]) => [
    name,
    value,
  ]);

  expect(properties).toEqual([
    ['og:url', 'https://news.example/zh-Hans/2026/03/reservoir'],
    ['og:title', 'Reservoir opens'],
    ['og:type', 'article'],
    ['og:description', 'The reservoir opened today.'],
    ['og:locale', 'zh_CN'],
    ['og:locale:alternate', 'en_US'],
    ['og:locale:alternate', 'ar_EG'],
    ['og:site_name', highlands.organisation['zh-Hans']],
    ['article:published_time', '2026-03-09T08:00:00Z'],
    ['article:modified_time', '2026-03-09T08:00:00Z'],
    ['article:section', highlands.topics.water?.['zh-Hans'] ?? 'Water'],
    ['article:tag', highlands.topics.water?.['zh-Hans'] ?? 'Water'],
  ]);
});

test.each([
  ['en', 'en_US'],
  ['fr-CH', 'fr_CH'],
  ['zh-Hant', 'zh_TW'],
  ['sr-Latn', 'sr_RS'],
])('the locale of %s is %s', (tag, locale) => {
  expect(localeOf(tag)).toBe(locale);
});

test('a text that ends the block stays in it', () => {
  const ends = `${hostile} </script><script>alert(2)</script> <!-- `;
  const html = page(anEdition({ headline: ends, summary: ends }));

  expect(html.match(/<script/g)).toHaveLength(1);
  expect(html.match(/<\/script/g)).toHaveLength(1);
  expect(data(html).headline).toBe(ends);
});
