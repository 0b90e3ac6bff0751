import { h } from 'hastscript';
import { describe, expect, test } from 'vitest';
import { document } from '../../templates/document.ts';
import { hostile, setting } from './samples.ts';

const page = {
  ...setting,
  language: 'ar',
  title: 'خزان',
  url: 'https://news.example/ar/x',
  translations: [
    { language: 'en', href: 'https://news.example/en/x' },
    { language: 'ar', href: 'https://news.example/ar/x' },
  ],
  otherwise: 'https://news.example/en/x',
  channels: [{ language: 'ar', topic: null }],
  body: [h('p', 'نص')],
};

describe('every page', () => {
  const html = document(page);

  test('says its language and direction', () => {
    expect(html).toMatch(/^<!doctype html><html lang="ar" dir="rtl">/);
    expect(document({ ...page, language: 'fr' })).toContain('<html lang="fr" dir="ltr">');
  });

  test('names its address, all its languages with itself, and one for everyone else', () => {
    expect(html).toContain('<link rel="canonical" href="https://news.example/ar/x">');
    expect(html.match(/<link rel="alternate" hreflang="[^"]+"/g)).toEqual(
      ['en', 'ar', 'x-default'].map((language) => `<link rel="alternate" hreflang="${language}"`),
    );
  });

  test.each([
    ['application/rss+xml', '/ar/rss.xml'],
    ['application/atom+xml', '/ar/atom.xml'],
    ['application/feed+json', '/ar/feed.json'],
  ])('lets programs find its %s', (type, path) => {
    expect(html).toContain(`<link rel="alternate" type="${type}" href="https://news.example${path}"`);
  });

  test('offers its other languages in their own names, language and direction, and not itself', () => {
    expect(html).toContain('<a lang="en" dir="ltr" href="https://news.example/en/x" hreflang="en">English</a>');
    expect(html).toContain('<span lang="ar" dir="rtl" aria-current="page">العربية</span>');
  });

  test('holds nothing that the edge’s policy forbids', () => {
    expect(html).not.toMatch(/ style=|<style|<script|\son\w+=/);
  });

  test('has the organisation’s name link home and its postal address below', () => {
    expect(html).toContain('<a class="home" href="https://news.example/ar/">مجلس مياه المرتفعات</a>');
    expect(html).toContain('<address dir="auto">Highland Water Council, 4 Reservoir Road');
  });

  test('marks a borrowed name and borrowed texts with their own language', () => {
    const finnish = document({ ...page, language: 'fi' });

    expect(finnish).toContain('href="https://news.example/fi/" lang="en" dir="ltr">Highland Water Council');
    expect(finnish).toContain('<a lang="en" dir="ltr" class="skip"');
  });
});

test('a hostile title stays text everywhere', () => {
  const html = document({ ...page, language: 'en', title: hostile, description: hostile, body: [h('h1', hostile)] });
  expect(html).not.toContain('<script');
  expect(html).toContain('<h1>&#x3C;script>alert(1)&#x3C;/script> &#x26; "quoted" \'text\'</h1>');
  expect(html).not.toMatch(/content="[^"]*"quoted/);
});

test('seven other languages stand in a row, eight fold away', () => {
  const others = (count: number) =>
    setting.newsroom.languages.filter((language) => language !== page.language).slice(0, count);
  const switcher = (count: number) => others(count).map((language) => ({ language, href: `/${language}/` }));

  expect(document({ ...page, translations: switcher(7) })).not.toContain('<details');
  expect(document({ ...page, translations: switcher(8) })).toContain('<details');
});

test('many languages fold away', () => {
  const many = setting.newsroom.languages.map((language) => ({ language, href: `/${language}/` }));

  expect(document({ ...page, translations: many })).toContain(
    '<details><summary>اللغات</summary><ul class="languages">',
  );
  expect(document(page)).not.toContain('<details');
});

test('the foot of a page leads to the feeds in its language, unless it may have none, and to all languages', () => {
  expect(document(page)).toContain('<li><a href="https://news.example/ar/feeds/">');
  expect(document(page)).toContain('<li><a href="https://news.example/ar/outlets">');
  expect(document(page)).toContain('<li><a href="https://news.example/">اللغات</a></li>');
  expect(document({ ...page, home: 'https://news.example/' })).not.toMatch(/\/feeds\/|\/outlets/);
});

test('what HTML can’t carry is left out', () => {
  const newsroom = { ...setting.newsroom, organisation: { ar: 'م\u0000ج\u000Bل\uD800س\uFFFE' } };

  expect(document({ ...page, newsroom })).toContain('>مجلس</a>');
});

test('a page without an address is not indexed and has no switcher', () => {
  const html = document({ ...setting, language: 'en', title: 'Unsubscribe?', body: [] });
  expect(html).toContain('<meta name="robots" content="noindex">');
  expect(html).not.toMatch(/canonical|<nav/);
});
