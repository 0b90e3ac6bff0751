// Whatever people do with their subscriptions, in whatever order, and however late and often messages come: the invariants
// of the design hold, and the next release is right for all.
import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { releaseId } from '../../../functions/core/release.ts';
import type { Subscriber, Wishes } from '../../../functions/core/subscriber.ts';
import { type DatedPurpose, type Purpose, signDated, signToken } from '../../../functions/core/token.ts';
import { answer } from '../../../functions/subscriptions/handler.ts';
import type { Ports } from '../../../functions/subscriptions/ports.ts';
import { calm } from '../../simulation/faults.ts';
import { edition, keys, languages, newsroom, site } from '../../simulation/newsroom.ts';
import {
  addresses,
  type Deed,
  idOf,
  member,
  preferencesForm,
  signUpForm,
  stored,
  wishesOf,
} from '../../simulation/people.ts';
import * as consentRows from '../../simulation/ports/consents.ts';
import * as signUpRows from '../../simulation/ports/sign-ups.ts';
import * as subscriberRows from '../../simulation/ports/subscribers.ts';
import { direct } from '../../simulation/ports/wire.ts';
import { told } from '../../simulation/report.ts';
import { simulate } from '../../simulation/run.ts';
import type { Scenario } from '../../simulation/scenario.ts';
import { type Climate, START, still } from '../../simulation/world.ts';
import { tries } from '../../thorough.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Nothing fails, but nothing comes in its order either. */
const disorder: Climate = {
  ...{ faults: calm, grain: 0.3, slowness: 0, duplicates: 0.3 },
  events: { twice: 0.3, late: 0.4, veryLate: 0.2, lost: 0 },
};

const chosen = fc.record({
  languages: fc.shuffledSubarray([...languages], { minLength: 1 }),
  standIn: fc.boolean(),
  topics: fc.subarray(['water', 'health']),
  frequency: fc.constantFrom('immediate' as const, 'immediate' as const, 'daily' as const),
  pausedUntil: fc.constantFrom(null, null, '2026-12-24'),
});

const address = fc.constantFrom(...addresses);

/** What is done, by whom, and how long after what was done before. */
const deed = fc.tuple(
  address,
  fc.constantFrom(0, 500, MINUTE, 10 * MINUTE, 2 * HOUR),
  fc.oneof(
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('sign up' as const), chosen }) },
    { weight: 4, arbitrary: fc.record({ kind: fc.constant('press' as const) }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('choose' as const), chosen }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('move' as const), to: address }) },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('quit' as const),
        way: fc.constantFrom('one click' as const, 'page' as const, 'preferences' as const),
        isUndone: fc.boolean(),
      }),
    },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('import' as const), chosen }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('forget' as const, 'mend' as const) }) },
  ),
);

const deeds = fc.array(deed, { minLength: 1, maxLength: 14 }).map((all) => {
  let at = START + 1000;
  return all.map(([address, after, { kind, ...rest }]): Deed => {
    at += after;
    const made = 'chosen' in rest ? rest.chosen : undefined;
    const form = made && (kind === 'choose' ? preferencesForm(made) : signUpForm(address, made));
    return { at, address, kind, ...rest, ...(made ? { form, wishes: wishesOf(made) } : {}) } as Deed;
  });
});

/** What is done, then a release; the same people, and two who were imported before. */
function scenarioOf(deeds: Deed[], members: Subscriber[]): Scenario {
  const last = Math.max(...deeds.map(({ at }) => at));
  const key = 'releases/0.md';
  const release = {
    ...{ id: releaseId(key), key, date: '2026-11-29', slug: 'release-0', correction: null, withdrawal: null },
    ...{ reinstates: false, contact: null, notify: null, topics: ['water'], require: null, embargoes: {} },
    editions: (['fr', 'ar'] as const).map((language) => edition({ release: 0, text: 0, language })),
  };
  const at = last + 5 * HOUR;
  return {
    ...{
      subscribers: [],
      members,
      fates: new Map(),
      outlets: [],
      hasFeeds: false,
      perDay: null,
      isLost: false,
      horizon: at,
    },
    uploads: [{ at, key, release, sequence: 1, eventAfter: [100] }],
    actions: deeds.map((deed) => ({ kind: 'deed' as const, at: deed.at, deed })),
  };
}

const members = fc
  .uniqueArray(fc.tuple(address, chosen), { maxLength: 3, selector: ([one]) => stored(one) })
  .map((all) => all.map(([one, made]) => member(one, wishesOf(made))));

test('any sequence keeps the invariants, and the release after it goes to whom it should', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 1_000_000 }), deeds, members, async (seed, done, there) => {
      const outcome = await simulate(seed, { planned: scenarioOf(done, there), climate: disorder });
      expect(outcome.broken, told(outcome, 40)).toBeUndefined();
    }),
    { numRuns: tries(50, 150) },
  );
});

describe('who chooses daily digests while a release is being sent', () => {
  const chosen = {
    ...{ languages: ['fr' as const], standIn: false, topics: [], pausedUntil: null },
    frequency: 'daily' as const,
  };
  const reader = member('rania@readers.example', { ...wishesOf(chosen), frequency: 'immediate' });

  test.each([
    ['before it came out', -10, 'daily-20261130T07'],
    ['before their copy was sent', 10, 'publication'],
    ['after their copy was sent', 50, 'publication'],
  ])('%s, has it once', async (_, minutes, occasion) => {
    const form = preferencesForm(chosen);
    const at = START + 5 * HOUR + 1000;
    const chooses: Deed = { at: at + minutes * MINUTE, address: reader.address, kind: 'choose', form };
    const planned = scenarioOf([{ at: START + 1000, address: reader.address, kind: 'mend' }, chooses], [reader]);
    const uploads = planned.uploads.map((one) => ({ ...one, at }));
    const stops = [
      { at: at - MINUTE, kind: 'stop' as const },
      { at: at + 30 * MINUTE, kind: 'go' as const },
    ];

    const { broken, world } = await simulate(1, {
      planned: { ...planned, uploads, actions: [...planned.actions, ...stops], horizon: START + 30 * HOUR },
      climate: still,
    });

    expect(broken).toBeUndefined();
    expect(world.history.accepts.map(({ tags }) => tags.occasion)).toEqual([occasion]);
  });
});

describe('once there is a newer address', () => {
  const wishes: Wishes = {
    ...{ languages: ['en'], standIn: false, topics: [], frequency: 'immediate' },
    ...{ timezone: 'UTC', hour: 8, pausedUntil: null },
  };
  const rania = member('rania@readers.example', wishes);
  let minutes = 0;
  let stores: { subscribers: subscriberRows.SubscriberStore; signUps: signUpRows.SignUpStore };
  let ports: Ports;

  beforeEach(() => {
    stores = { subscribers: subscriberRows.newSubscribers(), signUps: signUpRows.newSignUps() };
    ports = {
      subscribers: subscriberRows.subscribers(stores.subscribers, direct),
      signUps: signUpRows.signUps(stores.signUps, direct),
      consents: consentRows.consents(consentRows.newConsents(), direct),
      letters: { sendAll: async () => undefined },
      unsuppress: async () => undefined,
      ...{ keys: async () => keys, newsroom, site, now: () => new Date(START + minutes * MINUTE) },
    };
    stores.subscribers.members.set(rania.id, rania);
  });

  async function post(path: string, token: string, form: Record<string, string> = {}): Promise<number> {
    const nobody = { query: new URLSearchParams(), client: 'somebody', accepts: '' };
    const request = { ...nobody, method: 'POST', token, form: new URLSearchParams(form) };
    return (await answer(path, request, ports)).statusCode;
  }

  const link = (purpose: Purpose, id: string) => signToken(keys, purpose, id);

  /** Asks for another address; the links by which both mailboxes agree. */
  async function askFor(address: string) {
    minutes++;
    await post('/api/preferences', link('preferences', rania.id), { act: 'address', address });
    const asked = [...stores.signUps.rows.values()].find(({ signUp }) => signUp.address === address)?.signUp;
    const token = (end: DatedPurpose) => signDated(keys, end, { id: asked?.id ?? '', at: asked?.askedAt ?? '' });
    const press = (end: DatedPurpose) => post('/api/confirm', token(end));
    return { arrive: () => press('arrive'), depart: () => press('depart') };
  }

  const addressNow = () => stores.subscribers.members.get(rania.id)?.address;

  test('a link that was followed before it leads nowhere', async () => {
    const first = await askFor('first@readers.example');
    await first.depart();
    await first.arrive();
    const second = await askFor('second@readers.example');
    await second.depart();
    expect(await second.arrive()).toBe(200);

    expect(await first.arrive()).toBe(400);

    expect(addressNow()).toBe('second@readers.example');
  });

  test('a link that was asked for before it and followed after it leads nowhere', async () => {
    const first = await askFor('first@readers.example');
    const second = await askFor('second@readers.example');
    await second.depart();
    await second.arrive();

    await first.depart();
    expect(await first.arrive()).toBe(400);

    expect(addressNow()).toBe('second@readers.example');
  });

  test('a link to leave, in a mail of the subscription that was there, ends what is sent there', async () => {
    const other = member('other@readers.example', wishes);
    stores.subscribers.members.set(other.id, other);
    const moved = await askFor(other.address);
    await moved.depart();
    await moved.arrive();
    expect(addressNow()).toBe(other.address);
    expect(stores.subscribers.members.get(idOf(other.address))).toBeUndefined();

    expect(await post('/api/unsubscribe', link('unsubscribe', other.id))).toBe(200);

    expect(stores.subscribers.members.get(rania.id)?.state).toBe('unsubscribed');
  });
});
