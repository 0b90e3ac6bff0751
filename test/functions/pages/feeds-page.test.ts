import { expect, test } from 'vitest';
import { feedsPage } from '../../../functions/pages/feeds-page.ts';
import { highlands, setting } from '../../templates/samples.ts';

const page = (changes = {}) => feedsPage({ ...setting, language: 'ar', languages: ['en', 'ar'], ...changes });

test('every feed’s address is there to be read and copied', () => {
  const html = page();

  for (const folder of ['ar', ...Object.keys(highlands.topics).map((topic) => `ar/topics/${topic}`)]) {
    for (const file of ['rss.xml', 'atom.xml', 'feed.json']) {
      expect(html).toContain(`<span>https://news.example/${folder}/${file}</span></a>`);
    }
  }
  expect(html).toContain('<a href="https://news.example/opml.xml" type="text/x-opml">');
});

test('addresses stay left to right in a page that is not', () => {
  expect(page()).toContain(
    '<li lang="en" dir="ltr"><a href="https://news.example/ar/rss.xml" type="application/rss+xml"><b>RSS</b>',
  );
});

test('programs find all of them too', () => {
  const found = page().match(/<link rel="alternate" type="application\/(?:rss|atom|feed)\+/g);

  expect(found).toHaveLength(3 * (1 + Object.keys(highlands.topics).length));
});

test('only topics that have feeds are listed, in the newsroom’s order', () => {
  const html = page({ topics: ['health', 'water', 'unknown'] });

  expect([...html.matchAll(/<h3 id="topic-(\w+)"/g)].map(([, topic]) => topic)).toEqual(['water', 'health']);
  expect(page({ topics: [] })).not.toContain('<h3');
});

test('media outlets are led to their own page', () => {
  expect(page()).toContain('<p><a href="https://news.example/ar/outlets">لوسائل الإعلام</a></p>');
});

test('other languages’ feeds are a link away', () => {
  const html = page();

  expect(html).toContain('<a lang="en" dir="ltr" href="https://news.example/en/feeds/" hreflang="en">English</a>');
  expect(html).toContain('<link rel="alternate" hreflang="x-default" href="https://news.example/">');
  expect(page({ languages: ['ar'] })).not.toContain('<aside');
});
