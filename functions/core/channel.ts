// A channel: one language's releases, or one topic's within it.

import type { Newsroom } from './newsroom.ts';

export type Channel = { language: string; topic: string | null };

/** "ar", or "ar/topics/water": names the channel in tables and messages, and is its folder in public. */
export const channelId = ({ language, topic }: Channel): string => (topic ? `${language}/topics/${topic}` : language);

/** The channel that `id` names. */
export function channelOf(id: string): Channel {
  const [language = '', , topic] = id.split('/');
  return { language, topic: topic ?? null };
}

/** Every channel that an edition of a release with these topics appears in: only the newsroom's own topics have one. */
export const channelsOf = (
  language: string,
  topics: readonly string[],
  { topics: own }: Pick<Newsroom, 'topics'>,
): Channel[] => [
  { language, topic: null },
  ...topics.filter((topic) => Object.hasOwn(own, topic)).map((topic) => ({ language, topic })),
];
