import { describe, expect, test } from 'vitest';
import { copiesAgain, GRACE, isOverdue, isSettled } from '../../../functions/clock/reconcile.ts';
import { LedgerState } from '../../../functions/core/bulletin.ts';
import { CopiesDue } from '../../../functions/core/messages.ts';

const now = new Date('2026-03-09T08:00:00.000Z');
const ago = (milliseconds: number) => new Date(now.getTime() - milliseconds).toISOString();
const row = (state: string, at = ago(GRACE), subscriberId = 's') => ({ subscriberId, state, at, language: 'en' });

const open = ['CLAIMED', 'UNKNOWN', 'FREE'];

describe('a mail', () => {
  test.each(LedgerState.options)('that is %s is settled, or else overdue once the grace period is over', (state) => {
    expect(isSettled(row(state))).toBe(!open.includes(state));
    expect(isOverdue(row(state), now)).toBe(open.includes(state));
  });

  test.each(open)('that is %s within the grace period is left to its events', (state) => {
    expect(isOverdue(row(state, ago(GRACE - 1)), now)).toBe(false);
    expect(isOverdue(row(state, ago(0)), now)).toBe(false);
    expect(isSettled(row(state, ago(0)))).toBe(false);
  });
});

describe('the copies to send again', () => {
  const bulletin = { releaseId: 'r1', occasion: 'publication' as const };

  test('go by language, at most 50 in a message, each once', () => {
    const english = Array.from({ length: 51 }, (_, index) => row('FREE', ago(GRACE), `e${index}`));
    const arabic = { ...row('FREE', ago(GRACE), 'a1'), language: 'ar' };

    const messages = copiesAgain([...english, arabic], bulletin);

    expect(messages.map(({ language, subscriberIds }) => [language, subscriberIds.length])).toEqual([
      ['en', 50],
      ['en', 1],
      ['ar', 1],
    ]);
    expect(new Set(messages.flatMap(({ subscriberIds }) => subscriberIds)).size).toBe(52);
    expect(messages.every((message) => CopiesDue.safeParse(message).success)).toBe(true);
  });

  test('are none for rows that never had a language', () => {
    expect(copiesAgain([{ ...row('FREE'), language: undefined }], bulletin)).toEqual([]);
    expect(copiesAgain([], bulletin)).toEqual([]);
  });
});
