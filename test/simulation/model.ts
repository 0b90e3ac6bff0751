// What should be the end of it, reckoned from the uploads alone, by other means than the functions do.
import type { Subscriber } from '../../functions/core/subscriber.ts';
import { type Mark, marksIn, newsroom } from './newsroom.ts';
import type { Planned } from './scenario.ts';
import type { World } from './world.ts';

export type ModelEdition = { mark: Mark; isWithdrawn: boolean };

export type ModelRelease = {
  releaseId: string;
  index: number;
  /** Contents that came one after another. */
  version: number;
  topics: string[];
  isNotified: boolean;
  /** Whether the languages that it requires are there. */
  isComplete: boolean;
  editions: Map<string, ModelEdition>;
};

/** Uploads in the order in which they were put, of which the last of a key may have been found by the sweep alone. */
export function modelOf(uploads: Planned[]): ModelRelease[] {
  const readable = uploads.filter(({ release }) => release !== null);
  const byKey = Map.groupBy(readable, ({ key }) => key);
  return [...byKey.values()].flatMap((some) => {
    const contents = some.filter((one, at) => JSON.stringify(one.release) !== JSON.stringify(some[at - 1]?.release));
    const releases = contents.flatMap(({ release }) => release ?? []);
    const [first] = releases;
    if (!first) return [];
    const editions = new Map<string, ModelEdition>();
    for (const release of releases) {
      for (const { language, headline } of release.editions) {
        const [mark] = marksIn(headline);
        if (mark && (!editions.get(language)?.isWithdrawn || release.reinstates)) {
          editions.set(language, { mark, isWithdrawn: false });
        }
      }
      for (const [language, edition] of release.withdrawal ? editions : []) {
        const isMeant = release.withdrawal?.languages?.includes(language) ?? true;
        if (isMeant) editions.set(language, { ...edition, isWithdrawn: true });
      }
    }
    const said = <Value>(pick: (release: (typeof releases)[number]) => Value | null) =>
      releases.map(pick).findLast((value) => value !== null);
    const require = said((release) => release.require) ?? [];
    return {
      releaseId: first.id,
      index: Number(/(\d+)\.md$/.exec(first.key)?.[1]),
      version: contents.length,
      topics: said((release) => release.topics) ?? [],
      isNotified: said((release) => release.notify) ?? true,
      isComplete: require.every((language) => editions.has(language)),
      editions,
    };
  });
}

export const readable = ({ editions }: ModelRelease): string[] =>
  [...editions].flatMap(([language, { isWithdrawn }]) => (isWithdrawn ? [] : [language]));

/** The first of a reader's languages among these; of the newsroom's, where another may stand in. */
export function firstOf({ languages, standIn }: Subscriber, offered: readonly string[]): string | undefined {
  for (const language of languages) if (offered.includes(language)) return language;
  return standIn ? newsroom.languages.find((language) => offered.includes(language)) : undefined;
}

/** Whether they asked for silence at that time. */
export function isSilent({ pausedUntil, timezone }: Subscriber, at: number): boolean {
  if (pausedUntil === null) return false;
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: timezone, dateStyle: 'short' }).format(at);
  return parts < pausedUntil;
}

/** Whether anything in it is about what they asked for. */
export const asksFor = (subscriber: Subscriber, topics: readonly string[]): boolean =>
  subscriber.topics.length === 0 || topics.length === 0 || topics.some((topic) => subscriber.topics.includes(topic));

/** Who may be written to. */
export const reachable = ({ stores }: World): Subscriber[] =>
  [...stores.subscribers.members.values()].filter(
    ({ id, state }) => state === 'active' && !stores.subscribers.suppressed.has(id),
  );

/** Who may be written to and, since a call, always could, by what they chose then. */
export const steady = (world: World, since: number): Subscriber[] =>
  reachable(world).filter(({ id }) => {
    const all = world.history.stands.get(id) ?? [];
    const from = all.findLastIndex(({ call }) => call < since);
    const chosen = all.slice(Math.max(from, 0)).map(({ member, suppression }) => {
      if (!member || suppression || member.state !== 'active' || member.pausedUntil !== null) return 'no reader';
      const { languages, standIn, topics, frequency } = member;
      return JSON.stringify([languages, standIn, topics, frequency]);
    });
    return from >= 0 && !chosen.includes('no reader') && new Set(chosen).size === 1;
  });
