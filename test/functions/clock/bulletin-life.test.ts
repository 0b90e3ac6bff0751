import { describe, expect, test } from 'vitest';
import { DAY_IS_FULL, mayResume, nextStep } from '../../../functions/clock/bulletin-life.ts';
import { noMails, type Plan } from '../../../functions/core/bulletin.ts';
import { SHARDS } from '../../../functions/core/subscriber.ts';

const now = new Date('2026-03-09T08:00:00.000Z');
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString();

const plans = (round: number, changes: Partial<Plan> = {}): Plan[] =>
  Array.from({ length: SHARDS }, (_, shard) => ({
    ...{ shard, round, copies: 0, waiting: 0, later: 3, tally: noMails, part: 1 },
    ...(shard === 7 ? changes : {}),
  }));

const shards = Array.from({ length: SHARDS }, (_, shard) => shard);
const quiet = { bulletin: { round: 1, roundAt: ago(10), shards }, plans: plans(1), attempts: 0, messages: 0 };

describe('a bulletin under way', () => {
  test('is closed when the whole audience was planned and nothing was left to do', () => {
    expect(nextStep(quiet, now)).toBe('close');
    expect(nextStep({ ...quiet, messages: 9 }, now)).toBe('close');
    expect(nextStep({ ...quiet, bulletin: { ...quiet.bulletin, shards: [] }, plans: [] }, now)).toBe('close');
  });

  test.each<[string, Partial<typeof quiet>]>([
    ['copies were handed out', { plans: plans(1, { copies: 1 }) }],
    ['a mail was open', { plans: plans(1, { tally: { ...noMails, open: 1 } }) }],
    ['an earlier copy was under way', { plans: plans(1, { waiting: 1 }) }],
    ['a part of a shard was planned', { plans: plans(1, { part: 0.5 }) }],
    ['a shard was not planned', { plans: plans(1).slice(1) }],
    ['a shard was planned in an earlier round', { bulletin: { round: 2, roundAt: ago(10), shards } }],
  ])('is planned once more when all is quiet, where %s', (_, changes) => {
    expect(nextStep({ ...quiet, ...changes }, now)).toBe('plan');
  });

  test.each<[string, Partial<typeof quiet>]>([
    ['messages are on their way', { messages: 1 }],
    ['a call to SES has no known end', { attempts: 1 }],
    ['it was planned several times, the last time just now', { bulletin: { round: 5, roundAt: ago(3), shards } }],
  ])('waits while %s', (_, changes) => {
    expect(nextStep({ ...quiet, plans: plans(1, { copies: 1 }), ...changes }, now)).toBe('wait');
  });
});

describe('a pause', () => {
  const account = (changes: object = {}, maySend = true) => ({
    quota: { perSecond: 14, perDay: 1000, sentLastDay: 1000, ...changes },
    maySend,
  });

  test.each([
    ['the day is still full', DAY_IS_FULL, 60, account(), false],
    ['a little of the day is free', DAY_IS_FULL, 1, account({ sentLastDay: 990 }), false],
    ['so much of the day is free that it is worth it', DAY_IS_FULL, 1, account({ sentLastDay: 980 }), true],
    ['the day has no limit any more', DAY_IS_FULL, 1, account({ perDay: null }), true],
    ['the account may not send', 'ACCOUNT_SENDING_PAUSED', 60, account({}, false), false],
    ['the account may send, and it was a while ago', 'ACCOUNT_SENDING_PAUSED', 15, account(), true],
    ['it was a moment ago', 'MAIL_FROM_DOMAIN_NOT_VERIFIED', 14, account(), false],
  ])('where %s', (_, reason, minutes, told, expected) => {
    expect(mayResume({ reason, since: ago(minutes) }, told, now)).toBe(expected);
  });
});
