import { expect, test } from 'vitest';
import { nextTold } from '../../../functions/clock/push-life.ts';

const at = '2026-11-25T10:00:00.000Z';
const minutesLater = (minutes: number): Date => new Date(Date.parse(at) + minutes * 60_000);

test.each([
  [1, 2],
  [2, 4],
  [30, 60],
  [60, 120],
  [600, 660],
  [14_000, 14_060],
])('%i minutes after a push, the press office is told again at minute %i', (now, next) => {
  expect(nextTold({ at }, minutesLater(now))).toBe(minutesLater(next).toISOString());
});

test('after ten days nobody who asked before it can be waiting any more', () => {
  expect(nextTold({ at }, minutesLater(10 * 24 * 60 + 1))).toBeNull();
});
