import { afterEach, expect, test, vi } from 'vitest';
import { METRICS, PAUSED } from '../../../functions/core/metrics.ts';
import { count } from '../../../functions/io/metrics.ts';
import { takeMetrics } from '../../../infra/local/metrics.ts';

afterEach(() => vi.restoreAllMocks());

test('what a function counts is a metric of CloudWatch, by a line of its log, and here too', () => {
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  const now = new Date('2026-03-09T08:00:00.000Z');
  count({ [PAUSED]: 2 }, now);
  const metrics = new Map<string, number>();

  expect(JSON.parse(lines[0] ?? '')).toEqual({
    _aws: {
      Timestamp: now.getTime(),
      CloudWatchMetrics: [{ Namespace: METRICS, Dimensions: [[]], Metrics: [{ Name: PAUSED, Unit: 'Count' }] }],
    },
    [PAUSED]: 2,
  });
  expect(takeMetrics(lines[0] ?? '', metrics)).toBe(true);
  expect(metrics).toEqual(new Map([[`${METRICS}/${PAUSED}`, 2]]));
});

test('any other line is for people', () => {
  const metrics = new Map<string, number>();

  expect(takeMetrics('{"stage":"clock","outcome":"reconciled"}', metrics)).toBe(false);
  expect(takeMetrics('not JSON', metrics)).toBe(false);
  expect(metrics.size).toBe(0);
});
