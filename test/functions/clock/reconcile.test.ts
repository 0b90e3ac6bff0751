import { describe, expect, test } from 'vitest';
import { copiesAgain, GRACE, verdict } from '../../../functions/clock/reconcile.ts';
import type { LedgerState } from '../../../functions/core/ledger.ts';
import { CopiesDue } from '../../../functions/core/messages.ts';
import { row } from '../bulletins/readers.ts';

const now = new Date('2026-03-09T08:00:00.000Z');
const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds).toISOString();
const call = (at: string) => ({ attempt: 'one', at, language: 'en', subscriberIds: ['a', 'b'] });
const left = (...states: LedgerState[]) => states.map((state, index) => row('ab'[index] ?? '', { state }));

describe('a call that was not ended', () => {
  test.each<[string, LedgerState[]]>([
    ['all its mails are sent', ['SENT', 'SENT']],
    ['all are settled', ['FAILED', 'UNSUBSCRIBED']],
  ])('is over as soon as %s', (_, states) => {
    expect(verdict(call(ago(0)), left(...states), now)).toEqual({ kind: 'ended' });
  });

  test.each<[string, LedgerState[]]>([
    ['claimed', ['SENT', 'CLAIMED']],
    ['unknown', ['UNKNOWN', 'SENT']],
    ['free', ['FREE', 'SENT']],
    ['not yet there', ['SENT']],
  ])('waits for the grace period while one is %s', (_, states) => {
    expect(verdict(call(ago(GRACE - 1)), left(...states), now)).toEqual({ kind: 'waits' });
  });

  test('has those of its mails sent again of which nobody knows then', () => {
    const rows = left('SENT', 'UNKNOWN');

    expect(verdict(call(ago(GRACE)), rows, now)).toEqual({ kind: 'overdue', subscriberIds: ['b'] });
  });

  test('leaves the mails alone that another attempt has', () => {
    const rows = [row('a'), row('b', { state: 'CLAIMED', attempt: 'another' })];

    expect(verdict(call(ago(GRACE)), rows, now)).toEqual({ kind: 'ended' });
  });
});

test('the copies to send again are at most 50 in a message, each once, of the same digest', () => {
  const ids = Array.from({ length: 51 }, (_, index) => `s${index}`);
  const entries = [{ releaseId: 'r2', language: 'en', status: 'new' as const }];

  const messages = copiesAgain(
    ids,
    { releaseId: 'digest', occasion: 'daily-20260309T08' },
    { language: 'en', entries },
  );

  expect(messages.map(({ subscriberIds }) => subscriberIds.length)).toEqual([50, 1]);
  expect(messages.flatMap(({ subscriberIds }) => subscriberIds)).toEqual(ids);
  expect(messages.every((message) => message.entries === entries && CopiesDue.safeParse(message).success)).toBe(true);
  expect(copiesAgain([], { releaseId: 'r1', occasion: 'publication' }, { language: 'en' })).toEqual([]);
});
