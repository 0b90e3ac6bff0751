/** An instant as a person of the newsroom says it: "3 May 2026 at 10:00:05 (Europe/Paris)". */
export function moment(instant: string, zone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeStyle: 'medium', timeZone: zone });
  return `${format.format(new Date(instant))} (${zone})`;
}
