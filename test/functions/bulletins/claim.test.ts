import { expect, test } from 'vitest';
import { standing } from '../../../functions/bulletins/claim.ts';
import type { Subscriber } from '../../../functions/core/subscriber.ts';

const reader = (state: Subscriber['state']): Subscriber => ({
  ...{ id: 's', address: 's@example.org', languages: ['en'], topics: [], frequency: 'immediate' as const },
  ...{ timezone: 'UTC', consent: 'form', state },
});

test.each([
  ['is active is written to', reader('active'), false, 'send'],
  ['has left is not', reader('unsubscribed'), false, 'UNSUBSCRIBED'],
  ['is suppressed is not', reader('active'), true, 'SUPPRESSED'],
  ['left after a bounce counts as suppressed', reader('unsubscribed'), true, 'SUPPRESSED'],
  ['was erased leaves no trace', undefined, false, 'gone'],
  ['was erased after a complaint stays suppressed', undefined, true, 'SUPPRESSED'],
] as const)('who %s', (_, subscriber, suppressed, expected) => {
  expect(standing(subscriber, suppressed)).toBe(expected);
});
