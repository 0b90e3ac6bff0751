import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Release } from '../../../functions/core/release.ts';
import { slugs } from '../../../functions/publish/slug.ts';
import { anEdition, aRelease } from '../../templates/samples.ts';

const id = '0123456789abcdef';

const release = (headlines: Record<string, string>, slug: string | null = null): Release =>
  aRelease(
    Object.entries(headlines).map(([language, headline]) => anEdition({ language, headline })),
    { id, slug },
  );

const [first, second, third] = [0, 1, 2].map(
  (at) =>
    (...[headlines, slug]: Parameters<typeof release>) =>
      slugs(release(headlines, slug), Object.keys(headlines))[at],
);

describe('a slug', () => {
  test.each([
    ['The Council’s plan: 3 wells, 12 parishes!', 'the-councils-plan-3-wells-12-parishes'],
    ['Élèves à l’école — où ça ?', 'eleves-a-lecole-ou-ca'],
    ['Cœur de bœuf, œuvre d’été', 'coeur-de-boeuf-oeuvre-dete'],
    ['Straße, Übermut & Größe', 'strasse-ubermut-grosse'],
    ['Łódź, Ærø, Đurđevac, Iğdır', 'lodz-aero-durdevac-igdir'],
    ['../../etc/passwd?x=<y>', 'etc-passwd-x-y'],
  ])('of "%s" is %s', (headline, slug) => {
    expect(first?.({ en: headline })).toBe(slug);
  });

  test('is made of the first headline in Latin letters', () => {
    expect(first?.({ ar: 'افتتاح الخزان', fr: 'Ouverture', en: 'Opening' })).toBe('ouverture');
  });

  test('shows no headline of a language that does not come out with it', () => {
    expect(slugs(release({ en: 'Secret until tomorrow', fr: 'Ouverture' }), ['fr'])[0]).toBe('ouverture');
  });

  test.each([
    ['no headline in Latin letters', { ar: 'افتتاح الخزان', he: 'פתיחה' }],
    ['a headline without letters', { en: '— … —' }],
    ['a headline of one endless word', { en: 'a'.repeat(80) }],
  ])('is made of the id where there is %s', (_, headlines) => {
    expect(first?.(headlines)).toBe('release-01234567');
  });

  test('is the one that the release asks for', () => {
    expect(first?.({ en: 'Opening' }, 'grand-opening')).toBe('grand-opening');
  });

  test('that is taken gets a tail, which nobody else has in the end', () => {
    expect(second?.({ en: 'Opening' })).toBe('opening-012345');
    expect(third?.({ en: 'Opening' })).toBe(`opening-${id}`);
  });

  test('of whatever headline makes a path of whole words, at most 60 characters long', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (headline) => {
        const slug = first?.({ en: headline }) ?? '';

        expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
        expect(slug.length).toBeLessThanOrEqual(60);
      }),
    );
    expect(first?.({ en: 'word '.repeat(40) })).toMatch(/^word(-word)+$/);
  });
});
