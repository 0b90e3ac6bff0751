import { expect, test } from 'vitest';
import { noMails } from '../../../functions/core/bulletin.ts';
import { outlook, wording } from '../../../functions/receipts/wording.ts';

const words = wording({ languages: ['en'], zone: 'UTC' });

const left = (secondsLeft: number) => {
  const bulletin = { ...noMails, planned: 1, occasion: 'publication' as const, isEstimate: false, later: 0 };
  const rest = { quota: null, isDayTooShort: false, paused: null };
  return outlook(
    { mails: { ...noMails, planned: 1 }, bulletins: [{ ...bulletin, ...rest, secondsLeft }] },
    words,
  ).join();
};

test.each([
  [1, '1 second'],
  [59, '59 seconds'],
  [60, '1 minute'],
  [61, '1 minute, 1 second'],
  [3600, '1 hour'],
  [86_400, '1 day'],
  [93_600, '1 day, 2 hours'],
  [86_401, '1 day'],
])('%i seconds are said as %s', (seconds, said) => {
  expect(left(seconds)).toMatch(new RegExp(`\\b${said}(?!, \\d)`));
});
