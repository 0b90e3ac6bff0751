// How long, and how often, the press office is told what outlets have of a release.
import { LEASE_DAYS, type OpenPush } from '../core/outlet.ts';

const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];

/** When it is told next: after as long as it has been since the push, a minute to an hour. Null where it is never again. */
export function nextTold({ at }: Pick<OpenPush, 'at'>, now: Date): string | null {
  const age = now.getTime() - Date.parse(at);
  // Whoever had asked by then has taken it, or asked anew and found it at the feed's address.
  if (age > LEASE_DAYS * DAY) return null;
  return new Date(now.getTime() + Math.min(HOUR, Math.max(MINUTE, age))).toISOString();
}
