// Whether a subscriber may still be written to, seconds before the mail goes out.
import type { Subscriber } from '../core/subscriber.ts';

/** `gone` leaves no trace: an erased subscriber has no row to tell of. */
export type Standing = 'send' | 'SUPPRESSED' | 'UNSUBSCRIBED' | 'gone';

export function standing(subscriber: Subscriber | undefined, suppressed: boolean): Standing {
  if (suppressed) return 'SUPPRESSED';
  if (!subscriber) return 'gone';
  return subscriber.state === 'active' ? 'send' : 'UNSUBSCRIBED';
}
