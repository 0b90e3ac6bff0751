import { describe, expect, test } from 'vitest';
import { entry } from '../../../functions/feeds/entry.ts';
import { aNotice, anItem, hostile, published } from '../../templates/samples.ts';
import { corrected, first, place, release } from './channel.ts';

const made = ({ edition, publication }: ReturnType<typeof release>) => entry(anItem(edition, publication), place);

describe('an entry', () => {
  test('is the edition of one language, with its own id, address and dates', () => {
    expect(made(release())).toMatchObject({
      id: 'tag:highlandwater.example,2026:release/r1/ar',
      url: 'https://news.example/ar/2026/03/reservoir',
      title: 'افتتاح الخزان',
      published: first,
      modified: corrected,
      corrected,
      withdrawn: null,
      topics: [{ key: 'water', name: 'المياه', language: 'ar', mediaTopic: '20000437' }],
    });
  });

  test('names the other languages of the release, and not its own', () => {
    expect(made(release()).translations).toEqual([
      { language: 'en', url: 'https://news.example/en/2026/03/reservoir' },
      { language: 'fr', url: 'https://news.example/fr/2026/03/reservoir' },
    ]);
  });

  test('has its language and direction in its HTML, for readers show it alone', () => {
    const uncorrected = { editions: { ar: published(first) } };

    expect(made(release({ subheadline: 'Sub' }, uncorrected)).html).toBe(
      '<div lang="ar" dir="rtl"><p><strong>Sub</strong></p><p><em>9 March 2026, Upper Glenmore</em></p>' +
        '<p>The reservoir opened today.</p></div>',
    );
  });

  test('shows markup of a plain text as it was written', () => {
    expect(made(release({ subheadline: hostile, dateline: null })).html).not.toContain('<script');
  });

  test('keeps its id through a correction and a move of the site', () => {
    const { edition, publication } = release({ headline: 'Other' }, { version: 2, slug: 'other' });
    const moved = entry(anItem(edition, publication), { ...place, site: 'https://elsewhere.example' });

    expect(moved.id).toBe(made(release()).id);
    expect(moved.url).toMatch(/^https:\/\/elsewhere\.example\//);
  });

  test('tells above its text that it was corrected, and what', () => {
    const { edition, publication } = release({ dateline: null });
    const { html } = entry(anItem(edition, publication, 'التدفق ١٤ م³ <b>'), place);

    expect(html).toContain('<p><strong>صُحّح في 10 مارس 2026</strong> – <bdi>التدفق ١٤ م³ &#x3C;b></bdi></p><p>The');
    expect(made(release({ language: 'en' })).html).not.toContain('Corrected');
  });
});

describe('the notice in the place of what was withdrawn', () => {
  const notice = entry(aNotice('ar', 'الأرقام خاطئة'), place);

  test('keeps the id, the address and the first date, and is modified', () => {
    const before = made(release());

    expect([notice.id, notice.url]).toEqual([before.id, before.url]);
    expect(notice).toMatchObject({ withdrawn: '2026-03-12T08:00:00.000Z', corrected: null, pictures: [] });
    expect(notice.published).toBe('2026-03-09T08:00:00Z');
  });

  test('says so in the language of the feed, with the note, and nothing of the text', () => {
    expect(notice.title).toBe('سحب بيان صحفي');
    expect(notice.summary).toContain('الأرقام خاطئة');
    expect(notice.html).toMatch(/^<div lang="ar" dir="rtl"><p>.*12 مارس 2026.*<\/p><p dir="auto">الأرقام خاطئة<\/p>/);
  });

  test('is in the language of the texts it had to borrow, and says so', () => {
    expect(entry(aNotice('sv'), place)).toMatchObject({ language: 'sv', textLanguage: 'en' });
    expect(entry(aNotice('sv'), place).html).toMatch(/^<div lang="sv" dir="ltr"><p lang="en" dir="ltr">The press/);
  });

  test('leads to the languages that can still be read', () => {
    expect(notice.translations.map(({ language }) => language)).toEqual(['en']);
    expect(entry(aNotice('en'), place).translations).toEqual([]);
  });
});
