import { expect, test } from 'vitest';
import { archivePage } from '../../../functions/pages/archive-page.ts';
import { newsroomPage } from '../../../functions/pages/newsroom-page.ts';
import { anEdition, anItem, aPublication, setting } from '../../templates/samples.ts';

const items = [anItem(anEdition(), aPublication())];
const place = { ...setting, language: 'en', items, languages: ['ar', 'en'] };

test('a page of the past lists its releases, and leads further back and to the newest', () => {
  const html = archivePage({ ...place, page: 3 });

  expect(html).toContain('<h1 class="section">Older press releases, page 3</h1>');
  expect(html).toContain('<h2><a href="https://news.example/en/2026/03/reservoir">Reservoir opens</a></h2>');
  expect(html).toContain('<a href="https://news.example/en/archive/2" rel="next">Older press releases</a>');
  expect(html).toContain('<a href="https://news.example/en/">Newest press releases</a>');
  expect(html).toContain('<link rel="canonical" href="https://news.example/en/archive/3">');
});

test('the oldest page leads no further', () => {
  expect(archivePage({ ...place, page: 1 })).not.toContain('rel="next"');
});

test('it is no translation of another page, but other newsrooms are a link away', () => {
  const html = archivePage({ ...place, page: 3 });

  expect(html).not.toContain('<link rel="alternate" hreflang');
  expect(html).toContain('href="https://news.example/ar/" hreflang="ar">العربية</a>');
});

test('the newsroom leads to the newest page of its past, where there is one', () => {
  expect(newsroomPage({ ...place, closedPages: 7 })).toContain(
    '<a href="https://news.example/en/archive/7" rel="next">',
  );
  expect(newsroomPage({ ...place, closedPages: 0 })).not.toContain('/archive/');
  expect(newsroomPage(place)).not.toContain('/archive/');
});
