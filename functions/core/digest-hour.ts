// When a reader of a digest gets it: at an hour of their own day, whatever the clocks of their zone do.
import type { Frequency } from './occasion.ts';

/** `hour` is of the day in `timezone`, from 0; a weekly digest comes on Mondays. */
export type Rhythm = { frequency: Frequency; hour: number; timezone: string };

const HOUR = 3_600_000;

/**
 * Milliseconds after its hour at which a digest is made. A release that came out in the hour is in the table by then:
 * publish has half a minute.
 */
export const DIGEST_DELAY = 120_000;

const MONDAY = 1;

/** The full hour, in UTC, at or before an instant. Digests go out at these. */
export const hourOf = (instant: Date): Date => new Date(Math.floor(instant.getTime() / HOUR) * HOUR);

/** The hours after `last` up to `now`, soonest first; of a longer silence the last `most`. */
export function hoursSince(last: Date, now: Date, most: number): Date[] {
  const count = Math.floor((hourOf(now).getTime() - last.getTime()) / HOUR);
  const first = Math.max(0, count - most);
  return Array.from({ length: count - first }, (_, index) => new Date(last.getTime() + (first + index + 1) * HOUR));
}

// Dear to make.
const clocks = new Map<string, Intl.DateTimeFormat>();

const clockOf = (timeZone: string): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-CA-u-ca-gregory-nu-latn', {
    ...({ timeZone, hourCycle: 'h23' } as const),
    ...({ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit' } as const),
  });

/** Day and hour on the zone's clocks: "2026-11-25T08". */
function local(timezone: string, instant: Date): string {
  const clock = clocks.get(timezone) ?? clockOf(timezone);
  clocks.set(timezone, clock);
  const parts = Object.fromEntries(clock.formatToParts(instant).map(({ type, value }) => [type, value]));
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}`;
}

const isMonday = (day: string): boolean => new Date(`${day}T00:00:00Z`).getUTCDay() === MONDAY;

/**
 * Whether the reader's hour began since the full hour before: also one that the clocks skipped, and only the first of
 * one that they repeat. A zone that is half an hour off gets it half an hour into its hour.
 */
export function isDue({ frequency, hour, timezone }: Rhythm, at: Date): boolean {
  const [before, now] = [local(timezone, new Date(at.getTime() - HOUR)), local(timezone, at)];
  return [before, now].some((clock) => {
    const day = clock.slice(0, 10);
    const due = `${day}T${String(hour).padStart(2, '0')}`;
    return before < due && due <= now && (frequency === 'daily' || isMonday(day));
  });
}

/** Longer than any week with a change of the clocks, in hours. */
const LONGEST = 24 * 8;

/** The hour of the digest before the one of `at`: what came out since then is in it. */
export function previousHour(rhythm: Rhythm, at: Date): Date {
  for (let hours = 1; hours < LONGEST; hours++) {
    const earlier = new Date(at.getTime() - hours * HOUR);
    if (isDue(rhythm, earlier)) return earlier;
  }
  return new Date(at.getTime() - LONGEST * HOUR);
}

/** Until when whoever reads by a rhythm has had what came out, at an instant: the hour of their last digest. */
export const lastHour = (rhythm: Rhythm, at: Date): Date =>
  isDue(rhythm, hourOf(at)) ? hourOf(at) : previousHour(rhythm, hourOf(at));

/** The hour of the first digest after an instant. */
export function nextHour(rhythm: Rhythm, after: Date): Date {
  for (let hours = 1; hours < LONGEST; hours++) {
    const later = new Date(hourOf(after).getTime() + hours * HOUR);
    if (isDue(rhythm, later)) return later;
  }
  return new Date(hourOf(after).getTime() + LONGEST * HOUR);
}

/** The days, in UTC, in which something of the digest may have come out: "2026-11-25". */
export function daysBefore(frequency: Frequency, at: Date): string[] {
  const hours = frequency === 'daily' ? 26 : LONGEST;
  const dayAt = (instant: number) => Math.floor(instant / (24 * HOUR));
  const [first, last] = [dayAt(at.getTime() - hours * HOUR), dayAt(at.getTime())];
  return Array.from({ length: last - first + 1 }, (_, day) =>
    new Date((last - day) * 24 * HOUR).toISOString().slice(0, 10),
  );
}

/** The reader's own day, YYYY-MM-DD. */
export const dayOf = (timezone: string, instant: Date): string => local(timezone, instant).slice(0, 10);
