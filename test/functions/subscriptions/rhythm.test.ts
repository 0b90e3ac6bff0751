import { expect, test } from 'vitest';
import type { Subscriber, Wishes } from '../../../functions/core/subscriber.ts';
import { formerRhythm } from '../../../functions/subscriptions/rhythm.ts';

// A Wednesday, half past ten in Paris.
const now = new Date('2026-03-11T09:30:00.000Z');

const rhythm = (frequency: Subscriber['frequency'], hour = 8, former: Subscriber['formerRhythm'] = null) => ({
  ...{ frequency, hour, timezone: 'Europe/Paris', formerRhythm: former },
});
const wishes = (frequency: Subscriber['frequency'], hour = 8): Wishes => ({
  ...{ languages: ['en'], standIn: false, topics: [], frequency, hour, timezone: 'Europe/Paris', pausedUntil: null },
});

test.each([
  ['who had each release at once has had them all', rhythm('immediate'), '2026-03-11T09:30:00.000Z'],
  ['who had a digest each day has had them until today’s', rhythm('daily'), '2026-03-11T07:00:00.000Z'],
  ['who had one at noon has had them until yesterday’s', rhythm('daily', 12), '2026-03-10T11:00:00.000Z'],
  ['who had one a week has had them until Monday', rhythm('weekly'), '2026-03-09T07:00:00.000Z'],
  [
    'who chose otherwise an hour ago has had what they had then',
    rhythm('daily', 8, { at: '2026-03-11T08:30:00.000Z', had: '2026-03-09T07:00:00.000Z' }),
    '2026-03-09T07:00:00.000Z',
  ],
])('%s', (_, before, had) => {
  expect(formerRhythm(before, wishes('weekly', 18), now)).toEqual({ at: now.toISOString(), had });
});

test('who keeps their rhythm keeps what is remembered of the one before', () => {
  const former = { at: '2026-03-01T00:00:00.000Z', had: '2026-03-01T00:00:00.000Z' };

  expect(formerRhythm(rhythm('daily', 8, former), wishes('daily'), now)).toEqual(former);
});
