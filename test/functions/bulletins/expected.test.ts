// Copies that somebody may be about to send count as claimed, for as long as a sender lives.
import { expect, test } from 'vitest';
import { expectedRows, withExpected } from '../../../functions/bulletins/expected.ts';
import type { LedgerRow } from '../../../functions/core/ledger.ts';

const at = '2026-03-09T08:00:00.000Z';
const attempt = { attempt: 'one', at, language: 'ar', subscriberIds: ['a', 'b', 'c'] };
const claimed = { language: 'ar', version: 0, state: 'CLAIMED', attempt: 'one', at };

const row = (subscriberId: string, state: LedgerRow['state']): LedgerRow => ({ subscriberId, state, at });

test('a call that is noted makes its readers expect a copy of any version before', () => {
  const expected = expectedRows([attempt], '2026-03-09T08:09:00.000Z');

  expect([...expected.values()]).toEqual(['a', 'b', 'c'].map((subscriberId) => ({ subscriberId, ...claimed })));
});

test('one that is older than any sender says nothing', () => {
  expect(expectedRows([attempt], '2026-03-09T08:10:00.000Z').size).toBe(0);
});

test('what ended stands; who has nothing yet, or was refused, is expected', () => {
  const rows = new Map([row('a', 'SENT'), row('b', 'FREE'), row('d', 'FREE')].map((one) => [one.subscriberId, one]));

  const seen = withExpected(rows, expectedRows([attempt], at));

  expect(['a', 'b', 'c', 'd'].map((id) => seen.get(id)?.state)).toEqual(['SENT', 'CLAIMED', 'CLAIMED', 'FREE']);
});
