// Every single crash: a small history is run once to count its calls, then once for each call and fault.

import { releaseId } from '../../functions/core/release.ts';
import { type Fault, single } from './faults.ts';
import { edition, languages } from './newsroom.ts';
import type { Manner, OutletDeed, PlannedOutlet } from './outlets.ts';
import { type Deed, member, preferencesForm, signUpForm, wishesOf } from './people.ts';
import { type Options, type Outcome, simulate } from './run.ts';
import type { Action, Planned, Scenario, Size } from './scenario.ts';
import { START } from './world.ts';

/** Three readers, and one release with one change. */
const small: Size = { subscribers: [3, 3], releases: [1, 1], steps: [1, 1], digests: 0, feeds: 0 };

const MINUTE = 60_000;

/** One who signs up, chooses, leaves and comes back; one who was imported and moves. */
function subscriptions(): Scenario {
  const [rania, sam] = ['rania@readers.example', 'sam@readers.example'];
  const chosen = {
    ...{ languages: [...languages], standIn: false, topics: [], pausedUntil: null },
    frequency: 'immediate' as const,
  };
  const deeds: Deed[] = [
    { at: START + 1000, address: rania, kind: 'sign up', form: signUpForm(rania, chosen) },
    { at: START + 2000, address: sam, kind: 'move', to: 'sam@elsewhere.example' },
    { at: START + 20 * MINUTE, address: rania, kind: 'press' },
    {
      at: START + 25 * MINUTE,
      address: rania,
      kind: 'choose',
      form: preferencesForm({ ...chosen, topics: ['water'] }),
    },
    { at: START + 30 * MINUTE, address: rania, kind: 'quit', way: 'one click', isUndone: true },
    { at: START + 60 * MINUTE, address: rania, kind: 'forget' },
    { at: START + 70 * MINUTE, address: rania, kind: 'import', wishes: wishesOf(chosen) },
  ];
  return {
    ...{ subscribers: [], members: [member(sam, wishesOf(chosen))], fates: new Map(), uploads: [] },
    ...{ outlets: [], hasFeeds: false, perDay: null, isLost: false, horizon: START },
    actions: deeds.map((deed) => ({ kind: 'deed' as const, at: deed.at, deed })),
  };
}

/** One outlet that takes what it is given, one that fails at first, one that is gone, one that comes and one that leaves. */
function outlets(): Scenario {
  const callback = (name: string) => `https://${name}.example/wire?feed=${feed}`;
  const known = { secret: 'a secret of theirs', leaseSeconds: 864_000 };
  const outlet = (name: string, manner: Manner, lasts: number): PlannedOutlet => ({
    ...{ callback: callback(name), feed, manner, from: START, until: START + lasts, known },
  });
  const ask = (at: number, name: string, mode: OutletDeed['mode']): Action => {
    const deed = { mode, callback: callback(name), feed, leaseSeconds: 7200, secret: null, meant: 'yes' as const };
    return { kind: 'ask', at: START + at, deed };
  };
  const upload = (at: number, text: number): Planned => ({
    ...{ at: START + at, key: 'releases/0.md', sequence: text + 1, eventAfter: [100] },
    release: {
      ...{ id: releaseId('releases/0.md'), key: 'releases/0.md', date: '2026-11-29', slug: 'release-0' },
      ...{ correction: null, withdrawal: null, reinstates: false, contact: null, notify: false, topics: [] },
      ...{ require: null, embargoes: {}, editions: [edition({ release: 0, text, language: 'en' })] },
    },
  });
  return {
    ...{ subscribers: [], members: [], fates: new Map(), uploads: [upload(1000, 0), upload(MINUTE, 1)] },
    ...{ hasFeeds: true, perDay: null, isLost: false, horizon: START },
    outlets: [
      ...[outlet('takes', 'quick', 0), outlet('fails', 'failing', 30_000), outlet('gone', 'gone', 864_000_000)],
      ...[outlet('leaves', 'quick', 0), { ...outlet('comes', 'quick', 0), known: null }],
    ],
    actions: [ask(30_000, 'comes', 'subscribe'), ask(MINUTE + 200, 'leaves', 'unsubscribe')],
  };
}

const feed = 'en/feed.json';

type History = { seed: number; calls: number } & Pick<Options, 'size' | 'planned'>;

/** With the least calls that they have. */
export const histories = {
  'a release that is corrected': { seed: 94, calls: 200, size: small },
  'a release that is withdrawn': { seed: 12, calls: 200, size: small },
  'people who sign up, choose, move, leave, and are forgotten': { seed: 3, calls: 100, planned: subscriptions() },
  'outlets that are told, fail, are gone, come and leave': { seed: 4, calls: 100, planned: outlets() },
} satisfies Record<string, History>;

export const singleFaults: readonly Fault[] = ['crash before', 'crash after', 'unreported', 'repeated', 'stalled'];

/** The calls of a history in which nothing goes wrong. */
export const callsOf = async (history: History): Promise<number> => {
  const { calls, broken } = await faultAt(history);
  if (broken) throw new Error(`${broken.invariant}: ${broken.message}`);
  return calls;
};

/** The history, with a fault at a call; without one, nothing goes wrong. */
export const faultAt = ({ seed, size, planned }: History, index = -1, fault: Fault = 'stalled'): Promise<Outcome> =>
  simulate(seed, { ...(size ? { size } : {}), ...(planned ? { planned } : {}), faults: single(index, fault) });
