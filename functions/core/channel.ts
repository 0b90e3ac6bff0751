// A channel: one language's releases, or one topic's within it.

export type Channel = { language: string; topic: string | null };

/** "ar", or "ar/topics/water": names the channel in tables and messages, and is its folder in public. */
export const channelId = ({ language, topic }: Channel): string => (topic ? `${language}/topics/${topic}` : language);

/** The channel that `id` names. */
export function channelOf(id: string): Channel {
  const [language = '', , topic] = id.split('/');
  return { language, topic: topic ?? null };
}

/** Every channel that an edition of a release with these topics appears in. */
export const channelsOf = (language: string, topics: readonly string[]): Channel[] => [
  { language, topic: null },
  ...topics.map((topic) => ({ language, topic })),
];
