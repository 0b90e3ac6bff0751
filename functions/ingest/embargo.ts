// "2026-12-01 09:00 Europe/Paris", "2026-12-01T09:00:00+01:00", "2026-12-01T08:00Z": an instant, or what is wrong.

const written =
  /^(?<day>\d{4}-\d{2}-\d{2})[T ](?<hour>\d{2}:\d{2})(?::(?<second>\d{2}(?:\.\d{1,3})?))?\s*(?<zone>Z|[+-]\d{2}:\d{2}|[A-Za-z_]+(?:\/[A-Za-z0-9_+-]+)+|UTC)?$/;

const howTo = 'Write it with its zone, as "2026-12-01 09:00 Europe/Paris" or "2026-12-01T09:00:00+01:00"';

export type Embargo = { instant: string } | { fault: string };

export function embargo(text: string): Embargo {
  const { day, hour, second = '00', zone } = written.exec(text.trim())?.groups ?? {};
  if (!day || !hour) return { fault: `The embargo "${text}" is no date with an hour. ${howTo}.` };
  if (!zone) return { fault: `The embargo "${text}" has no zone. ${howTo}.` };
  const local = `${day}T${hour}:${second}`;
  const absent = { fault: `The embargo "${text}" is on a date or hour that doesn't exist. ${howTo}.` };
  // Date takes 30 February for 2 March.
  if (instantAt(`${local}Z`)?.startsWith(local) !== true) return absent;
  if (!zone.includes('/')) {
    const instant = instantAt(`${local}${zone === 'UTC' ? 'Z' : zone}`);
    return instant === undefined ? absent : { instant };
  }
  const [instant, ...others] = instantsOf(local, zone);
  if (instant && others.length === 0) return { instant };
  if (instant)
    return { fault: `The embargo "${text}" is an hour that comes twice that day, as the clocks go back. ${howTo}.` };
  return { fault: `The embargo "${text}" is in a zone that doesn't exist, or an hour that the clocks skip. ${howTo}.` };
}

function instantAt(text: string): string | undefined {
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
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
