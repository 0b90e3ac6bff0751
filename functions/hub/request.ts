// What a request to the hub asks for, or why it is refused. (W3C WebSub, §5.1)
import { feedAt } from '../core/address.ts';
import { LEASE_DAYS, type OutletRequest } from '../core/outlet.ts';
import { callbackFault } from './callback-address.ts';

/** Seconds. */
const [SHORTEST_LEASE, LONGEST_LEASE] = [60, LEASE_DAYS * 24 * 3600];

/** §5.1: a secret must be shorter. */
const SECRET_BYTES = 200;

/** Characters of an address. */
const LONGEST_ADDRESS = 2000;

export type Asked = Pick<OutletRequest, 'mode' | 'callback' | 'topic' | 'feed' | 'leaseSeconds' | 'secret'>;

/** A sentence for the developer who reads the answer; it says nothing of others. */
export type Refusal = { refused: string };

/** Parameters that the hub doesn't know are passed over. (§5.1) */
export function asked(form: URLSearchParams, site: string): Asked | Refusal {
  const [mode, callback, topic] = ['mode', 'callback', 'topic'].map((name) => form.get(`hub.${name}`) ?? '');
  if (mode === 'publish') return { refused: 'This hub is told by its newsroom alone what is new.' };
  if (mode !== 'subscribe' && mode !== 'unsubscribe')
    return { refused: 'hub.mode must be "subscribe" or "unsubscribe".' };
  if (!callback) return { refused: 'hub.callback is missing.' };
  if (!topic) return { refused: 'hub.topic is missing.' };
  if (Math.max(callback.length, topic.length) > LONGEST_ADDRESS)
    return { refused: `hub.callback and hub.topic may have ${LONGEST_ADDRESS} characters each.` };
  const fault = callbackFault(callback, site);
  if (fault) return { refused: fault };
  if (!isOf(site, topic)) return { refused: `hub.topic must be an address of ${site}, as the feed's rel="self" says.` };
  const secret = form.get('hub.secret');
  if (secret !== null && Buffer.byteLength(secret) >= SECRET_BYTES)
    return { refused: `hub.secret must be shorter than ${SECRET_BYTES} bytes.` };
  const lease = leaseOf(mode === 'subscribe' ? form.get('hub.lease_seconds') : null);
  if (lease === undefined) return { refused: 'hub.lease_seconds must be a positive whole number.' };
  // An empty secret signs nothing.
  return { mode, callback, topic, feed: feedAt(topic, site) ?? null, leaseSeconds: lease, secret: secret || null };
}

const isOf = (site: string, topic: string): boolean => URL.parse(topic)?.origin === new URL(site).origin;

function leaseOf(seconds: string | null): number | undefined {
  if (seconds === null || seconds === '') return LONGEST_LEASE;
  if (!/^\d+$/.test(seconds) || Number(seconds) === 0) return undefined;
  return Math.min(LONGEST_LEASE, Math.max(SHORTEST_LEASE, Number(seconds)));
}
