import { toHtml } from 'hast-util-to-html';
import { h } from 'hastscript';
import { describe, expect, test } from 'vitest';
import { history, type Version } from '../../../functions/pages/history.ts';
import { style } from '../../../templates/style.css.ts';
import { anEdition, highlands, hostile } from '../../templates/samples.ts';

const version = (number: number, text: string, more: Partial<Version> & { language?: string } = {}): Version => ({
  number,
  published: `2026-03-0${number}T08:00:00Z`,
  correction: null,
  edition: anEdition({ language: more.language ?? 'en', body: { type: 'root', children: [h('p', text)] } }),
  ...more,
});

const html = (language: string, versions: Version[]) => toHtml(history({ language, newsroom: highlands, versions }));

const opens = (day: string) => `The reservoir opens on ${day}.`;

describe('the history of a release', () => {
  test('is not told of one that was never corrected', () => {
    expect(history({ language: 'en', newsroom: highlands, versions: [version(1, 'One')] })).toEqual([]);
    expect(history({ language: 'en', newsroom: highlands, versions: [] })).toEqual([]);
  });

  test('tells the newest first: when, why and what changed, and last when it was published', () => {
    const corrected = version(2, opens('Tuesday'), { correction: 'The day was wrong.' });

    expect(html('en', [version(1, opens('Monday')), corrected])).toBe(
      '<section class="history"><h2>History of this release</h2><ol reversed>' +
        '<li id="version-2"><time datetime="2026-03-02T08:00:00Z">Corrected on March 2, 2026</time>' +
        '<p dir="auto">The day was wrong.</p>' +
        '<details><summary>What changed</summary>' +
        '<p>The reservoir opens on <del>Monday</del> <ins>Tuesday</ins>.</p></details></li>' +
        '<li id="version-1"><time datetime="2026-03-01T08:00:00Z">Published on March 1, 2026</time></li>' +
        '</ol></section>',
    );
  });

  test('compares each version with the one just before it', () => {
    const all = html('en', [version(1, opens('Monday')), version(3, opens('Tuesday')), version(4, opens('Friday'))]);

    expect(all).toMatch(
      /id="version-4".*<del>Tuesday<\/del> <ins>Friday<.*id="version-3".*<del>Monday<\/del> <ins>Tuesday</,
    );
    expect(all.match(/<li /g)).toHaveLength(3);
  });

  test('has nothing to open where the text is the same', () => {
    const all = html('en', [version(1, 'One'), version(2, 'One', { correction: 'Another picture.' })]);

    expect(all).toContain('Another picture.');
    expect(all).not.toContain('<details');
  });

  test('gives the day as it was in the newsroom’s zone', () => {
    const late = version(2, 'Zwei', { published: '2026-03-31T22:30:00Z', language: 'de' });
    const newsroom = { ...highlands, zone: 'Europe/Berlin' };

    expect(
      toHtml(history({ language: 'de', newsroom, versions: [version(1, 'Eins', { language: 'de' }), late] })),
    ).toContain('<time datetime="2026-03-31T22:30:00Z">Berichtigt am 1. April 2026</time>');
  });

  test.each([
    ['ar', 'سجل تعديلات هذا البيان', 'صُحّح في 2 مارس 2026', 'نُشر في 1 مارس 2026'],
    ['he', 'היסטוריית הגרסאות של הודעה זו', 'תוקן ב־2 במרץ 2026', 'פורסם ב־1 במרץ 2026'],
    ['fr', 'Historique de ce communiqué', 'Rectifié le 2 mars 2026', 'Publié le 1er mars 2026'],
  ])('speaks %s', (language, title, corrected, published) => {
    const all = html(language, [version(1, 'א', { language }), version(2, 'ب', { language })]);

    for (const text of [title, corrected, published]) expect(all).toContain(`>${text}<`);
    expect(all).not.toContain('lang=');
  });

  test('marks the texts that a language borrows, and not the release’s own', () => {
    const all = html('sw', [version(1, 'Moja', { language: 'sw' }), version(2, 'Mbili', { language: 'sw' })]);

    expect(all).toMatch(/<h2 lang="\w+" dir="\w+">.*<time lang="\w+" dir="\w+".*<summary lang="\w+" dir="\w+">/);
    expect(all).toContain('<p><del>Moja</del></p><p><ins>Mbili</ins></p>');
  });

  test('keeps a hostile note text', () => {
    expect(html('en', [version(1, 'One'), version(2, 'Two', { correction: hostile })])).not.toContain('<script');
  });
});

describe('what went and what came', () => {
  const luminance = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5]
      .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const colours = (name: string) =>
    [...style.matchAll(new RegExp(`--${name}: (#\\w{6});`, 'g'))].map(([, hex = '']) => hex);

  // WCAG 2.2, 1.4.3 and 1.4.1.
  test.each(['went', 'came'])('--%s is readable on light and dark, and told without colour', (name) => {
    const [inks, papers] = [colours(name), colours(`${name}-paper`)];

    expect(inks).toHaveLength(2);
    for (const [index, ink] of inks.entries()) {
      const [dark = 0, light = 0] = [luminance(ink), luminance(papers[index] ?? '')].sort((one, other) => one - other);
      expect((light + 0.05) / (dark + 0.05)).toBeGreaterThanOrEqual(4.5);
    }
    expect(style).toMatch(/\.history del \{[^}]*line-through/);
    expect(style).toMatch(/\.history ins \{[^}]*underline/);
  });
});
