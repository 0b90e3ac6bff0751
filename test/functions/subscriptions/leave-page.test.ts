import { expect, test } from 'vitest';
import { askPage, leftPage, unknownLinkPage } from '../../../functions/subscriptions/leave-page.ts';
import { setting } from '../../templates/samples.ts';

const action = '/api/unsubscribe?t=1abcdefghijklMNOPQRSTUVWXYZ012';

test('asking changes nothing: one form posts to the same address with one button, and nothing runs by itself', () => {
  const html = askPage({ ...setting, language: 'en', action });

  expect(html.match(/<form/g)).toHaveLength(1);
  expect(html).toContain(`<form method="post" action="${action}">`);
  expect(html.match(/<button/g)).toHaveLength(1);
  expect(html).toContain('<button type="submit">Unsubscribe</button>');
  expect(html).not.toMatch(/<script|http-equiv|<img|<iframe/);
});

test('a token from the address can’t break out of the form', () => {
  const html = askPage({ ...setting, language: 'en', action: '/api/unsubscribe?t="><script>' });

  expect(html).not.toContain('<script');
});

test.each(['ar', 'he'])('the pages are right-to-left in %s', (language) => {
  const page = { ...setting, language };

  for (const html of [askPage({ ...page, action }), leftPage(page), unknownLinkPage(page)]) {
    expect(html).toContain(`<html lang="${language}" dir="rtl">`);
    expect(html).toContain('<meta name="robots" content="noindex">');
  }
});

test('after leaving there is a way home and no form', () => {
  const html = leftPage({ ...setting, language: 'fr' });

  expect(html).toContain('Votre désabonnement est enregistré');
  expect(html).toContain('href="https://news.example/"');
  expect(html).not.toContain('<form');
});

test('a link that names no subscription gets words that help, and an address to write to', () => {
  const html = unknownLinkPage({ ...setting, language: 'de' });

  expect(html).toContain('Dieser Link funktioniert nicht');
  expect(html).toContain('<a href="mailto:newsroom@highlandwater.example">');
});
