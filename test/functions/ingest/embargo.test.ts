import { describe, expect, test } from 'vitest';
import { embargo } from '../../../functions/ingest/embargo.ts';

describe('an embargo', () => {
  test.each([
    ['in UTC', '2026-12-01T08:00Z', '2026-12-01T08:00:00.000Z'],
    ['in UTC, said so', '2026-12-01 08:00 UTC', '2026-12-01T08:00:00.000Z'],
    ['with an offset', '2026-12-01T09:00:30+01:00', '2026-12-01T08:00:30.000Z'],
    ['with an offset behind UTC', '2026-12-01 09:00 -05:00', '2026-12-01T14:00:00.000Z'],
    ['in a named zone, in winter', '2026-12-01 09:00 Europe/Paris', '2026-12-01T08:00:00.000Z'],
    ['in a named zone, in summer', '2026-07-01 09:00 Europe/Paris', '2026-07-01T07:00:00.000Z'],
    ['in a zone of quarter hours', '2026-12-01 09:00 Asia/Kathmandu', '2026-12-01T03:15:00.000Z'],
    ['in the zone furthest ahead', '2026-12-01 09:00 Pacific/Kiritimati', '2026-11-30T19:00:00.000Z'],
    ['in a zone with a long name', '2026-12-01 09:00 America/Argentina/Buenos_Aires', '2026-12-01T12:00:00.000Z'],
    ['in a zone with a number', '2026-12-01 09:00 Etc/GMT+5', '2026-12-01T14:00:00.000Z'],
    ['right before the clocks skip', '2026-03-29 01:59 Europe/Paris', '2026-03-29T00:59:00.000Z'],
    ['right after the clocks skipped', '2026-03-29 03:00 Europe/Paris', '2026-03-29T01:00:00.000Z'],
    ['on a leap day', '2028-02-29 00:00 UTC', '2028-02-29T00:00:00.000Z'],
  ])('%s is an instant', (_, text, instant) => {
    expect(embargo(text)).toEqual({ instant });
  });

  test.each([
    ['without a zone', '2026-12-01 09:00', /has no zone/],
    ['without an hour', '2026-12-01', /no date with an hour/],
    ['in words', 'tomorrow at nine', /no date with an hour/],
    ['in a zone that is not one', '2026-12-01 09:00 Europe/Atlantis', /zone that doesn't exist/],
    ['in an abbreviated zone, which may be any of several', '2026-12-01 09:00 CST', /no date with an hour/],
    ['in the hour that the clocks skip', '2026-03-29 02:30 Europe/Paris', /hour that the clocks skip/],
    ['in the hour that comes twice', '2026-10-25 02:30 Europe/Paris', /comes twice/],
    ['on 30 February in UTC', '2026-02-30 09:00 UTC', /doesn't exist/],
    ['on 30 February somewhere', '2026-02-30 09:00 Europe/Paris', /doesn't exist/],
    ['in a year without a leap day', '2027-02-29 09:00 UTC', /doesn't exist/],
    ['at 25 hours', '2026-12-01 25:00 UTC', /doesn't exist/],
    ['with an offset of four days', '2026-12-01 09:00+99:00', /doesn't exist/],
  ])('%s is refused, with a way to write it', (_, text, sentence) => {
    const { fault } = { fault: '', ...embargo(text) };

    expect(fault).toMatch(sentence);
    expect(fault).toContain(`"${text}"`);
    expect(fault).toContain('2026-12-01 09:00 Europe/Paris');
  });
});
