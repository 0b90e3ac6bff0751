import { toHtml } from 'hast-util-to-html';
import { expect, test } from 'vitest';
import { phrases, segmentIn } from '../../../functions/pages/phrases.ts';

test('where a space alone became another, the spaces are marked: nothing else tells of the change', () => {
  const shown = phrases('Reservoir opens today', 'Reservoir\u2003opens today', segmentIn('en'));

  expect(toHtml(shown)).toBe('Reservoir<del> </del><ins>\u2003</ins>opens today');
});
