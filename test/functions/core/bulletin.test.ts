import { describe, expect, test } from 'vitest';
import { digestAt, kindOf, Occasion, occasionsOf } from '../../../functions/core/occasion.ts';
import { aPublication, published } from '../../templates/samples.ts';

const [first, later] = ['2026-03-09T08:00:00.000Z', '2026-03-10T08:00:00.000Z'];

describe('an occasion', () => {
  test.each([
    ['publication', { kind: 'publication' }],
    ['correction-3', { kind: 'correction', version: 3 }],
    ['withdrawal-12', { kind: 'withdrawal', version: 12 }],
    ['daily-20261125T07', { kind: 'digest', frequency: 'daily', hour: new Date('2026-11-25T07:00:00Z') }],
    ['weekly-20261123T23', { kind: 'digest', frequency: 'weekly', hour: new Date('2026-11-23T23:00:00Z') }],
  ])('%s', (name, kind) => {
    expect(kindOf(Occasion.parse(name))).toEqual(kind);
    // A tag of SES. (API_MessageTag)
    expect(name).toMatch(/^[\w-]+$/);
  });

  test.each(['', 'correction', 'correction-0', 'correction--1', 'correction-1.5', 'daily', 'daily-2026-11-25', 'x'])(
    'is not "%s"',
    (name) => {
      expect(Occasion.safeParse(name).success).toBe(false);
    },
  );

  test('of a digest is named by its hour', () => {
    expect(digestAt('weekly', new Date('2026-11-23T23:00:00Z'))).toBe('weekly-20261123T23');
  });
});

describe('what there is to write about', () => {
  const corrected = { ...published(first, later), version: 2 };
  const taken = { ...published(first), version: 3, withdrawn: { version: 3, contentHash: '3', instant: later } };

  test.each([
    ['a new release', { en: published(first), fr: published(first) }, ['publication']],
    ['a late translation', { en: published(first), fr: { ...published(later), version: 2 } }, ['publication']],
    ['a correction', { en: corrected, fr: published(first) }, ['publication', 'correction-2']],
    [
      'two corrections',
      { en: corrected, fr: { ...corrected, version: 4 } },
      ['publication', 'correction-2', 'correction-4'],
    ],
    ['one correction of two languages', { en: corrected, fr: corrected }, ['publication', 'correction-2']],
    ['a language that was withdrawn', { en: taken, fr: published(first) }, ['publication', 'withdrawal-3']],
    ['a release that was withdrawn', { en: taken, fr: taken }, ['withdrawal-3']],
    ['nothing', {}, []],
  ])('of %s', (_, editions, expected) => {
    expect(occasionsOf(aPublication([], { editions }))).toEqual(expected);
  });
});

test('a withdrawal that is said once more is no news: the first one’s readers are told, with what the last says', () => {
  const withdrawn = { version: 4, contentHash: '4', instant: later, first: 3 };
  const editions = { en: { ...published(first), version: 4, withdrawn } };

  expect(occasionsOf(aPublication([], { editions }))).toEqual(['withdrawal-3']);
});
