import { expect, test } from 'vitest';
import { outletsPage } from '../../../functions/pages/outlets-page.ts';
import { locales } from '../../../templates/locales.ts';
import { highlands, setting } from '../../templates/samples.ts';

const page = (changes = {}) => outletsPage({ ...setting, language: 'ar', languages: ['en', 'ar'], ...changes });

test('every address is there to be read and copied, from left to right in a page that is not', () => {
  const shown = [
    ...page().matchAll(/<li lang="en" dir="ltr">(?:<a href="[^"]*" type="[^"]*"><b>\w+<\/b> )?<\w+>([^<]*)/g),
  ];

  expect(shown.map(([, address]) => address)).toEqual([
    'https://news.example/ar/rss.xml',
    'https://news.example/ar/rss.xml',
    'https://news.example/ar/ninjs.json',
    'https://news.example/api/hub',
    'https://news.example/.well-known/jwks.json',
  ]);
});

test('names of formats stay left to right, and no backtick is left', () => {
  expect(page()).toContain('<bdi lang="en" dir="ltr"><code>content:encoded</code></bdi>');
  expect(page()).not.toContain('`');
});

test.each(Object.entries(locales))('the texts in %s name what the English ones name', (_, own) => {
  const named = (texts: Record<string, string> = {}) =>
    Object.entries(texts)
      .filter(([key]) => key.startsWith('outlets.page.'))
      .map(([key, text]) => [key, [...text.matchAll(/`([^`]*)`/g)].map(([, name]) => name).toSorted()]);

  expect(named(own)).toEqual(named(locales.en));
});

test('steps are in an order, and no script is needed to follow them', () => {
  const html = page();

  expect(html.match(/<ol class="steps">/g)).toHaveLength(2);
  expect(html).not.toContain('<script');
});

test('a newsroom that pushes nothing says nothing of a hub', () => {
  const silent = page({ newsroom: { ...highlands, webSub: false } });

  expect(page()).toContain('<code>hub.secret</code>');
  expect(silent).not.toMatch(/\bhub\b/i);
});

test('the same page in other languages is a link away, for programs too', () => {
  const html = page();

  expect(html).toContain('<a lang="en" dir="ltr" href="https://news.example/en/outlets" hreflang="en">English</a>');
  expect([...html.matchAll(/rel="alternate" hreflang="([^"]*)" href="([^"]*)"/g)].map(([, ...found]) => found)).toEqual(
    [
      ['en', 'https://news.example/en/outlets'],
      ['ar', 'https://news.example/ar/outlets'],
      ['x-default', 'https://news.example/'],
    ],
  );
});

test('a language without texts of its own borrows them, marked as such', () => {
  const html = page({ language: 'sv' });

  expect(html).toContain('<html lang="sv" dir="ltr">');
  expect(html).toContain('<h2 lang="en" dir="ltr">Import into WordPress</h2>');
  expect(html).toContain('<li><div lang="en" dir="ltr">Choose a plugin');
});
