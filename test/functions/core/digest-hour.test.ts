import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayOf, daysBefore, hoursSince, isDue, nextHour, previousHour } from '../../../functions/core/digest-hour.ts';

const at = (instant: string) => new Date(instant);
const daily = (hour: number, timezone: string) => ({ frequency: 'daily' as const, hour, timezone });

/** The hours of a day and more, in UTC, at which it is due. */
const due = (rhythm: Parameters<typeof isDue>[0], from: string, hours = 24) =>
  Array.from({ length: hours }, (_, hour) => new Date(Date.parse(from) + hour * 3_600_000))
    .filter((hour) => isDue(rhythm, hour))
    .map((hour) => hour.toISOString().slice(0, 16));

describe('a daily digest is due', () => {
  test.each([
    ['at the hour in UTC', daily(8, 'UTC'), ['2026-03-09T08:00']],
    ['at the reader’s own hour', daily(8, 'Asia/Tokyo'), ['2026-03-09T23:00']],
    ['half an hour into it where the zone is half an hour off', daily(8, 'Asia/Kolkata'), ['2026-03-09T03:00']],
    ['at midnight', daily(0, 'Europe/Paris'), ['2026-03-09T23:00']],
  ])('%s', (_, rhythm, expected) => {
    expect(due(rhythm, '2026-03-09T00:00:00Z')).toEqual(expected);
  });

  test('once on the day on which the clocks skip its hour, and once on the day on which they repeat it', () => {
    expect(due(daily(2, 'Europe/Paris'), '2026-03-28T12:00:00Z')).toEqual(['2026-03-29T01:00']);
    expect(due(daily(2, 'Europe/Paris'), '2026-10-24T12:00:00Z', 25)).toEqual(['2026-10-25T00:00']);
  });

  test('every local day once, in every zone, at every hour, all year', () => {
    const zones = fc.constantFrom('Europe/Paris', 'America/Santiago', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC');

    fc.assert(
      fc.property(zones, fc.integer({ min: 0, max: 23 }), fc.nat(360), (zone, hour, day) => {
        const rhythm = daily(hour, zone);
        const first = nextHour(rhythm, new Date(Date.UTC(2026, 0, 1 + day)));
        const second = nextHour(rhythm, first);

        expect(previousHour(rhythm, second)).toEqual(first);
        expect(Date.parse(dayOf(zone, second)) - Date.parse(dayOf(zone, first))).toBe(86_400_000);
      }),
      { numRuns: 200 },
    );
  });
});

test('a weekly digest is due on Mondays, and the one before was a week ago, whatever the clocks did', () => {
  const weekly = { frequency: 'weekly' as const, hour: 8, timezone: 'Europe/Paris' };

  expect(due(weekly, '2026-03-22T00:00:00Z', 24 * 14)).toEqual(['2026-03-23T07:00', '2026-03-30T06:00']);
  expect(previousHour(weekly, at('2026-03-30T06:00:00Z'))).toEqual(at('2026-03-23T07:00:00Z'));
});

test('the hours since the last are all those that began, of a long silence the last', () => {
  const last = at('2026-03-09T05:00:00Z');

  expect(hoursSince(last, at('2026-03-09T05:59:59Z'), 24)).toEqual([]);
  expect(hoursSince(last, at('2026-03-09T07:10:00Z'), 24)).toEqual([
    at('2026-03-09T06:00:00Z'),
    at('2026-03-09T07:00:00Z'),
  ]);
  expect(hoursSince(last, at('2026-03-19T05:00:00Z'), 24)).toHaveLength(24);
  expect(hoursSince(last, at('2026-03-19T05:00:00Z'), 24).at(-1)).toEqual(at('2026-03-19T05:00:00Z'));
});

test('the days to look at hold all that a digest may tell of', () => {
  expect(daysBefore('daily', at('2026-03-09T08:00:00Z'))).toEqual(['2026-03-09', '2026-03-08']);
  expect(daysBefore('daily', at('2026-03-09T00:00:00Z'))).toEqual(['2026-03-09', '2026-03-08', '2026-03-07']);
  expect(daysBefore('weekly', at('2026-03-09T08:00:00Z'))).toHaveLength(9);
});
