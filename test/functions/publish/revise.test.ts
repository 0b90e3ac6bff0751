import { describe, expect, test } from 'vitest';
import type { Publication } from '../../../functions/core/publication.ts';
import type { Edition, Release } from '../../../functions/core/release.ts';
import type { ReleaseHead } from '../../../functions/core/release-head.ts';
import { addressMonth, revise } from '../../../functions/publish/revise.ts';
import { anEdition } from '../../templates/samples.ts';

const release = (editions: Edition[], changes: Partial<Release> = {}): Release => ({
  ...{ id: 'r1', key: 'a.txt', date: '2026-03-09', embargo: null, topics: ['water'], slug: null },
  ...{ notify: true, correction: null, contact: null, editions },
  ...changes,
});

const head = (version: number): ReleaseHead => ({
  ...{ releaseId: 'r1', key: 'a.txt', sequencer: '1', receivedAt: '2026-03-09T08:00:00.000Z', embargo: null },
  ...{ version, contentHash: `content ${version}`, versions: [] },
});

const address = { year: '2026', month: '03', slug: 'accord' };
const at = (day: number) => new Date(Date.UTC(2026, 2, day));
const day = (number: number) => at(number).toISOString();

const english = anEdition();
const arabic = anEdition({ language: 'ar', headline: 'افتتاح الخزان' });

const publish = (version: number, editions: Edition[], before?: Publication) =>
  revise(head(version), release(editions), before, address, at(version));

describe('the first publication', () => {
  test('has all languages in the order of the release, since now', () => {
    const first = publish(1, [arabic, english]);

    expect(first).toMatchObject({ releaseId: 'r1', version: 1, ...address, topics: ['water'], firstPublished: day(1) });
    expect(Object.keys(first.editions)).toEqual(['ar', 'en']);
    expect(first.editions.ar).toMatchObject({
      version: 1,
      contentHash: 'content 1',
      firstPublished: day(1),
      modified: day(1),
    });
  });
});

describe('a correction', () => {
  test('modifies the languages whose text changed, and no other', () => {
    const first = publish(1, [english, arabic]);
    const second = publish(2, [english, anEdition({ ...arabic, headline: 'تصحيح' })], first);

    expect(second.editions.en).toEqual(first.editions.en);
    expect(second.editions.ar).toMatchObject({ version: 2, contentHash: 'content 2', modified: day(2) });
  });

  test.each([
    ['the headline', { headline: 'Other' }],
    ['the subheadline', { subheadline: 'Other' }],
    ['the dateline', { dateline: null }],
    ['the body', { body: { type: 'root' as const, children: [] } }],
  ])('of %s is a change', (_, changes) => {
    const second = publish(2, [anEdition(changes)], publish(1, [english]));

    expect(second.editions.en?.modified).toBe(day(2));
  });

  test('never moves the first publication, of the release or of a language', () => {
    const second = publish(2, [anEdition({ headline: 'Other' })], publish(1, [english]));
    const third = publish(3, [anEdition({ headline: 'Another' })], second);

    expect(third.firstPublished).toBe(day(1));
    expect(third.editions.en).toMatchObject({ version: 3, firstPublished: day(1), modified: day(3) });
  });

  test('that takes a change back is a modification too', () => {
    const second = publish(2, [anEdition({ headline: 'Other' })], publish(1, [english]));

    expect(publish(3, [english], second).editions.en?.modified).toBe(day(3));
  });

  test('brings its topics', () => {
    const second = revise(head(2), release([english], { topics: ['health'] }), publish(1, [english]), address, at(2));

    expect(second.topics).toEqual(['health']);
    expect(second.editions.en?.modified).toBe(day(1));
  });
});

describe('a late translation', () => {
  test('is new in its language and leaves the others as they are', () => {
    const first = publish(1, [english]);
    const second = publish(2, [english, arabic], first);

    expect(second.editions.en).toEqual(first.editions.en);
    expect(second.editions.ar).toMatchObject({ version: 2, firstPublished: day(2), modified: day(2) });
    expect(second.firstPublished).toBe(day(1));
  });

  test('that comes alone takes no language away', () => {
    const second = publish(2, [arabic], publish(1, [english]));

    expect(Object.keys(second.editions)).toEqual(['en', 'ar']);
  });
});

describe('the month in an address', () => {
  test("is that of the release's date", () => {
    expect(addressMonth(release([english]), new Date('2027-01-01T00:00:00Z'))).toEqual({ year: '2026', month: '03' });
  });

  test('is that of the day in UTC where the release has no date', () => {
    expect(addressMonth(release([english], { date: null }), new Date('2026-12-31T23:59:59Z'))).toEqual({
      year: '2026',
      month: '12',
    });
  });
});
