// A million mails at list prices.
import type { Counts } from './cost.ts';
import { prices } from './prices.ts';
import { MEMORY, WHOLE } from './setting.ts';

/** Milliseconds that a feedback function waits for DynamoDB: a write, and often a read after it. */
export const FEEDBACK_WAIT = 20;

type Durations = { planCpuSeconds: number; sendSeconds: number };

export type Line = { what: string; count: string; dollars: number };

const whole = (count: number): string => Math.round(count).toLocaleString('en');

/** A function's time is its processor time, of which it has a part, and what it waits for. */
const onLambda = (cpuSeconds: number): number => (cpuSeconds * WHOLE) / MEMORY;
const gigabytes = (seconds: number): number => (seconds * MEMORY) / 1024;

export function bill(counts: Counts, { planCpuSeconds, sendSeconds }: Durations): Line[] {
  const invocations = counts.plan + counts.send + counts.feedback;
  const feedbackSeconds = onLambda(counts.feedbackCpuSeconds) + (counts.feedback * FEEDBACK_WAIT) / 1000;
  const seconds = onLambda(planCpuSeconds) + sendSeconds + feedbackSeconds;
  const line = (what: string, count: number, each: number): Line => ({
    ...{ what, count: whole(count), dollars: count * each },
  });
  return [
    line(`DynamoDB, units written (in ${whole(counts.writes)} requests)`, counts.writeUnits, prices.writeUnit),
    line(`DynamoDB, units read (in ${whole(counts.reads)} requests)`, counts.readUnits, prices.readUnit),
    line('SQS, requests', counts.queueSends + counts.queuePolls, prices.queueRequest),
    line('SNS, events published by SES', counts.events, prices.notification),
    line('Lambda, invocations', invocations, prices.invocation),
    line('Lambda, GB-seconds', gigabytes(seconds), prices.gigabyteSecond),
    line('S3, texts read', counts.objects, prices.object),
    line('CloudWatch Logs, bytes of our own lines', counts.logBytes, prices.logByte),
  ];
}
