// What the world does in a history: subscribers, uploads, people who leave, an account that stops for a while.
import type { Release } from '../../functions/core/release.ts';
import { releaseId } from '../../functions/core/release.ts';
import type { Subscriber } from '../../functions/core/subscriber.ts';
import { edition, languages, topics } from './newsroom.ts';
import { type OutletDeed, outletDeeds, outletsOf, type PlannedOutlet } from './outlets.ts';
import { addresses, type Deed, deedsOf, membersOf } from './people.ts';
import type { Fate } from './ports/ses.ts';
import type { Random } from './random.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export type Planned = {
  at: number;
  key: string;
  /** Null is what can't be published. */
  release: Release | null;
  sequence: number;
  /** Milliseconds after which its events arrive; none where it is lost. */
  eventAfter: number[];
};

export type Action =
  | { kind: 'ask'; at: number; deed: OutletDeed }
  | ({ kind: 'deed' } & { at: number; deed: Deed })
  | { at: number; kind: 'leave' | 'erase'; subscriberId: string }
  | { at: number; kind: 'stop' | 'go' | 'jump' };

export type Scenario = {
  subscribers: Subscriber[];
  /** Who was imported, of the people that do something. */
  members: Subscriber[];
  fates: Map<string, Fate>;
  uploads: Planned[];
  actions: Action[];
  /** Until then digests may be due, and lost uploads be found. */
  horizon: number;
  /** Whether no event tells of an upload. */
  isLost: boolean;
  perDay: number | null;
  hasFeeds: boolean;
  outlets: PlannedOutlet[];
};

export type Size = {
  subscribers: [number, number];
  releases: [number, number];
  steps: [number, number];
  /** How often there are any: readers of digests, feeds. */
  digests: number;
  feeds: number;
  /** Addresses in use, and what is done with them. */
  people?: [number, number];
  deeds?: [number, number];
  /** Callbacks of media outlets. */
  outlets?: [number, number];
};

/** Histories of mails, of several releases or of one; and histories of feeds, of many releases and hardly a reader. */
export const sizes: readonly Size[] = [
  { subscribers: [6, 18], releases: [1, 3], steps: [0, 3], digests: 0.35, feeds: 0.15 },
  { subscribers: [3, 8], releases: [1, 1], steps: [0, 3], digests: 0.2, feeds: 0.15 },
  { subscribers: [0, 1], releases: [3, 6], steps: [0, 2], digests: 0, feeds: 1 },
];

const zones = ['UTC', 'Europe/Paris', 'Asia/Kolkata', 'America/New_York', 'Pacific/Auckland'] as const;

/** Histories of subscriptions: with bulletins, and by themselves. */
export const peopled: readonly Size[] = [
  { subscribers: [0, 3], releases: [1, 2], steps: [0, 2], digests: 0.2, feeds: 0, people: [2, 5], deeds: [4, 14] },
  { subscribers: [0, 0], releases: [0, 0], steps: [0, 0], digests: 0, feeds: 0, people: [1, 4], deeds: [6, 20] },
];

/** Histories of outlets: of a few releases that change, with hardly a reader. */
export const told: Size = {
  subscribers: [0, 1],
  releases: [1, 2],
  steps: [3, 6],
  digests: 0,
  feeds: 1,
  outlets: [8, 30],
};

/** Ids are in a few shards only, so that pages and calls hold several. */
const idOf = (index: number): string => `${'ABC'[index % 3]}Areader${String(index).padStart(4, '0')}`;

function subscriber(random: Random, index: number, hasDigests: boolean): Subscriber {
  const frequency = hasDigests && random.chance(0.5) ? random.pick(['daily', 'daily', 'weekly'] as const) : 'immediate';
  return {
    ...{ id: idOf(index), address: `reader${index}@readers.example`, languages: random.some(languages, 1, 3) },
    ...{ topics: random.chance(0.3) ? [random.pick(topics)] : [], frequency, timezone: random.pick(zones) },
    ...{
      hour: random.pick([0, 7, 8, 12, 18, 23]),
      standIn: false,
      pausedUntil: null,
      formerRhythm: null,
      state: 'active',
    },
  };
}

const fates: readonly Fate[] = ['slow', 'full', 'bounced', 'complains', 'rejected', 'unrenderable'];

export function scenario(random: Random, startsAt: number, size: Size): Scenario {
  const hasDigests = random.chance(size.digests);
  const subscribers = Array.from({ length: random.between(...size.subscribers) }, (_, index) =>
    subscriber(random, index, hasDigests),
  );
  const span = hasDigests
    ? random.pick([2 * HOUR, 20 * HOUR, 40 * HOUR])
    : random.pick(size.outlets ? [4000, 20_000, 90_000, 20 * MINUTE] : [10_000, 2 * MINUTE, 20 * MINUTE, 90 * MINUTE]);
  // Offices that write to the same hour upload, and lift embargoes, at the same moment.
  const isBurst = random.chance(size.feeds === 1 && !size.outlets ? 0.8 : 0.4);
  // So long that one is listed while the feed of another is being made.
  const burst = size.feeds === 1 ? 12_000 : 500;
  const uploads = Array.from({ length: random.between(...size.releases) }, (_, index) => {
    const begins = startsAt + 1000 + (isBurst ? random.between(0, burst) : random.between(0, span / 2));
    return life(random, { index, begins, span: isBurst ? span / 10 : span, size });
  }).flat();
  const known = size.people ? random.some(addresses, ...size.people) : [];
  const deeds = size.deeds ? deedsOf(random, known, random.between(...size.deeds), startsAt, span) : [];
  const outlets = size.outlets ? outletsOf(random, random.between(...size.outlets), startsAt, span) : [];
  const actions = [
    ...actionsOf(random, subscribers, startsAt, span),
    ...outletDeeds(random, outlets, startsAt, span).map((one): Action => ({ kind: 'ask', ...one })),
    ...deeds.map((deed): Action => ({ kind: 'deed', at: deed.at, deed })),
  ];
  const last = Math.max(
    ...uploads.map(({ at, release }) => Math.max(at, ...embargoesOf(release))),
    ...actions.map(({ at }) => at),
  );
  const isLost = uploads.some(({ eventAfter }) => eventAfter.length === 0);
  return {
    ...{ subscribers, uploads, actions, outlets, members: known.length > 0 ? membersOf(random, known) : [] },
    fates: new Map(subscribers.flatMap(({ id }) => (random.chance(0.15) ? [[id, random.pick(fates)] as const] : []))),
    isLost,
    horizon: last + (hasDigests ? 27 * HOUR : 0) + (isLost ? 4 * HOUR : 0),
    hasFeeds: random.chance(size.feeds),
    perDay: random.chance(0.1) && !size.people ? random.between(4, 12) : null,
  };
}

const embargoesOf = (release: Release | null): number[] =>
  Object.values(release?.embargoes ?? {}).map((instant) => Date.parse(instant));

type Step = 'correction' | 'translation' | 'withdrawal' | 'reinstatement' | 'duplicate' | 'topics' | 'unreadable';

const steps: readonly Step[] = [
  ...(['correction', 'correction', 'correction', 'translation', 'translation', 'withdrawal'] as const),
  ...(['reinstatement', 'duplicate', 'topics', 'unreadable'] as const),
];

type Life = { index: number; begins: number; span: number; size: Size };

/** The uploads of one release, oldest first. */
function life(random: Random, { index, begins, span, size }: Life): Planned[] {
  const key = `releases/${index}.md`;
  const first = Math.round(begins);
  const count = random.between(...size.steps);
  const times = Array.from({ length: count }, () => Math.round(first + 1000 + random.next() * span)).sort(
    (a, b) => a - b,
  );
  let release = firstOf(random, index, key, first);
  let texts = 1;
  const planned: Planned[] = [{ at: first, key, release, sequence: 1, eventAfter: arrivals(random, count === 0) }];
  for (const [position, at] of times.entries()) {
    const step = random.pick(steps);
    const eventAfter = arrivals(random, position === count - 1);
    const next = step === 'unreadable' ? null : changed(random, release, step, index, texts++);
    planned.push({ at, key, release: next, sequence: position + 2, eventAfter });
    if (next && next.editions.length > 0) release = next;
  }
  return planned;
}

/** Mostly soon, sometimes twice, sometimes minutes late: then a later upload's event overtakes it. */
function arrivals(random: Random, isLast: boolean): number[] {
  if (isLast && random.chance(0.04)) return [];
  const one = random.chance(0.1) ? random.between(MINUTE, 6 * MINUTE) : random.between(100, random.pick([300, 3000]));
  return random.chance(0.1) ? [one, one + random.between(100, 5 * MINUTE)] : [one];
}

function firstOf(random: Random, index: number, key: string, at: number): Release {
  const written = random.some(languages, 1, 3);
  const embargo = new Date(Math.ceil(at / MINUTE / 5) * MINUTE * 5 + random.pick([0, 5, 30]) * MINUTE).toISOString();
  const held = random.chance(0.3) ? random.some(written, 1, 3) : [];
  return {
    ...{ id: releaseId(key), key, date: '2026-11-29', slug: `release-${index}`, correction: null, withdrawal: null },
    ...{ reinstates: false, contact: null, notify: random.chance(0.08) ? false : null },
    topics: random.chance(0.6) ? random.some(topics, 1, 2) : [],
    require: random.chance(0.1) ? random.some(languages, 1, 2) : null,
    embargoes: Object.fromEntries(held.map((language) => [language, embargo])),
    editions: written.map((language) => edition({ release: index, text: 0, language })),
  };
}

function changed(random: Random, before: Release, step: Step, index: number, text: number): Release {
  const written = before.editions.map(({ language }) => language);
  const anew = (some: readonly string[]) => some.map((language) => edition({ release: index, text, language }));
  const plain = { ...before, withdrawal: null, reinstates: false };
  switch (step) {
    case 'correction': {
      const wrong = random.some(written, 1, 3);
      const kept = before.editions.filter(({ language }) => !wrong.includes(language));
      return { ...plain, correction: 'It was wrong.', editions: [...kept, ...anew(wrong)] };
    }
    case 'translation': {
      const missing = languages.filter((language) => !written.includes(language));
      const added = anew(random.some(missing, 1, 2));
      // The whole again, or the translation alone.
      return {
        ...plain,
        editions: random.chance(0.5) ? [...before.editions, ...added] : added.length > 0 ? added : before.editions,
      };
    }
    case 'withdrawal': {
      const taken = random.chance(0.5) ? null : random.some(written, 1, 2);
      return { ...plain, editions: [], withdrawal: { languages: taken, note: 'It is withdrawn.' } };
    }
    case 'reinstatement':
      return { ...plain, reinstates: true, editions: random.chance(0.5) ? before.editions : anew(written) };
    case 'topics':
      return { ...plain, topics: random.some(topics, 0, 2) };
    default:
      return before;
  }
}

function actionsOf(random: Random, subscribers: Subscriber[], startsAt: number, span: number): Action[] {
  const sometime = () => startsAt + random.between(1000, span + 10 * MINUTE);
  const leaving = random
    .some(subscribers, 0, 3)
    .map(({ id }) => ({ at: sometime(), kind: 'leave' as const, subscriberId: id }));
  const erased = random.chance(0.3)
    ? random.some(subscribers, 1, 1).map(({ id }) => ({ at: sometime(), kind: 'erase' as const, subscriberId: id }))
    : [];
  const stopped = sometime();
  const stops: Action[] = random.chance(0.12)
    ? [
        { at: stopped, kind: 'stop' },
        { at: stopped + random.between(MINUTE, 40 * MINUTE), kind: 'go' },
      ]
    : [];
  const jumps = random.chance(0.2) ? [{ at: sometime(), kind: 'jump' as const }] : [];
  return [...leaving, ...erased, ...stops, ...jumps];
}
