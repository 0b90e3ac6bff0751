// How an outlet is asked whether it meant it, and told that it can't have it. (W3C WebSub, §5.2, §5.3)
import type { OutletRequest } from '../core/outlet.ts';

type Meant = Pick<OutletRequest, 'mode' | 'callback' | 'topic' | 'leaseSeconds'>;

/** Added to the end of the callback's own query, of which nothing is changed. (§5.1.1) */
function withParameters(callback: string, parameters: Record<string, string>): string {
  const added = new URLSearchParams(parameters).toString();
  if (!callback.includes('?')) return `${callback}?${added}`;
  return /[?&]$/.test(callback) ? `${callback}${added}` : `${callback}&${added}`;
}

/** `challenge` is what the answer must be, and nothing else. */
export const verificationAddress = ({ mode, callback, topic, leaseSeconds }: Meant, challenge: string): string =>
  withParameters(callback, {
    ...{ 'hub.mode': mode, 'hub.topic': topic, 'hub.challenge': challenge },
    ...(mode === 'subscribe' && { 'hub.lease_seconds': String(leaseSeconds) }),
  });

export const denialAddress = ({ callback, topic }: Meant, reason: string): string =>
  withParameters(callback, { 'hub.mode': 'denied', 'hub.topic': topic, 'hub.reason': reason });

/** §5.3.1: 2xx with the challenge as the body, letter for letter; anything else is a no. */
export const isConfirmed = ({ status, body }: { status: number; body: string }, challenge: string): boolean =>
  status >= 200 && status < 300 && body === challenge;
