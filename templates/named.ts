// Names from newsroom.yaml, with the language they were found in, and days as the newsroom's calendar has them.
import type { Newsroom } from '../functions/core/newsroom.ts';

export type Named = { name: string; language: string };

/** The organisation's name for readers of `language`: where it has none there, the newsroom's first that it has. */
export const organisationIn = (language: string, newsroom: Newsroom): Named =>
  named(newsroom.organisation, language, newsroom) ?? { name: newsroom.authority, language: 'en' };

/** A topic's name for readers of `language`; a topic that newsroom.yaml doesn't know goes by its own word. */
export const topicIn = (topic: string, language: string, newsroom: Newsroom): Named =>
  named(newsroom.topics[topic] ?? {}, language, newsroom) ?? { name: topic, language: 'en' };

function named(all: Record<string, string>, language: string, { languages }: Newsroom): Named | undefined {
  const found = [language, ...languages, ...Object.keys(all)].find((tag) => all[tag]);
  return found === undefined ? undefined : { name: all[found] ?? '', language: found };
}

/** Languages in the newsroom's order, then by code: rows come back from the table in no order of their own. */
export const inNewsroomOrder = (tags: readonly string[], { languages }: Pick<Newsroom, 'languages'>): string[] => {
  const rank = (tag: string) => (languages.includes(tag) ? languages.indexOf(tag) : languages.length);
  return tags.toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
};

// Dear to make, and asked for each date that is shown.
const calendars = new Map<string, Intl.DateTimeFormat>();

/** The newsroom's calendar day, YYYY-MM-DD, at an instant. */
export function dayIn(zone: string, instant: string): string {
  const format = calendars.get(zone) ?? calendarIn(zone);
  calendars.set(zone, format);
  const parts = Object.fromEntries(format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  return `${parts.year}-${parts.month}-${parts.day}`;
}

const calendarIn = (zone: string) =>
  new Intl.DateTimeFormat('en', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
