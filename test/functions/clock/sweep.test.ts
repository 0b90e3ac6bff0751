import { expect, test } from 'vitest';
import { eventFor, isHour, lostUploads } from '../../../functions/clock/sweep.ts';
import type { InboxObject } from '../../../functions/core/inbox.ts';
import { InboxEvent } from '../../../functions/core/messages.ts';

const now = new Date('2026-05-03T12:00:30Z');

const stored = (changes: Partial<InboxObject> = {}): InboxObject => ({
  ...{ key: 'gauge.txt', size: 300, etag: 'aaa', modified: new Date('2026-05-03T10:00:00Z') },
  ...changes,
});

test.each([
  ['never read', stored(), [], 1],
  ['read to the end', stored(), [{ key: 'gauge.txt', etag: 'aaa' }], 0],
  ['read in an older version only', stored(), [{ key: 'gauge.txt', etag: 'older' }], 1],
  ['uploaded less than an hour ago', stored({ modified: new Date('2026-05-03T11:30:00Z') }), [], 0],
  ['a folder of the console', stored({ key: 'may/', size: 0 }), [], 0],
])('an upload that was %s', (_, object, read, count) => {
  expect(lostUploads([object], read, now)).toHaveLength(count);
});

test('what is sent again is an event that ingest takes, with its key as S3 writes it', () => {
  const event = InboxEvent.parse(eventFor(stored({ key: 'été & mai/new gauge.txt' })));

  expect(event.Records[0]).toEqual({
    eventTime: '2026-05-03T10:00:00.000Z',
    s3: { object: { key: '%C3%A9t%C3%A9+%26+mai%2Fnew+gauge.txt', size: 300, eTag: 'aaa' } },
  });
});

test('the inbox is looked through once an hour', () => {
  expect([now, new Date('2026-05-03T12:01:00Z')].map(isHour)).toEqual([true, false]);
});
