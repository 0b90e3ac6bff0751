import { expect, test } from 'vitest';
import { mailsInWords } from '../../cli/progress.ts';
import { aProgress } from '../functions/receipts/samples.ts';

const { mails } = aProgress();
const bulletin = {
  ...mails,
  ...{ occasion: 'publication' as const, isEstimate: false, later: 0, quota: null, secondsLeft: null },
  ...{ isDayTooShort: false, paused: null },
};

test.each([
  ['all of the audience', [bulletin], '9 planned'],
  ['a part of the audience', [{ ...bulletin, isEstimate: true }], 'about 9 planned'],
  ['one bulletin of two', [bulletin, { ...bulletin, planned: null }], 'about 9 planned'],
])('what is counted of %s is told as what it is', (_, bulletins, words) => {
  expect(mailsInWords({ mails, bulletins }).split(',')[0]).toBe(words);
});
