import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Publication, pubStatus } from '../../../functions/core/publication.ts';
import type { HeadEdition } from '../../../functions/core/release-head.ts';
import { addressMonth, editionsNow, embargoesAhead, revise } from '../../../functions/publish/revise.ts';
import { aHead } from '../../templates/samples.ts';

const address = { year: '2026', month: '03', slug: 'accord', positions: { en: 1 } };
const at = (day: number) => new Date(Date.UTC(2026, 2, day));
const day = (number: number) => at(number).toISOString();

const edition = (version: number, changes: Partial<HeadEdition> = {}): HeadEdition => ({
  ...{ version, contentHash: `content ${version}`, hash: `text ${version}`, embargo: null, withdrawn: null },
  ...changes,
});

const taken = (version: number, on: number): HeadEdition['withdrawn'] => ({
  ...{ version, contentHash: `content ${version}`, receivedAt: day(on) },
});

type Editions = Record<string, HeadEdition>;

/** The publication after `version` of the release was looked at on day `on`. */
function publish(version: number, editions: Editions, before?: Publication, on = version, topics = ['water']) {
  const head = aHead({ version, editions, topics });
  const revised = revise(head, editionsNow(head, before, at(on)), before, address, at(on)) ?? before;
  if (!revised) throw new Error('Nothing was published.');
  return revised;
}

describe('the first publication', () => {
  test('has all languages since now', () => {
    const first = publish(1, { ar: edition(1), en: edition(1) });

    expect(first).toMatchObject({ releaseId: 'r1', revision: 1, version: 1, ...address, topics: ['water'] });
    expect(first.firstPublished).toBe(day(1));
    expect(first.editions.ar).toEqual({
      ...{ version: 1, contentHash: 'content 1', hash: 'text 1', firstPublished: day(1), modified: day(1) },
      history: [{ version: 1, contentHash: 'content 1', published: day(1) }],
      ...{ embargo: null, withdrawn: null },
    });
  });

  test('seen again is no revision', () => {
    const head = aHead({ version: 1, editions: { en: edition(1) }, topics: ['water'] });
    const first = publish(1, head.editions);

    expect(revise(head, editionsNow(head, first, at(9)), first, address, at(9))).toBeUndefined();
  });
});

describe('a correction', () => {
  const first = publish(1, { en: edition(1), ar: edition(1) });
  const second = publish(2, { en: edition(1), ar: edition(2) }, first);

  test('modifies the languages whose text changed, and no other', () => {
    expect(second.editions.en).toEqual(first.editions.en);
    expect(second.editions.ar).toMatchObject({ version: 2, contentHash: 'content 2', modified: day(2) });
    expect(second).toMatchObject({ revision: 2, version: 2 });
  });

  test('never moves the first publication, of the release or of a language', () => {
    const third = publish(3, { en: edition(1), ar: edition(3) }, second);

    expect(third.firstPublished).toBe(day(1));
    expect(third.editions.ar).toMatchObject({ version: 3, firstPublished: day(1), modified: day(3) });
  });

  test('remembers what readers could read before', () => {
    expect(second.editions.ar?.history).toEqual([
      { version: 1, contentHash: 'content 1', published: day(1) },
      { version: 2, contentHash: 'content 2', published: day(2) },
    ]);
  });

  test('before anybody could read the text is no part of the history', () => {
    const embargo = day(5);
    const corrected = publish(2, { en: edition(2, { embargo }) }, undefined, 5);

    expect(corrected.editions.en?.history).toEqual([{ version: 2, contentHash: 'content 2', published: day(5) }]);
  });

  test('brings its topics, and remembers those it has left', () => {
    const moved = publish(2, { en: edition(1), ar: edition(1) }, first, 2, ['health']);

    expect(moved).toMatchObject({ topics: ['health'], formerTopics: ['water'] });
    expect(moved.editions.en?.modified).toBe(day(1));
    expect(publish(3, { en: edition(1) }, moved, 3, ['water'])).toMatchObject({ formerTopics: ['health'] });
  });
});

describe('an embargo', () => {
  const embargo = day(5);

  test('holds a language until its hour, to the second, while the others are out', () => {
    const editions = { en: edition(1), fr: edition(1, { embargo }) };
    const first = publish(1, editions);

    expect(Object.keys(first.editions)).toEqual(['en']);
    const head = aHead({ editions });
    expect(Object.keys(editionsNow(head, first, new Date(at(5).getTime() - 1)))).toEqual(['en']);
    expect(Object.keys(editionsNow(head, first, at(5)))).toEqual(['en', 'fr']);
  });

  test('that lifts publishes the language as of then, and leaves the others as they are', () => {
    const first = publish(1, { en: edition(1), fr: edition(1, { embargo }) });
    const second = publish(1, { en: edition(1), fr: edition(1, { embargo }) }, first, 5);

    expect(second).toMatchObject({ revision: 2, version: 1, firstPublished: day(1) });
    expect(second.editions.en).toEqual(first.editions.en);
    expect(second.editions.fr).toMatchObject({ firstPublished: day(5), modified: day(5) });
  });

  test('of a correction leaves what is published until then', () => {
    const first = publish(1, { en: edition(1) });
    const second = publish(2, { en: edition(2, { embargo }) }, first);

    expect(second.editions.en).toEqual(first.editions.en);
    expect(publish(2, { en: edition(2, { embargo }) }, second, 5).editions.en).toMatchObject({ version: 2 });
  });

  test('that has lifted stays said of the language, also once it is corrected or taken back', () => {
    const first = publish(1, { en: edition(1, { embargo }), fr: edition(1) }, undefined, 5);
    const second = publish(2, { en: edition(2), fr: edition(1) }, first, 6);
    const third = publish(3, { en: edition(2, { withdrawn: taken(3, 7) }), fr: edition(1) }, second, 7);
    const fourth = publish(4, { en: edition(4), fr: edition(1) }, third, 8);

    expect([first, second, third, fourth].map(({ editions }) => editions.en?.embargo)).toEqual(Array(4).fill(embargo));
    expect(fourth.editions.fr?.embargo).toBeNull();
  });

  test('of a correction is said once readers have the correction', () => {
    const first = publish(1, { en: edition(1, { embargo: day(1) }) });
    const second = publish(2, { en: edition(2, { embargo }) }, first);

    expect(second.editions.en?.embargo).toBe(day(1));
    expect(publish(2, { en: edition(2, { embargo }) }, second, 5).editions.en?.embargo).toBe(embargo);
  });

  test('that an upload before its hour takes off is said of nothing', () => {
    expect(publish(2, { en: edition(2) }).editions.en?.embargo).toBeNull();
  });

  test('never makes what readers have withheld, whatever comes after what', () => {
    const days = fc.integer({ min: 1, max: 9 });
    const upload = fc.record({ embargo: fc.option(days), isTaken: fc.boolean() });
    const seen = new Set<string>();
    fc.assert(
      fc.property(fc.array(upload, { minLength: 1, maxLength: 9 }), (uploads) => {
        let before: Publication | undefined;
        for (const [index, { embargo: until, isTaken }] of uploads.entries()) {
          const version = index + 1;
          const changes = {
            embargo: until === null ? null : day(until),
            withdrawn: isTaken ? taken(version, version) : null,
          };
          const head = aHead({ version, editions: { en: edition(version, changes) } });
          const editions = editionsNow(head, before, at(version));
          before = revise(head, editions, before, address, at(version)) ?? before;
          for (const one of Object.values(editions)) seen.add(pubStatus(one));
        }
      }),
    );

    expect(seen).toEqual(new Set(['usable', 'canceled']));
  });

  test('is said of what was taken back after it, before anybody had seen the text', () => {
    const editions = { en: edition(1, { embargo, withdrawn: taken(2, 6) }) };

    expect(editionsNow(aHead({ editions }), undefined, at(6)).en).toMatchObject({ embargo, withdrawn: { version: 2 } });
  });

  test('is on the agenda while it lies ahead, each hour once, and not where the text was taken back', () => {
    const editions = {
      en: edition(1, { embargo }),
      fr: edition(1, { embargo }),
      ar: edition(1, { embargo: day(7) }),
      es: edition(1, { embargo: day(8), withdrawn: taken(2, 2) }),
      de: edition(1),
    };

    expect(embargoesAhead({ editions }, at(1))).toEqual([day(5), day(7)]);
    expect(embargoesAhead({ editions }, at(5))).toEqual([day(7)]);
  });
});

describe('a late translation', () => {
  test('is new in its language and leaves the others as they are', () => {
    const first = publish(1, { en: edition(1) });
    const second = publish(2, { en: edition(1), ar: edition(2) }, first);

    expect(second.editions.en).toEqual(first.editions.en);
    expect(second.editions.ar).toMatchObject({ version: 2, firstPublished: day(2), modified: day(2) });
    expect(second.firstPublished).toBe(day(1));
  });
});

describe('a withdrawal', () => {
  const first = publish(1, { en: edition(1), ar: edition(1) });
  const second = publish(2, { en: edition(1, { withdrawn: taken(2, 2) }), ar: edition(1) }, first);

  test('puts a notice in the place of the language, and keeps no history of its text', () => {
    expect(second.editions.en).toEqual({
      ...{ version: 2, contentHash: 'content 1', hash: 'text 1', firstPublished: day(1), modified: day(2) },
      ...{ history: [], embargo: null },
      withdrawn: { version: 2, contentHash: 'content 2', instant: day(2) },
    });
    expect(second.editions.ar).toEqual(first.editions.ar);
  });

  test('seen again changes nothing; with another note it keeps its hour', () => {
    const again = publish(2, { en: edition(1, { withdrawn: taken(2, 2) }), ar: edition(1) }, second, 4);
    const noted = publish(3, { en: edition(1, { withdrawn: taken(3, 3) }), ar: edition(1) }, second);

    expect(again).toEqual(second);
    expect(noted.editions.en).toMatchObject({
      modified: day(3),
      withdrawn: { version: 3, contentHash: 'content 3', instant: day(2) },
    });
  });

  test('of what nobody could know yet is told to nobody', () => {
    const early = { en: edition(1, { embargo: day(5), withdrawn: taken(2, 2) }) };

    expect(editionsNow(aHead({ editions: early }), undefined, at(9))).toEqual({});
  });

  test('that overtook its text stands in its place all the same', () => {
    const editions = editionsNow(aHead({ editions: { en: edition(1, { withdrawn: taken(2, 2) }) } }), undefined, at(3));

    expect(editions.en).toMatchObject({ firstPublished: day(3), withdrawn: { instant: day(3) } });
  });

  test('that is taken back publishes the text anew at its old place, without the history of before', () => {
    const third = publish(3, { en: edition(3), ar: edition(1) }, second);

    expect(third.editions.en).toMatchObject({ version: 3, firstPublished: day(1), modified: day(3), withdrawn: null });
    expect(third.editions.en?.history).toHaveLength(1);
  });
});

describe('the month in an address', () => {
  test("is that of the release's date", () => {
    expect(addressMonth({ date: '2026-03-09' }, new Date('2027-01-01T00:00:00Z'))).toEqual({
      year: '2026',
      month: '03',
    });
  });

  test('is that of the day in UTC where the release has no date', () => {
    expect(addressMonth({ date: null }, new Date('2026-12-31T23:59:59Z'))).toEqual({ year: '2026', month: '12' });
  });
});
