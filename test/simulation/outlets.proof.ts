// A thousand media outlets, of which one in twenty fails, through a publication, a correction, a late translation and a
// withdrawal: while all is well, and while functions die, answers are lost and messages come twice.
import { expect, test, vi } from 'vitest';
import { type Release, releaseId } from '../../functions/core/release.ts';
import { type Fault, weather } from './faults.ts';
import { edition } from './newsroom.ts';
import type { Manner, PlannedOutlet } from './outlets.ts';
import { random } from './random.ts';
import { told } from './report.ts';
import { simulate } from './run.ts';
import { type Planned, type Scenario, told as size } from './scenario.ts';
import { type Climate, START, still } from './world.ts';

vi.setConfig({ testTimeout: 300_000 });

const OUTLETS = 1000;
const MINUTE = 60_000;

/** So long that whoever was killed has its messages again, and whoever was down is up, before the next version. */
const APART = 60 * MINUTE;

const feeds = ['en/feed.json', 'en/feed.json', 'en/atom.xml', 'fr/rss.xml'] as const;
const troubles: readonly Manner[] = ['slow', 'failing', 'redirecting', 'silent', 'down'];

/** Of twenty, one is in trouble for the first twenty minutes of each other hour, or for good. */
const outlets: PlannedOutlet[] = Array.from({ length: OUTLETS }, (_, index) => {
  const feed = feeds[index % feeds.length] ?? 'en/feed.json';
  const isFailing = index % 20 === 7;
  const manner = isFailing ? (troubles[Math.floor(index / 20) % troubles.length] ?? 'slow') : 'quick';
  const known = { secret: index % 3 === 0 ? null : `secret ${index}`, leaseSeconds: 864_000 };
  const isGone = index % 200 === 7;
  const callback = `https://outlet${index}.example/wire?feed=${feed}`;
  return {
    ...{ callback, feed, known, manner: isGone ? 'gone' : manner, from: START },
    until: START + (isGone ? 1000 * APART : 20 * MINUTE),
  };
});

const key = 'releases/0.md';
const upload = (index: number, changes: Partial<Release>): Planned => ({
  ...{ at: START + 1000 + index * APART, key, sequence: index + 1, eventAfter: [100] },
  release: {
    ...{ id: releaseId(key), key, date: '2026-11-29', slug: 'release-0', correction: null, withdrawal: null },
    ...{ reinstates: false, contact: null, notify: false, topics: [], require: null, embargoes: {}, editions: [] },
    ...changes,
  },
});
const text = (number: number, language: string) => edition({ release: 0, text: number, language });

const planned: Scenario = {
  ...{ subscribers: [], members: [], fates: new Map(), actions: [], outlets },
  ...{ hasFeeds: true, perDay: null, isLost: false, horizon: START },
  uploads: [
    upload(0, { editions: [text(0, 'en')] }),
    upload(1, { editions: [text(1, 'en')], correction: 'It was wrong.' }),
    upload(2, { editions: [text(1, 'en'), text(2, 'fr')] }),
    upload(3, { withdrawal: { languages: null, note: 'It is withdrawn.' } }),
  ],
};

const kinds: Fault[] = ['crash before', 'crash after', 'unreported', 'repeated', 'throttled', 'stalled'];
/** Distribution reads its outlets three at a time: at more faults than these it never comes to its end. */
const rough: Climate = { ...still, faults: weather(random(1000), 0.004, kinds), duplicates: 0.05, slowness: 0.1 };

test.each([
  ['while all is well', still],
  ['while functions die, answers are lost and messages come twice', rough],
])('each version reaches each live outlet, the newest last, %s', async (_, climate) => {
  const outcome = await simulate(6, { planned, climate, size });
  expect(outcome.broken, told(outcome, 40)).toBeUndefined();

  const { history } = outcome.world;
  const byCallback = Map.groupBy(history.deliveries, ({ callback }) => callback);
  const wrong = outlets.flatMap(({ callback, feed, manner }) => {
    const versions = history.put.filter((one) => one.key === feed).map(({ body }) => body);
    const bodies = (byCallback.get(callback) ?? []).map(({ body }) => body);
    const had = bodies.filter((body, index) => body !== bodies[index - 1]);
    const due = manner === 'gone' ? versions.slice(0, 1) : versions;
    return JSON.stringify(had) === JSON.stringify(due)
      ? []
      : [`${callback}, ${manner}: ${had.length} of ${due.length}`];
  });
  const { calls } = outcome;
  const faults = outcome.trace.filter(({ fault }) => fault !== undefined).length;
  process.stdout.write(
    `${JSON.stringify({ outlets: OUTLETS, deliveries: history.deliveries.length, calls, faults })}\n`,
  );
  expect(wrong).toEqual([]);
  expect(faults > 100).toBe(climate !== still);
});
