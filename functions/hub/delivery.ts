// How a feed is delivered to an outlet, and when it is tried again. (W3C WebSub, §7)
import { createHmac } from 'node:crypto';
import { feedLinks } from '../core/address.ts';
import type { Outlet } from '../core/outlet.ts';

type Feed = { body: Uint8Array; contentType: string };

/** §7: the feed's own type, its hub and its address; §7.1: signed where the outlet gave a secret, otherwise not. */
export const deliveryHeaders = ({ feed, secret }: Outlet, { body, contentType }: Feed, site: string) => ({
  'content-type': contentType,
  link: feedLinks(site, feed),
  ...(secret !== null && { 'x-hub-signature': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}` }),
});

export type Outcome = 'taken' | 'gone' | 'failed';

/** A redirect is a failure like any other; what the body says is not read. (§7) */
export function outcome(status: number): Outcome {
  if (status >= 200 && status < 300) return 'taken';
  return status === 410 ? 'gone' : 'failed';
}

/** Seconds. */
const [FIRST_PAUSE, LONGEST_PAUSE] = [10, 900];

/** Seconds until the next try after so many failed: twice as long each time, up to what SQS can hold a message. */
export const pauseAfter = (failures: number): number =>
  Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** Math.min(failures - 1, 10));

/** An outlet that takes longer than this waits among its like from then on: it delays nobody else. */
const QUICK_MILLISECONDS = 1000;

export const isSlow = ({ failures, milliseconds = 0 }: Pick<Outlet, 'failures' | 'milliseconds'>): boolean =>
  failures > 0 || milliseconds > QUICK_MILLISECONDS;

/** Milliseconds that an outlet may take. Who is slow is asked more patiently the next time. */
export const patience = (outlet: Pick<Outlet, 'failures' | 'milliseconds'>): number => (isSlow(outlet) ? 15_000 : 4000);

/** Not where a delivery failed since: it may have taken it all the same, and a feed can be again what it once was. */
export const hasSurely = ({ etag, failures }: Pick<Outlet, 'etag' | 'failures'>, current: string): boolean =>
  etag === current && failures === 0;

/** Whether it may be told of anything at that moment. */
export const isLive = ({ leaseUntil }: Pick<Outlet, 'leaseUntil'>, now: Date): boolean =>
  leaseUntil > now.toISOString();
