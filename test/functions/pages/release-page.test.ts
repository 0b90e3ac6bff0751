import { h } from 'hastscript';
import { describe, expect, test } from 'vitest';
import { releasePage } from '../../../functions/pages/release-page.ts';
import { anEdition, anItem, aPublication, hostile, published, samples, setting } from '../../templates/samples.ts';

const page = (edition = anEdition(), publication = aPublication(), correction: string | null = null) =>
  releasePage({ ...setting, item: anItem(edition, publication, correction), versions: [] });

test.each(samples)(
  'the sample "$edition.headline" is shown whole in its language and direction',
  ({ edition, publication }) => {
    const html = page(edition, publication);

    expect(html).toContain(`<html lang="${edition.language}" dir="${/ar|he/.test(edition.language) ? 'rtl' : 'ltr'}">`);
    expect(html.match(/<h1>/g)).toHaveLength(1);
    expect(html).toContain(`<h1>${edition.headline}</h1>`);
    expect(html).toContain(`<time datetime="${edition.dateline?.date}">${edition.dateline?.text}</time>`);
    expect(html.match(/<blockquote>|<p>[^<]/g)?.length).toBeGreaterThanOrEqual(5);
  },
);

describe('the page of a release', () => {
  test('links to its own other languages only', () => {
    const html = page(anEdition(), aPublication(['ar', 'en']));

    expect(html).toContain(
      '<li><a lang="ar" dir="rtl" href="https://news.example/ar/2026/03/reservoir" hreflang="ar">العربية</a></li>',
    );
    expect(html).not.toContain('hreflang="fr"');
  });

  test('has the same alternates and the same x-default in every language, however they were stored', () => {
    const alternates = (html: string) => html.match(/<link rel="alternate" hreflang[^>]+>/g);
    const english = page(anEdition(), aPublication(['ar', 'en']));
    const arabic = page(anEdition({ language: 'ar' }), aPublication(['en', 'ar']));

    expect(alternates(english)).toHaveLength(3);
    expect(alternates(english)).toEqual(alternates(arabic));
    expect(english).toContain('hreflang="x-default" href="https://news.example/en/2026/03/reservoir"');
  });

  test('escapes a hostile headline, subheadline and dateline', () => {
    const dateline = { text: hostile, date: null, place: null };
    const html = page(anEdition({ headline: hostile, subheadline: hostile, summary: hostile, dateline }));

    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).not.toMatch(/content="[^"]*"quoted/);
  });

  test('writes the day of publication as the language does, in the newsroom’s zone', () => {
    const late = aPublication(['de'], {
      editions: {
        de: published('2026-03-31T22:30:00Z', '2026-03-31T22:30:00Z'),
      },
    });

    expect(page(anEdition({ language: 'de' }), late)).toContain(
      '<time datetime="2026-03-31T22:30:00Z">Veröffentlicht am 1. April 2026</time>',
    );
  });

  test('says when it was corrected, and only then', () => {
    const corrected = aPublication(['fr'], {
      editions: {
        fr: published('2026-03-09T08:00:00Z', '2026-03-11T08:00:00Z'),
      },
    });
    const french = anEdition({ language: 'fr' });

    expect(page(french, corrected)).toContain('<time datetime="2026-03-11T08:00:00Z">Rectifié le 11 mars 2026</time>');
    expect(page(french, corrected, 'Le débit est de 14 m³.')).toContain('Le débit est de 14 m³.');
    expect(page(french, aPublication(['fr']), 'Rien')).not.toMatch(/Rectifié|Rien/);
  });

  test('keeps the history of what readers could read, with what changed', () => {
    const before = anEdition({ headline: 'Reservoir opens at noon' });
    const item = anItem(anEdition(), aPublication());
    const versions = [
      { number: 1, published: '2026-03-09T08:00:00Z', correction: null, edition: before },
      { number: 2, published: '2026-03-11T08:00:00Z', correction: 'The hour was wrong.', edition: anEdition() },
    ];
    const html = releasePage({ ...setting, item, versions });

    expect(html).toContain('History of this release');
    expect(html).toMatch(/<del> ?at noon<\/del>/);
    expect(page()).not.toContain('History');
  });

  test('leads from each topic to where its feeds are explained', () => {
    const html = page(anEdition({ language: 'ar' }), aPublication(['ar'], { topics: ['water', 'ours alone'] }));

    expect(html).toMatch(/<a href="https:\/\/news.example\/ar\/feeds\/#topic-water"[^>]*><bdi>المياه<\/bdi><\/a>/);
    expect(html).toContain('<li><bdi>ours alone</bdi></li>');
  });

  test('names whom the press may ask, where the press office said so', () => {
    const item = { ...anItem(anEdition(), aPublication()), contact: 'Desk, +44 20 0000 <b>' };

    expect(releasePage({ ...setting, item, versions: [] })).toContain(
      '<h2>Press contact</h2><p dir="auto">Desk, +44 20 0000 &#x3C;b></p>',
    );
    expect(page()).not.toContain('Press contact');
  });

  test('keeps the body’s own markup', () => {
    const children = [h('h2', 'Help'), h('ul', [h('li', h('a', { href: 'https://gauge.example/' }, 'gauge'))])];
    const html = page(anEdition({ body: { type: 'root', children } }));

    expect(html).toContain('<div class="body"><h2>Help</h2><ul><li><a href="https://gauge.example/">gauge</a>');
  });

  test('marks borrowed texts in a language that has none', () => {
    const html = page(anEdition({ language: 'fi' }), aPublication(['fi']));

    expect(html).toContain('<html lang="fi" dir="ltr">');
    expect(html).toMatch(/<p lang="en" dir="ltr"><time[^>]+>Published on March 9, 2026/);
  });
});
