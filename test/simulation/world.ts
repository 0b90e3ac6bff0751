// A newsroom in memory: stores, queues, SES, time, and the functions that work on them.

import type { Release } from '../../functions/core/release.ts';
import { etagOf } from '../../functions/io/replace.ts';
import { calm, type Faults } from './faults.ts';
import type { Accept, History, LetterAccept } from './history.ts';
import { newHistory } from './history.ts';
import type { PlannedOutlet } from './outlets.ts';
import { made } from './ports/rows.ts';
import { eventsOf, type Fate, notification, type SesStore } from './ports/ses.ts';
import { put } from './ports/sqs.ts';
import type { Stores } from './ports/stores.ts';
import { newStores } from './ports/stores.ts';
import { type Random, random as seeded } from './random.ts';
import { type Scheduler, scheduler } from './scheduler.ts';
import { type Timeline, timeline } from './timeline.ts';

/** How the world outside treats us. */
export type Climate = {
  faults: Faults;
  grain: number;
  slowness: number;
  /** How often a message is handed out although it was done with. */
  duplicates: number;
  /** How often an SES event comes twice, minutes late, or, far more seldom, an hour late or not at all. */
  events: { twice: number; late: number; veryLate: number; lost: number };
};

export const still: Climate = {
  faults: calm,
  grain: 0.2,
  slowness: 0,
  duplicates: 0,
  events: { twice: 0, late: 0, veryLate: 0, lost: 0 },
};

export type World = {
  random: Random;
  schedule: Scheduler;
  timeline: Timeline;
  stores: Stores;
  ses: SesStore;
  history: History;
  climate: Climate;
  /** What was uploaded, by the ETag of its object in the inbox; null is what can't be published. */
  uploads: Map<string, Release | null>;
  /** Whether feeds are written in this history. */
  hasFeeds: boolean;
  /** When the clock last ticked. */
  tickedAt: number;
  ticks: number;
  /** A message that no code can process, where there is one. */
  garbage: string | undefined;
  /** Letters that arrived, by the address. */
  inboxes: Map<string, LetterAccept[]>;
  /** What their readers do. */
  onLetter: (letter: LetterAccept, fate: Fate) => void;
  /** By their callbacks; without any, nobody asks the hub for anything. */
  outlets: Map<string, PlannedOutlet>;
  /** Whether nothing goes wrong here, and nothing is slow; what outlets do is another matter. */
  isCalm: boolean;
  /** Since when nothing goes wrong any more. */
  calmSince: number;
  /** Whether SES's events were put aside: to the clock they were lost then. */
  hadDeadFeedback: boolean;
};

export const START = Date.parse('2026-11-29T05:58:30Z');

export function newWorld(seed: number, climate: Climate): World {
  const random = seeded(seed);
  const schedule = scheduler({ random, startsAt: START, ...climate });
  const stores = newStores();
  const history = newHistory();
  const ses = {
    perSecond: 14,
    perDay: null,
    maySend: true,
    trouble: 0,
    fates: new Map<string, Fate>(),
    accepts: history.accepts,
    letters: history.letters,
    suppressed: new Set<string>(),
  };
  const times = timeline(schedule);
  stores.subscribers.onChange = (id) => {
    const { members, suppressed } = stores.subscribers;
    const stand = {
      call: schedule.calls(),
      at: schedule.now(),
      member: members.get(id),
      suppression: suppressed.get(id),
    };
    made(history.stands, id, () => []).push(stand);
  };
  stores.signUps.onAsk = (signUp) => void history.asked.push(signUp);
  stores.signUps.onClaim = ({ id, askedAt }, letter) => void history.claimed.add(`${letter} ${id} ${askedAt}`);
  stores.outlets.onChange = ({ id }, row) =>
    void made(history.outletStands, id, () => []).push({ at: schedule.now(), row });
  stores.consents.onAdd = (consent) => void history.consents.push(consent);
  stores.releases.onPublish = (publication) =>
    void history.published.push({ publication, at: schedule.now(), call: schedule.calls() });
  return {
    ...{
      random,
      schedule,
      timeline: times,
      stores,
      ses,
      history,
      climate,
      uploads: new Map(),
      hasFeeds: true,
      tickedAt: START,
      ticks: 0,
      garbage: undefined,
      inboxes: new Map(),
      onLetter: () => undefined,
      hadDeadFeedback: false,
      outlets: new Map(),
      isCalm: climate.faults === calm && climate.slowness === 0,
      calmSince: Number.POSITIVE_INFINITY,
    },
  };
}

const MINUTE = 60_000;

/** SES tells of a mail: soon, late, twice, or hardly ever not at all. */
export function tell(world: World, accept: Accept | LetterAccept, fate: Fate): void {
  const { random, schedule, timeline, climate } = world;
  const { twice, late, veryLate, lost } = climate.events;
  if (fate === 'bounced' || fate === 'complains') world.ses.suppressed.add(accept.address);
  let at = schedule.now();
  const happened = new Date(at + 50).toISOString();
  for (const [eventType, rest] of eventsOf(fate, happened)) {
    at += lateness(random, { late, veryLate });
    const isSend = eventType === 'Send' || eventType === 'Rendering Failure';
    if (random.chance(isSend ? lost : lost * 5)) continue;
    const body = notification(eventType, accept.tags, rest);
    const isEnd = fate === 'bounced' ? eventType === 'Bounce' : eventType === 'Complaint';
    const arrive = () => {
      if (isSend) accept.toldAt ??= schedule.now();
      if (isEnd) world.history.ends.push({ id: accept.tags.subscriber, at: happened });
      put(world.stores.queues.feedback, body, schedule.now());
    };
    timeline.add(at, arrive, 'event');
    if (random.chance(twice)) timeline.add(at + random.between(0, 20 * MINUTE), arrive, 'event');
    // Events of a mail needn't come in their order.
    if (random.chance(0.2)) at = schedule.now();
  }
  if ('url' in accept) world.onLetter(accept, fate);
}

function lateness(random: Random, { late, veryLate }: { late: number; veryLate: number }): number {
  if (random.chance(veryLate)) return random.between(20 * MINUTE, 90 * MINUTE);
  return random.chance(late) ? random.between(MINUTE, 8 * MINUTE) : random.between(100, 20_000);
}

/** Puts an object into the inbox; its event arrives later, twice, or not at all. */
export function upload(
  world: World,
  {
    key,
    release,
    sequence,
    eventAfter,
  }: { key: string; release: Release | null; sequence: number; eventAfter: number[] },
): void {
  const { schedule, stores, timeline, uploads } = world;
  const content = { body: JSON.stringify(release ?? `unreadable ${sequence}`), contentType: 'text/plain' };
  const etag = etagOf(content).replaceAll('"', '');
  stores.inbox.set(key, { content, etag: `"${etag}"`, modified: schedule.date() });
  uploads.set(etag, release);
  const sequencer = String(sequence).padStart(4, '0');
  const object = { key: encodeURIComponent(key), size: 1, eTag: etag, versionId: etag, sequencer };
  const body = JSON.stringify({ Records: [{ eventTime: schedule.date().toISOString(), s3: { object } }] });
  for (const after of eventAfter) {
    timeline.add(schedule.now() + after, () => put(stores.queues.uploads, body, schedule.now()), 'event');
  }
}
