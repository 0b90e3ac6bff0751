import { expect, test } from 'vitest';
import { chooserPage } from '../../../functions/pages/chooser-page.ts';
import { highlands, setting } from '../../templates/samples.ts';

const html = chooserPage({ ...setting, languages: ['ar', 'en'] });

test('every newsroom is offered in its own language and direction', () => {
  expect(html).toContain(
    '<li lang="ar" dir="rtl"><a href="https://news.example/ar/" hreflang="ar"><span>مجلس مياه المرتفعات</span><small>العربية</small></a></li>',
  );
  expect(html).toContain(`<span>${highlands.organisation.en}</span>`);
});

test('languages without releases are left out: a newsroom may list many that it seldom writes', () => {
  expect(html.match(/<li lang=/g)).toHaveLength(2);
  expect(html).not.toContain(highlands.organisation.he);
});

test('it is its own x-default, and names the newsrooms as its languages', () => {
  expect(html).toContain('<link rel="alternate" hreflang="x-default" href="https://news.example/">');
  expect(html.match(/<link rel="alternate" hreflang="(en|ar)"/g)).toHaveLength(2);
});

test('an organisation without a name in a language is marked with the language it is in', () => {
  const newsroom = { ...highlands, languages: ['en', 'fi'], organisation: { en: 'Council' } };

  expect(chooserPage({ ...setting, newsroom, languages: ['fi'] })).toContain(
    '<span lang="en" dir="ltr">Council</span><small>Suomi</small>',
  );
});
