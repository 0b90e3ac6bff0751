import { describe, expect, test } from 'vitest';
import {
  BulletinDue,
  ChannelChanged,
  CopiesDue,
  DeliveryDue,
  FeedChanged,
  ReceiptDue,
  ReleaseAccepted,
  ReleaseChanged,
  VerificationDue,
} from '../../../functions/core/messages.ts';

const messages = {
  ReleaseAccepted: [ReleaseAccepted, { releaseId: 'r1' }],
  ReceiptDue: [ReceiptDue, { releaseId: 'r1' }],
  ReleaseChanged: [ReleaseChanged, { releaseId: 'r1', invalidates: null }],
  ChannelChanged: [ChannelChanged, { channel: 'en/topics/water', releaseId: 'r1', page: 1, invalidates: 'r1-2' }],
  BulletinDue: [BulletinDue, { releaseId: 'r1', occasion: 'publication', round: 1, shard: 63 }],
  VerificationDue: [VerificationDue, { request: 'q1' }],
  FeedChanged: [FeedChanged, { feed: 'en/rss.xml', releaseId: 'r1' }],
  DeliveryDue: [DeliveryDue, { feed: 'en/rss.xml', outlet: 'o1', retry: 0 }],
  CopiesDue: [CopiesDue, { releaseId: 'r1', occasion: 'publication', language: 'en', subscriberIds: ['s1'] }],
} as const;

describe.each(Object.entries(messages))('%s', (_, [schema, message]) => {
  test('is taken as it is', () => {
    expect(schema.parse(message)).toEqual(message);
  });

  test('carries nothing else: no address, no title gets into a queue by mistake', () => {
    expect(schema.safeParse({ ...message, address: 'reader@example.org' }).success).toBe(false);
  });

  test.each(Object.keys(message))('needs its %s', (name) => {
    expect(schema.safeParse({ ...message, [name]: undefined }).success).toBe(false);
  });
});

test.each([0, 51])('a message for %i subscribers is none: SES takes 1 to 50 at once', (count) => {
  const [schema, message] = messages.CopiesDue;

  expect(schema.safeParse({ ...message, subscriberIds: Array(count).fill('s') }).success).toBe(false);
});

test.each([-1, 0.5, 64])('the shard %j is no part of the audience', (shard) => {
  const [schema, message] = messages.BulletinDue;

  expect(schema.safeParse({ ...message, shard }).success).toBe(false);
});
