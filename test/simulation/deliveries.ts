// What must be true of outlets once all is quiet: what each was delivered, in which order, signed how, and since when not.
import { createHmac } from 'node:crypto';
import type { Outlet } from '../../functions/core/outlet.ts';
import type { Delivery, OutletStand } from './history.ts';
import type { Judged } from './invariants.ts';
import { site } from './newsroom.ts';
import { outletId, type PlannedOutlet } from './outlets.ts';
import type { World } from './world.ts';

type Invariant = (world: World, judged: Judged) => string | undefined;

/** Milliseconds that a delivery may be under way. */
const UNDER_WAY = 30_000;

/** Milliseconds within which who answers quickly has each version, whatever others do. */
const PROMPT = 60_000;

const shown = (at: number): string => new Date(at).toISOString().slice(11, 23);

/** As it was put into the public bucket, oldest first. */
const versionsOf = ({ history }: World, feed: string): { body: string; at: number }[] =>
  history.put.filter(({ key }) => key === feed);

const standsOf = ({ history }: World, callback: string): OutletStand[] =>
  history.outletStands.get(outletId(callback)) ?? [];

const isLive = (row: Outlet | undefined, at: number): row is Outlet =>
  row !== undefined && Date.parse(row.leaseUntil) > at;

/** What the hub's table held at some time from `from` to `until`, and was live then. */
function liveRows(world: World, callback: string, from: number, until: number): Outlet[] {
  const stands = standsOf(world, callback);
  return stands.flatMap(({ at, row }, index) => {
    const end = stands[index + 1]?.at ?? Number.POSITIVE_INFINITY;
    return at <= until && end >= from && isLive(row, Math.max(at, from)) ? [row] : [];
  });
}

const byOutlet = (world: World): [PlannedOutlet, Delivery[]][] => {
  const all = Map.groupBy(world.history.deliveries, ({ callback }) => callback);
  return [...world.outlets.values()].map((outlet) => [outlet, all.get(outlet.callback) ?? []]);
};

/** Only who said that it meant it is kept, and as it asked for. */
const verified: Invariant = (world) => {
  for (const { callback, feed } of world.outlets.values()) {
    for (const { at, row } of standsOf(world, callback)) {
      const isMeant = world.history.asks.some(
        (ask) =>
          ask.callback === callback &&
          ask.mode === 'subscribe' &&
          ask.secret === row?.secret &&
          ask.at <= Date.parse(row.askedAt) &&
          ask.confirmed.some((confirmed) => confirmed <= at),
      );
      if (row && (row.feed !== feed || !isMeant))
        return `${callback} was kept at ${shown(at)}, and had not confirmed it`;
    }
  }
  return undefined;
};

const signatureBy = ({ secret }: Outlet, body: string): string | undefined =>
  secret === null ? undefined : `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;

/** To who is subscribed then, or was when it was sent; signed with the secret that was theirs; saying what it is. */
const wanted: Invariant = (world) => {
  for (const { callback, feed, at, body, headers } of world.history.deliveries) {
    const rows = liveRows(world, callback, at - UNDER_WAY, at);
    if (rows.length === 0) return `${callback} was delivered to at ${shown(at)}, and was not subscribed`;
    if (rows.every((row) => headers['x-hub-signature'] !== signatureBy(row, body)))
      return `what ${callback} was delivered at ${shown(at)} is not signed by its secret`;
    if (headers.link !== `<${site}/api/hub>; rel="hub", <${site}/${feed}>; rel="self"`)
      return `what ${callback} was delivered says it is of ${headers.link}`;
  }
  return undefined;
};

/** Never an older version after a newer one. */
const forward: Invariant = (world) => {
  for (const [{ callback, feed }, deliveries] of byOutlet(world)) {
    const versions = versionsOf(world, feed);
    let known = 0;
    for (const { at, body } of deliveries) {
      // The first that it can be: a feed may be again what it once was.
      const found = versions.findIndex((one, index) => index >= known && one.at <= at && one.body === body);
      if (found < 0) return `${callback} was delivered at ${shown(at)} what is older than what it had`;
      known = found;
    }
  }
  return undefined;
};

/** One at a time. */
const turns: Invariant = (world) => {
  for (const [{ callback }, deliveries] of byOutlet(world)) {
    const early = deliveries.find(({ at }, index) => at < (deliveries[index - 1]?.ends ?? 0));
    if (early) return `${callback} was delivered to at ${shown(early.at)}, in the middle of another delivery`;
  }
  return undefined;
};

/** Since when it is subscribed without a break; undefined where it isn't any more. */
function subscribedSince(world: World, callback: string): number | undefined {
  const stands = standsOf(world, callback);
  if (!isLive(stands.at(-1)?.row, world.schedule.now())) return undefined;
  const breaks = stands.findLastIndex(({ at }, index) => !isLive(stands[index - 1]?.row, at));
  return stands[breaks]?.at;
}

/** Who is subscribed has the feed as it is, and had it last. */
const current: Invariant = (world) => {
  for (const [{ callback, feed }, deliveries] of byOutlet(world)) {
    const since = subscribedSince(world, callback);
    const newest = versionsOf(world, feed).at(-1);
    if (since === undefined || !newest || newest.at <= since) continue;
    const last = deliveries.at(-1);
    if (last?.body !== newest.body) return `${callback} was not delivered what ${feed} is since ${shown(newest.at)}`;
    if (last.status < 200 || last.status > 299) return `${callback} refused ${feed} last, and was not asked again`;
  }
  return undefined;
};

/** Where nothing goes wrong, nothing is delivered to who said that it is gone, unless it asked anew. */
const gone: Invariant = (world) => {
  for (const [{ callback }, deliveries] of byOutlet(world)) {
    const told = deliveries.find(({ status, at }) => status === 410 && (world.isCalm || at > world.calmSince));
    const after = told && deliveries.find((one) => one.call > told.call && one.at > told.at);
    const asks = world.history.asks.filter((ask) => ask.callback === callback);
    if (!after || asks.some(({ confirmed }) => confirmed.some((at) => at > told.at - UNDER_WAY))) continue;
    return `${callback} was delivered to at ${shown(after.at)}, and had said that it is gone`;
  }
  return undefined;
};

/** Where nothing goes wrong: each version that stood for a while reached, while it stood, all that answer quickly. */
const prompt: Invariant = (world, { planned }) => {
  if (!world.isCalm || planned.actions.some(({ kind }) => kind === 'jump')) return undefined;
  for (const [outlet, deliveries] of byOutlet(world)) {
    const { callback, feed, manner, from } = outlet;
    for (const [index, { at, body }] of versionsOf(world, feed).entries()) {
      const until = at + PROMPT;
      const isQuick = manner === 'quick' || from > until;
      const stood = versionsOf(world, feed)[index + 1]?.at ?? Number.POSITIVE_INFINITY;
      const stands = standsOf(world, callback);
      const there = stands.slice(
        Math.max(
          0,
          stands.findLastIndex((one) => one.at < at),
        ),
      );
      const isSubscribed =
        (there[0]?.at ?? until) < at &&
        there.every((one) => one.at > until || isLive(one.row, Math.max(one.at, until)));
      if (!isQuick || stood <= until || !isSubscribed) continue;
      // It may have it still, from before it was another for a moment.
      const had = deliveries.findLastIndex((one) => one.at < at);
      if (!deliveries.some((one, index) => index >= had && one.at <= until && one.body === body))
        return `${callback} answers quickly, and had no ${feed} of ${shown(at)} within ${PROMPT} ms`;
    }
  }
  return undefined;
};

/** Who is counted among those that a release was pushed to has it in the end. */
const counted: Invariant = (world) => {
  const { schedule, stores } = world;
  for (const [releaseId, pushes] of stores.outlets.pushes) {
    for (const { feed, etag, at } of pushes.values()) {
      for (const row of stores.outlets.rows.get(feed)?.values() ?? []) {
        // Who asks while it is pushed may be told or not.
        if (!isLive(row, schedule.now()) || Date.parse(row.since) > Date.parse(at) - UNDER_WAY) continue;
        if (row.etag !== etag && (row.takenAt ?? '') < at)
          return `${row.callback} is counted as waiting for ${feed} of ${releaseId} for ever`;
      }
    }
  }
  return undefined;
};

const all = { verified, wanted, turns, forward, current, gone, prompt, counted } satisfies Record<string, Invariant>;

export function checkDeliveries(judged: Judged): string | undefined {
  if (judged.world.outlets.size === 0) return undefined;
  for (const holds of Object.values(all)) {
    const message = holds(judged.world, judged);
    if (message !== undefined) return message;
  }
  return undefined;
}
