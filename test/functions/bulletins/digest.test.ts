import { describe, expect, test } from 'vitest';
import { digestAudience } from '../../../functions/bulletins/digest.ts';
import type { Publication } from '../../../functions/core/publication.ts';
import type { Subscriber } from '../../../functions/core/subscriber.ts';
import { aPublication, published } from '../../templates/samples.ts';
import { now, reader } from './readers.ts';

// A Monday.
const hour = new Date('2026-03-09T08:00:00.000Z');
const [yesterday, before] = ['2026-03-08T20:00:00.000Z', '2026-03-07T10:00:00.000Z'];

const change = (releaseId: string, editions: Publication['editions'], topics: string[] = []) =>
  aPublication([], { releaseId, editions, topics, firstPublished: Object.values(editions)[0]?.firstPublished ?? '' });

const daily = (changes: Partial<Subscriber> = {}) => reader('s', { frequency: 'daily', ...changes });
const share = (releases: Publication[], member = daily()) =>
  digestAudience(member.frequency === 'weekly' ? 'weekly' : 'daily', hour, releases, now.newsroom)(member, undefined);

describe('a digest', () => {
  test('has what came out since the one before, newest first, each in the first of the reader’s languages', () => {
    const older = change('older', { en: published('2026-03-08T09:00:00.000Z') });
    const newer = change('newer', { en: published(yesterday), fr: published(yesterday) });

    expect(share([older, newer], daily({ languages: ['fr', 'en'] }))).toEqual({
      ...{ kind: 'copy', language: 'fr' },
      entries: [
        { releaseId: 'newer', language: 'fr', status: 'new' },
        { releaseId: 'older', language: 'en', status: 'new' },
      ],
    });
  });

  test.each<[string, Publication['editions'], string | undefined]>([
    ['came out in its time', { en: published(yesterday) }, 'new'],
    ['came out in the hour of the one before', { en: published('2026-03-08T08:00:00.000Z') }, undefined],
    ['came out in its own hour', { en: published('2026-03-09T08:00:00.000Z') }, 'new'],
    ['came out after it', { en: published('2026-03-09T08:00:01.000Z') }, undefined],
    ['came out before, and was corrected', { en: published(before, yesterday) }, 'corrected'],
    ['came out and was corrected in its time', { en: published(yesterday, '2026-03-09T01:00:00.000Z') }, 'new'],
    [
      'came out before, and was withdrawn',
      { en: { ...published(before), withdrawn: { version: 2, contentHash: '2', instant: yesterday } } },
      'withdrawn',
    ],
    [
      'came out and was withdrawn in its time',
      { en: { ...published(yesterday), withdrawn: { version: 2, contentHash: '2', instant: yesterday } } },
      undefined,
    ],
    ['is in a language that the reader doesn’t read', { ar: published(yesterday) }, undefined],
  ])('and a release that %s', (_, editions, status) => {
    expect(share([change('r1', editions)])).toEqual(
      status === undefined
        ? { kind: 'none' }
        : { kind: 'copy', language: 'en', entries: [{ releaseId: 'r1', language: 'en', status }] },
    );
  });

  test.each<[string, Partial<Subscriber>, boolean]>([
    ['at their hour', {}, true],
    ['at another hour', { hour: 9 }, false],
    ['at the same hour of their own zone', { hour: 17, timezone: 'Asia/Tokyo' }, true],
    ['once a week, on Monday', { frequency: 'weekly' }, true],
    ['who have left', { state: 'unsubscribed' }, false],
    ['who asked for a pause', { pausedUntil: '2026-03-10' }, false],
    ['whose pause ends that day', { pausedUntil: '2026-03-09' }, true],
    ['who get each release at once', { frequency: 'immediate' }, false],
    ['of other topics', { topics: ['health'] }, false],
  ])('is for readers %s', (_, changes, isTheirs) => {
    const released = change('r1', { en: published(yesterday) }, ['water']);

    expect(share([released], daily(changes)).kind).toBe(isTheirs ? 'copy' : 'none');
  });

  test.each<[string, Subscriber['formerRhythm'], string[]]>([
    ['who chose it a while ago', { at: '2026-03-01T00:00:00.000Z', had: '2026-03-01T00:00:00.000Z' }, ['new', 'old']],
    [
      'who had each at once until yesterday noon',
      { at: '2026-03-08T12:00:00.000Z', had: '2026-03-08T12:00:00.000Z' },
      ['new'],
    ],
    [
      'who had a weekly one until yesterday noon',
      { at: '2026-03-08T12:00:00.000Z', had: '2026-03-02T08:00:00.000Z' },
      ['new', 'old', 'older'],
    ],
  ])('has, for readers %s, what they have not had', (_, formerRhythm, ids) => {
    const releases = [
      change('older', { en: published('2026-03-07T09:00:00.000Z') }),
      change('old', { en: published('2026-03-08T09:00:00.000Z') }),
      change('new', { en: published(yesterday) }),
    ];
    const found = share(releases, daily({ formerRhythm }));

    expect(found.kind === 'copy' && found.entries?.map(({ releaseId }) => releaseId)).toEqual(ids);
  });

  test('that would be empty is none', () => {
    expect(share([])).toEqual({ kind: 'none' });
  });

  test('holds thirty, the newest', () => {
    const many = Array.from({ length: 40 }, (_, minute) =>
      change(`r${minute}`, { en: published(`2026-03-08T20:${String(minute).padStart(2, '0')}:00.000Z`) }),
    );
    const found = share(many);

    expect(found.kind === 'copy' && found.entries).toHaveLength(30);
    expect(found.kind === 'copy' && found.entries?.[0]?.releaseId).toBe('r39');
  });
});
