import { describe, expect, test } from 'vitest';
import { audienceOf } from '../../../functions/bulletins/audience.ts';
import type { LedgerRow } from '../../../functions/core/ledger.ts';
import type { PublishedEdition } from '../../../functions/core/publication.ts';
import { aPublication, published } from '../../templates/samples.ts';
import { now, reader, row } from './readers.ts';

const first = '2026-03-09T08:00:00.000Z';
const later = '2026-03-10T08:00:00.000Z';
const none = { kind: 'none' };

describe('on a publication', () => {
  const audience = audienceOf({ kind: 'publication' }, aPublication(['en', 'fr', 'ar']), now);

  test.each([
    ['reads Arabic before English', { languages: ['ar', 'en'] }, { kind: 'copy', language: 'ar' }],
    ['reads what the release lacks, then French', { languages: ['de', 'fr'] }, { kind: 'copy', language: 'fr' }],
    ['reads none of its languages', { languages: ['de', 'he'] }, none],
    ['lets another stand in', { languages: ['de'], standIn: true }, { kind: 'copy', language: 'en' }],
    [
      'has one of theirs, whatever stands in',
      { languages: ['de', 'ar'], standIn: true },
      { kind: 'copy', language: 'ar' },
    ],
    ['asked for a pause', { pausedUntil: '2026-03-11' }, none],
    ['has had their pause', { pausedUntil: '2026-03-10' }, { kind: 'copy', language: 'en' }],
    [
      'has it no more, by the clocks of their zone',
      { pausedUntil: '2026-03-11', timezone: 'Asia/Tokyo' },
      { kind: 'copy', language: 'en' },
    ],
    ['has left', { state: 'unsubscribed' as const }, none],
    ['wants another topic', { topics: ['health'] }, none],
    ['wants one of its topics', { topics: ['health', 'water'] }, { kind: 'copy', language: 'en' }],
    ['reads a digest', { frequency: 'weekly' as const }, { kind: 'later' }],
    ['reads a digest of another topic', { frequency: 'daily' as const, topics: ['health'] }, none],
  ])('who %s', (_, changes, expected) => {
    expect(audience(reader('s', changes), undefined)).toEqual(expected);
  });

  test('a release without topics is for who chose some, too', () => {
    const all = audienceOf({ kind: 'publication' }, aPublication(['en'], { topics: [] }), now);

    expect(all(reader('s', { topics: ['health'] }), undefined)).toEqual({ kind: 'copy', language: 'en' });
  });

  test('a language that was withdrawn is offered to nobody', () => {
    const withdrawn = { version: 2, contentHash: '2', instant: later };
    const editions = { en: { ...published(first), withdrawn }, fr: published(first) };
    const rest = audienceOf({ kind: 'publication' }, aPublication([], { editions }), now);

    expect(rest(reader('s', { languages: ['en', 'fr'] }), undefined)).toEqual({ kind: 'copy', language: 'fr' });
    expect(rest(reader('s'), undefined)).toEqual(none);
  });
});

const corrected: PublishedEdition = { ...published(first, later), version: 2 };

describe('on a correction', () => {
  const editions = { en: corrected, fr: published(first), ar: { ...published(later), version: 2 } };
  const audience = audienceOf({ kind: 'correction', version: 2 }, aPublication([], { editions }), now);
  const told = (earlier: LedgerRow | undefined, changes = {}) => audience(reader('s', changes), earlier);

  test.each<[string, Partial<LedgerRow>, object]>([
    ['had the earlier version', {}, { kind: 'copy', language: 'en' }],
    ['had the corrected text at once', { version: 2 }, none],
    ['had another language, which was not corrected', { language: 'fr' }, none],
    ['had a language that came with the correction', { language: 'ar', version: 2 }, none],
    ['has a copy under way', { state: 'CLAIMED' }, { kind: 'waits' }],
    ['may have had a copy', { state: 'UNKNOWN' }, { kind: 'waits' }],
    ['was refused the copy for now', { state: 'FREE' }, none],
    ['never got it', { state: 'FAILED' }, none],
  ])('who %s', (_, changes, expected) => {
    expect(told(row('s', changes))).toEqual(expected);
  });

  test('who had none gets none, and who has left neither', () => {
    expect(told(undefined)).toEqual(none);
    expect(told(row('s', { state: 'UNSUBSCRIBED' }))).toEqual(none);
    expect(told(row('s'), { state: 'unsubscribed' })).toEqual(none);
  });

  test('who asked for a pause gets none', () => {
    expect(told(row('s'), { pausedUntil: '2026-12-24' })).toEqual(none);
  });

  test('the mail is in the language they had it in, also where they like another one better that came since', () => {
    expect(told(row('s'), { languages: ['ar', 'en'] })).toEqual({ kind: 'copy', language: 'en' });
  });

  test('that was corrected once more is nobody’s any more', () => {
    const again = aPublication([], { editions: { en: { ...corrected, version: 3 } } });

    expect(audienceOf({ kind: 'correction', version: 2 }, again, now)(reader('s'), row('s'))).toEqual(none);
    expect(audienceOf({ kind: 'correction', version: 3 }, again, now)(reader('s'), row('s', { version: 2 }))).toEqual({
      ...{ kind: 'copy', language: 'en' },
    });
  });
});

describe('on a withdrawal', () => {
  const withdrawn = { version: 3, contentHash: '3', instant: later };
  const editions = { en: { ...corrected, version: 3, withdrawn }, fr: published(first) };
  const audience = audienceOf({ kind: 'withdrawal', version: 3 }, aPublication([], { editions }), now);

  test.each<[string, Partial<LedgerRow> | null, object]>([
    ['had any version', { version: 2 }, { kind: 'copy', language: 'en' }],
    ['had it in a language that is still to be read', { language: 'fr' }, none],
    ['never had it', null, none],
    ['has a copy under way', { state: 'CLAIMED' }, { kind: 'waits' }],
  ])('who %s', (_, changes, expected) => {
    expect(audience(reader('s'), changes === null ? undefined : row('s', changes))).toEqual(expected);
  });
});
