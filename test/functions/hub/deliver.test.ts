// Deliveries over the days of a lease, which no test waits for: the handler, with a clock and an outlet of the test's.
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { DeliveryDue } from '../../../functions/core/messages.ts';
import type { Outlet } from '../../../functions/core/outlet.ts';
import { type DeliverEdges, deliver } from '../../../functions/hub/deliver-handler.ts';
import { isSlow, outcome, pauseAfter } from '../../../functions/hub/delivery.ts';

beforeEach(() => void vi.spyOn(console, 'log').mockReturnValue());
afterEach(() => void vi.restoreAllMocks());

const hour = 3_600_000;
const start = Date.parse('2026-11-01T08:00:00.000Z');
const leaseUntil = new Date(start + 240 * hour).toISOString();

const anOutlet = (changes: Partial<Outlet> = {}): Outlet => ({
  ...{ feed: 'en/atom.xml', id: 'o1', callback: 'https://outlet.example/wire', secret: null, failures: 0, leaseUntil },
  ...{ since: '2026-11-01T08:00:00.000Z', askedAt: '2026-11-01T08:00:00.000Z' },
  ...changes,
});

type Sent = { due: DeliveryDue; at: number };

/** A world of one outlet, whose answers are `statuses`, the last one for ever. */
function world(statuses: number[], changes: Partial<Outlet> = {}) {
  const state = { now: start, outlet: anOutlet(changes) as Outlet | undefined, version: '1', isBusy: false };
  const [calls, sent]: [{ at: number; body: string; limit: number }[], Sent[]] = [[], []];
  const edges: DeliverEdges = {
    site: 'https://news.example',
    now: () => new Date(state.now),
    newAttempt: () => 'mine',
    public: {
      read: async () => ({
        ...{
          bytes: Buffer.from(state.version),
          etag: state.version,
          contentType: 'application/atom+xml',
          metadata: {},
        },
      }),
    },
    outlets: {
      get: async () => state.outlet,
      claim: async () => (state.isBusy ? undefined : state.outlet),
      took: async (_, __, { etag, takenAt }) => {
        if (state.outlet) state.outlet = { ...state.outlet, etag, takenAt, failures: 0 };
        return true;
      },
      failed: async (_, __, failures) => {
        if (state.outlet) state.outlet = { ...state.outlet, failures };
        return true;
      },
      gone: async () => {
        state.outlet = undefined;
        return true;
      },
    },
    call: async (_, { body, limit }) => {
      calls.push({ at: state.now, body: Buffer.from(body ?? []).toString(), limit });
      const status = statuses.length > 1 ? (statuses.shift() ?? 0) : (statuses[0] ?? 0);
      return { status, body: '', reason: `status ${status}` };
    },
    deliverSlowly: {
      send: async (due, seconds = 0) => void sent.push({ due, at: state.now + seconds * 1000 }),
    },
  };
  return {
    ...{ state, calls, sent },
    give: (due: Partial<DeliveryDue> = {}) => deliver({ feed: 'en/atom.xml', outlet: 'o1', retry: 0, ...due }, edges),
    /** Handles all that was sent, at its time, until nothing is left. */
    async settle() {
      for (let one = sent.shift(); one !== undefined; one = sent.shift()) {
        state.now = one.at;
        await deliver(one.due, edges);
      }
    },
  };
}

describe('§7 an outlet that fails', () => {
  test('is tried again after a pause that doubles, up to a quarter of an hour, until it takes it', async () => {
    const one = world([...Array(9).fill(500), 200]);

    await one.give();
    await one.settle();
    const pauses = one.calls.map(({ at }, index) => (at - (one.calls[index - 1]?.at ?? at)) / 1000);
    expect(pauses).toEqual([0, 10, 20, 40, 80, 160, 320, 640, 900, 900]);
    expect(one.state.outlet).toMatchObject({ failures: 0, etag: '1' });
  });

  test.each([0, 199, 302, 307, 404, 500, 503])('is one that answers %i', (status) => {
    expect(outcome(status)).toBe('failed');
  });

  test.each([200, 202, 204, 299])('is none that answers %i', (status) => {
    expect(outcome(status)).toBe('taken');
  });

  test('§5.3.1 is tried until its lease ends, and not a moment longer', async () => {
    const one = world([500]);

    await one.give();
    await one.settle();
    expect(one.calls.length).toBeGreaterThan(900);
    expect(one.calls.at(-1)?.at).toBeGreaterThan(Date.parse(leaseUntil) - 900_000);
    expect(one.calls.at(-1)?.at).toBeLessThan(Date.parse(leaseUntil));
  });

  test('gets what is new when it is tried again, and not what it missed', async () => {
    const one = world([500, 200]);

    await one.give();
    one.state.version = '2';
    await one.settle();
    expect(one.calls.map(({ body }) => body)).toEqual(['1', '2']);
  });

  test('is tried at once where something is new; the tries of before end', async () => {
    const one = world([500, 500, 500, 200]);

    await one.give();
    one.state.version = '2';
    await one.give();
    expect(one.sent.map(({ due }) => due.retry)).toEqual([1, 2]);
    await one.settle();
    expect(one.calls).toHaveLength(4);
    expect(one.sent).toEqual([]);
  });
});

test('an outlet that is gone, or left meanwhile, or whose lease has ended, gets nothing', async () => {
  const gone = world([410]);
  await gone.give();
  await gone.give();
  expect([gone.calls.length, gone.sent.length, gone.state.outlet]).toEqual([1, 0, undefined]);

  const over = world([200], { leaseUntil: new Date(start).toISOString() });
  await over.give();
  expect(over.calls).toEqual([]);
});

test('what it has is not sent again, whatever comes twice', async () => {
  const one = world([200]);

  await one.give();
  await one.give();
  expect(one.calls).toHaveLength(1);
});

test('while somebody else delivers to it, it is left alone, and tried again soon', async () => {
  const one = world([200]);
  one.state.isBusy = true;

  await one.give();
  expect(one.calls).toEqual([]);
  expect(one.sent).toEqual([{ due: { feed: 'en/atom.xml', outlet: 'o1', retry: 0 }, at: start + 5000 }]);
});

test('who is slow, or failed, is waited for longer, among its like', async () => {
  expect(
    [{}, { milliseconds: 900 }, { milliseconds: 1100 }, { failures: 1 }].map((one) => isSlow(anOutlet(one))),
  ).toEqual([false, false, true, true]);
  const one = world([500, 200]);
  await one.give();
  await one.settle();
  expect(one.calls.map(({ limit }) => limit)).toEqual([4000, 15_000]);
});

test('a pause is never longer than SQS can hold a message', () => {
  expect(Math.max(...Array.from({ length: 2000 }, (_, failures) => pauseAfter(failures + 1)))).toBe(900);
});
