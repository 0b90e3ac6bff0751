// CloudWatch metrics, by a line of the log: no call, no right to any.
// (CloudWatch User Guide, "Specification: Embedded metric format")
import { METRICS } from '../core/metrics.ts';

export function count(values: Record<string, number>, now: Date): void {
  const Metrics = Object.keys(values).map((Name) => ({ Name, Unit: 'Count' }));
  const CloudWatchMetrics = [{ Namespace: METRICS, Dimensions: [[]], Metrics }];
  console.log(JSON.stringify({ _aws: { Timestamp: now.getTime(), CloudWatchMetrics }, ...values }));
}
