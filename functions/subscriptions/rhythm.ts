// Who chooses another rhythm misses nothing that the next digest can hold, and reads nothing twice.
import { lastHour } from '../core/digest-hour.ts';
import type { Subscriber, Wishes } from '../core/subscriber.ts';

type Chosen = Pick<Subscriber, 'frequency' | 'hour' | 'timezone' | 'formerRhythm'>;

/** What is to be remembered of the rhythm that somebody leaves. */
export function formerRhythm(before: Chosen, wishes: Wishes, now: Date): Subscriber['formerRhythm'] {
  const isSame = (['frequency', 'hour', 'timezone'] as const).every((name) => before[name] === wishes[name]);
  return isSame ? before.formerRhythm : { at: now.toISOString(), had: hadUntil(before, now) };
}

function hadUntil({ frequency, hour, timezone, formerRhythm: former }: Chosen, now: Date): string {
  if (frequency === 'immediate') return now.toISOString();
  const last = lastHour({ frequency, hour, timezone }, now).toISOString();
  return former !== null && former.at > last ? former.had : last;
}
