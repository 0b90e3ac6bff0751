// "2026-12-01 09:00 Europe/Paris", "2026-12-01T09:00:00+01:00", "2026-12-01T08:00Z": an instant, or what is wrong.

const written =
  /^(?<day>\d{4}-\d{2}-\d{2})[T ](?<hour>\d{2}:\d{2})(?::(?<second>\d{2}))?\s*(?<zone>Z|[+-]\d{2}:\d{2}|[A-Za-z_]+(?:\/[A-Za-z_+-]+)+|UTC)?$/;

const howTo = 'Write it with its zone, as "2026-12-01 09:00 Europe/Paris" or "2026-12-01T09:00:00+01:00"';

export type Embargo = { instant: string } | { fault: string };

export function embargo(text: string): Embargo {
  const { day, hour, second = '00', zone } = written.exec(text.trim())?.groups ?? {};
  if (!day || !hour) return { fault: `The embargo "${text}" is no date with an hour. ${howTo}.` };
  if (!zone) return { fault: `The embargo "${text}" has no zone. ${howTo}.` };
  const local = `${day}T${hour}:${second}`;
  if (Number.isNaN(Date.parse(`${local}Z`)))
    return { fault: `The embargo "${text}" is on a date or hour that doesn't exist.` };
  if (!zone.includes('/')) return { instant: new Date(`${local}${zone === 'UTC' ? 'Z' : zone}`).toISOString() };
  const [instant, ...others] = instantsOf(local, zone);
  if (instant && others.length === 0) return { instant };
  if (instant)
    return { fault: `The embargo "${text}" is an hour that comes twice that day, as the clocks go back. ${howTo}.` };
  return { fault: `The embargo "${text}" is in a zone that doesn't exist, or an hour that the clocks skip. ${howTo}.` };
}

/** Every instant at which the clocks of `zone` show `local`: none in a gap, two in an overlap. */
function instantsOf(local: string, zone: string): string[] {
  const asUtc = Date.parse(`${local}Z`);
  const quarters = Array.from({ length: 4 * 29 }, (_, index) => asUtc + (index - 4 * 14) * 15 * 60_000);
  try {
    const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' });
    return quarters
      .filter((time) => clock.format(time).replace(' ', 'T') === local)
      .map((time) => new Date(time).toISOString());
  } catch {
    return [];
  }
}
