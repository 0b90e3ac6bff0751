// What must be true of subscriptions once all is quiet, reckoned from who asked for what, and pressed which link.

import type { History, Stand, Visit } from './history.ts';
import type { Judged } from './invariants.ts';
import { mailboxOf } from './people.ts';
import type { World } from './world.ts';

type Invariant = (world: World) => string | undefined;

const MAY_NOT_BE_WRITTEN_TO = ['postmaster@readers.example'];

/** What a link that ends some day says: which sign-up, or whose leaving, and when that was. */
const said = (token: string): { id: string; at: string } => ({
  id: token.slice(1, 13),
  at: new Date(Number.parseInt(token.slice(13, 22), 36)).toISOString(),
});

const tokenIn = (url: string): string => new URL(url).searchParams.get('t') ?? '';

const presses = ({ visits }: History, ...whats: Visit['what'][]): Visit[] =>
  visits.filter(({ what, method }) => method === 'POST' && whats.includes(what));

/** Each change of somebody's rows, with what stood before. */
const changes = ({ stands }: History): { id: string; before: Stand | undefined; after: Stand; past: Stand[] }[] =>
  [...stands].flatMap(([id, all]) =>
    all.map((after, index) => ({ id, before: all[index - 1], after, past: all.slice(0, index) })),
  );

/** 12 */
const gets: Invariant = ({ history }) => history.changedByGet && `12: a GET changed something: ${history.changedByGet}`;

/** 15 */
const alike: Invariant = ({ history }) => {
  const answered = presses(history, 'sign up').filter(({ ended }) => ended !== undefined);
  const [first] = answered;
  for (const one of answered) {
    const isSame = one.answer?.statusCode === first?.answer?.statusCode && one.answer?.body === first?.answer?.body;
    if (!isSame) return `15: ${one.address} was answered ${one.answer?.statusCode}, unlike ${first?.address}`;
    const [own, other] = [one.calls.join(' '), first?.calls.join(' ')];
    if (own !== other) return `15: for ${one.address} the stores were asked ${own}; for ${first?.address} ${other}`;
  }
  return undefined;
};

/** Nobody is written to at an address whose owner did not ask for it, or who was not imported. */
const invited: Invariant = ({ history }) => {
  for (const { id, before, after } of changes(history)) {
    const address = after.member?.address;
    if (address === undefined || before?.member?.address === address || after.call < 0) continue;
    const isImported = history.imports.some((one) => one.address === address && one.begun <= after.call);
    const isPressed = presses(history, 'confirm', 'arrive').some(
      (one) => one.address === address && one.begun <= after.call,
    );
    if (!isImported && !isPressed) return `subscriptions: ${id} has ${address}, which nobody confirmed`;
  }
  return undefined;
};

/** Whether all that holds an address was being taken away meanwhile. */
const isBeingErased = ({ erasures }: History, id: string, call: number): boolean =>
  erasures.some(
    ({ ids, begun, ended }) => ids.includes(id) && begun <= call && call <= (ended ?? Number.POSITIVE_INFINITY),
  );

/** Whether whoever confirmed it was erased at the same time: they asked for it after that had begun. */
const wasErasedMeanwhile = (history: History, id: string, confirmed: string | undefined): boolean =>
  presses(history, 'confirm').some(
    ({ token, begun }) => said(token).at === confirmed && isBeingErased(history, id, begun),
  );

/** 2, of subscriptions: a confirmation counts once, and none after a newer one; a leaving is taken back by its own link. */
const confirmations: Invariant = ({ history }) => {
  for (const { id, before, after, past } of changes(history)) {
    if (after.member?.state !== 'active' || before === undefined || isBeingErased(history, id, after.call)) continue;
    // What makes them a subscriber for a moment takes them away again.
    if (after.suppression?.reason === 'erased') continue;
    const { confirmed } = after.member;
    if (before.member === undefined && wasErasedMeanwhile(history, id, confirmed)) continue;
    const isSame = before.member?.confirmed === confirmed;
    if (before.member?.state === 'unsubscribed' && isSame) {
      const left = before.member.unsubscribedAt;
      const isReturn = (one: Visit) =>
        one.begun <= after.call && said(one.token).id === id && said(one.token).at === left;
      if (!presses(history, 'return').some(isReturn)) return `10: ${id} left at ${left} and is back uncalled`;
    }
    if (confirmed === undefined || (isSame && before.member !== undefined)) continue;
    const older = past.find(({ member }) => (member?.confirmed ?? '') >= confirmed);
    if (older) return `2: ${id} confirmed what they asked for at ${confirmed} after ${older.member?.confirmed}`;
    const isAsked = presses(history, 'confirm').some(
      ({ begun, token }) => begun <= after.call && said(token).at === confirmed,
    );
    if (!isAsked) return `subscriptions: ${id} confirmed nothing of ${confirmed}`;
  }
  return undefined;
};

/** A change of address takes both ends, and counts once. */
const moves: Invariant = ({ history }) => {
  const used = new Map<string, string>();
  for (const { id, before, after } of changes(history)) {
    const address = after.member?.address;
    if (address === undefined || before?.member === undefined || before.member.address === address) continue;
    const departed = new Set(
      presses(history, 'depart')
        .filter((one) => one.subscriberId === id && one.begun <= after.call)
        .map(({ token }) => said(token).at),
    );
    const agreed = presses(history, 'arrive')
      .filter((one) => one.address === address && one.begun <= after.call && departed.has(said(one.token).at))
      .map(({ token }) => said(token).at)
      .filter((at) => at > (used.get(id) ?? ''))
      .toSorted();
    const [first] = agreed;
    if (first === undefined) return `2: ${id} moved from ${before.member.address} to ${address} by nothing newer`;
    used.set(id, first);
  }
  return undefined;
};

/** 11 */
const suppressions: Invariant = ({ history, stores }) => {
  const isSince = (id: string, at: string, call: number) =>
    presses(history, 'confirm', 'arrive', 'depart').some(
      ({ subscriberId, token, begun }) => subscriberId === id && begun <= call && said(token).at > at,
    );
  for (const { id, before, after } of changes(history)) {
    if (!before?.suppression || after.suppression) continue;
    if (!isSince(id, before.suppression.at, after.call))
      return `11: the suppression of ${id} at ${before.suppression.at} was undone by nothing newer`;
  }
  for (const { id, at } of history.ends) {
    if (stores.subscribers.suppressed.has(id) || isSince(id, at, Number.POSITIVE_INFINITY)) continue;
    return `11: ${id} is not suppressed since ${at}`;
  }
  return undefined;
};

/** Who asks has one letter, and who must not be written to none. */
const letters: Invariant = ({ history }) => {
  for (const [url, same] of Map.groupBy(history.letters, ({ url }) => url))
    if (same.length > 1) return `subscriptions: ${same.length} letters with the link ${url}`;
  for (const { address, tags, at, call } of history.letters) {
    if (MAY_NOT_BE_WRITTEN_TO.includes(address)) return `subscriptions: a letter went to ${address}`;
    const stands = history.stands.get(tags.subscriber) ?? [];
    const since = stands.findLast((one) => one.call < call)?.suppression?.at;
    const stored = stands.find(({ suppression }) => suppression?.at === since)?.call ?? 0;
    const month = history.letters.filter(
      (one) => one.tags.subscriber === tags.subscriber && one.call < call && one.at > at - 30 * 24 * 3_600_000,
    );
    if (since && month.some(({ url, call }) => call > stored && said(tokenIn(url)).at > since))
      return `subscriptions: ${tags.subscriber}, who is suppressed, has a second letter`;
  }
  for (const { id, address, askedAt, moves } of history.asked) {
    const isOvertaken = history.asked.some((one) => one.id === id && one.askedAt > askedAt);
    if (moves !== null || isOvertaken || history.claimed.has(`confirm ${id} ${askedAt}`)) continue;
    if (MAY_NOT_BE_WRITTEN_TO.includes(address) || wasSuppressed(history, address)) continue;
    return `subscriptions: ${address} was asked for at ${askedAt} and has no letter`;
  }
  return undefined;
};

const wasSuppressed = ({ stands, letters, accepts, erasures }: History, address: string): boolean => {
  // What waits for a mailbox goes with any of its addresses.
  if (erasures.some((one) => mailboxOf(one.address) === mailboxOf(address))) return true;
  const ids = new Set(
    [...letters, ...accepts].filter((one) => one.address === address).map(({ tags }) => tags.subscriber),
  );
  for (const [id, all] of stands) if (all.some(({ member }) => member?.address === address)) ids.add(id);
  return [...ids].some((id) => stands.get(id)?.some(({ suppression }) => suppression !== undefined));
};

/** The consent record is only added to, and tells of all who are written to. */
const consents: Invariant = ({ history, stores }) => {
  const { rows } = stores.consents;
  const erased = new Set(history.erasures.flatMap(({ ids }) => ids));
  for (const consent of history.consents) {
    const { subscriberId, said, at } = consent;
    const kept = [...(rows.get(subscriberId)?.values() ?? [])].map((one) => JSON.stringify(one));
    if (!kept.includes(JSON.stringify(consent)) && !erased.has(subscriberId))
      return `subscriptions: what ${subscriberId} said at ${at}, "${said}", is no longer on record`;
  }
  for (const { id, state, confirmed } of stores.subscribers.members.values()) {
    if (state !== 'active' || confirmed === undefined || wasErasedMeanwhile(history, id, confirmed)) continue;
    const all = [...(rows.get(id)?.values() ?? [])];
    if (!all.some((one) => one.said === 'yes' && one.askedAt === confirmed))
      return `subscriptions: nothing proves that ${id} wanted it at ${confirmed}`;
  }
  return undefined;
};

/** Of who was erased nothing is left but a keyed hash, unless they asked anew. */
const erasures: Invariant = ({ history, stores }) => {
  const { members, aliases, suppressed } = stores.subscribers;
  const held = JSON.stringify([
    [...members.values(), ...aliases, ...suppressed, ...stores.signUps.rows.values()],
    [...stores.ledger.rows.values()].map((rows) => [...rows.values()]),
    Object.values(stores.queues).map(({ messages, dead }) => [messages, dead]),
  ]);
  for (const { address, ids, begun, ended } of history.erasures) {
    if (ended === undefined) continue;
    const end = ({ ended }: { ended: number | undefined }) => ended ?? Number.POSITIVE_INFINITY;
    const isAskedFor = history.visits.some(
      (one) =>
        end(one) >= begun &&
        ((one.what === 'sign up' && one.address === address) ||
          (one.what === 'choose' && one.form.toLowerCase().includes(encodeURIComponent(address).toLowerCase()))),
    );
    const isImportedMeanwhile = history.imports.some(
      (one) => one.address === address && one.begun < ended && end(one) >= begun,
    );
    // What proves that somebody else wanted it, who had the address and has moved on, stays with them.
    const proofs = ids.flatMap((id) => [...(stores.consents.rows.get(id)?.values() ?? [])]);
    const isHeld = `${held}${JSON.stringify(proofs)}`.includes(`"${address}"`);
    if (!isAskedFor && !isImportedMeanwhile && isHeld) return `subscriptions: ${address} was erased and is still held`;
  }
  return undefined;
};

/** Who leaves by a link in a mail has left: what is written to that address ends. */
const leavings: Invariant = ({ history, stores }) => {
  const erased = history.erasures.map(({ address }) => address);
  for (const { address, subscriberId, begun, ended } of presses(history, 'leave')) {
    if (ended === undefined || erased.includes(address)) continue;
    const stood = history.stands.get(subscriberId)?.filter(({ call }) => call <= ended) ?? [];
    const isBack = (one: Visit) => (one.ended ?? Number.POSITIVE_INFINITY) >= begun && one.address === address;
    if (presses(history, 'confirm', 'arrive', 'return').some(isBack)) continue;
    if (history.imports.some((one) => one.address === address && (one.ended ?? Number.POSITIVE_INFINITY) >= begun))
      continue;
    const last = stood.at(-1)?.member;
    if (last?.state === 'active') return `10: ${subscriberId} left and is still a subscriber`;
    if (last) continue;
    for (const [id, all] of history.stands) {
      const then = all.findLast(({ call }) => call <= ended)?.member;
      const now = stores.subscribers.members.get(id);
      const isTheirs = [then, now].every((one) => one?.address === address && one.state === 'active');
      if (isTheirs) return `10: whoever has ${address} left, and is still written to as ${id}`;
    }
  }
  return undefined;
};

const all = {
  ...{ gets, alike, invited, confirmations, moves, suppressions, letters, consents, erasures, leavings },
} satisfies Record<string, Invariant>;

export function checkSubscriptions({ world }: Pick<Judged, 'world'>): string | undefined {
  for (const holds of Object.values(all)) {
    const message = holds(world);
    if (message !== undefined) return message;
  }
  return undefined;
}
