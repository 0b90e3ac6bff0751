import { describe, expect, test } from 'vitest';
import { entry } from '../../../functions/feeds/entry.ts';
import { aPublication, hostile } from '../../templates/samples.ts';
import { corrected, first, place, release } from './channel.ts';

const made = ({ edition, publication }: ReturnType<typeof release>) => entry(edition, publication, place);

describe('an entry', () => {
  test('is the edition of one language, with its own id, address and dates', () => {
    expect(made(release())).toMatchObject({
      id: 'tag:highlandwater.example,2026:release/r1/ar',
      url: 'https://news.example/ar/2026/03/reservoir',
      title: 'افتتاح الخزان',
      published: first,
      modified: corrected,
      topics: ['water'],
    });
  });

  test('names the other languages of the release, and not its own', () => {
    expect(made(release())?.translations).toEqual([
      { language: 'en', url: 'https://news.example/en/2026/03/reservoir' },
      { language: 'fr', url: 'https://news.example/fr/2026/03/reservoir' },
    ]);
  });

  test('has its language and direction in its HTML, for readers show it alone', () => {
    expect(made(release({ subheadline: 'Sub' }))?.html).toBe(
      '<div lang="ar" dir="rtl"><p><strong>Sub</strong></p><p><em>9 March 2026, Upper Glenmore</em></p>' +
        '<p>The reservoir opened today.</p></div>',
    );
  });

  test('shows markup of a plain text as it was written', () => {
    expect(made(release({ subheadline: hostile, dateline: null }))?.html).not.toContain('<script');
  });

  test('keeps its id through a correction and a move of the site', () => {
    const moved = entry(
      release({ headline: 'Other' }).edition,
      release({}, { version: 2, slug: 'other' }).publication,
      {
        ...place,
        site: 'https://elsewhere.example',
      },
    );

    expect(moved?.id).toBe(made(release())?.id);
    expect(moved?.url).toMatch(/^https:\/\/elsewhere\.example\//);
  });

  test('is none in a language that is not published', () => {
    expect(entry(release().edition, aPublication(['en']), place)).toBeUndefined();
  });
});
