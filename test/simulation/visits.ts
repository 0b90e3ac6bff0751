// What people do, done: requests to the real pages and calls of the command line, through the scheduler, with what may go
// wrong. Who sees that it failed tries again.
import { subscriberId } from '../../functions/core/subscriber.ts';
import { nameKey, signToken } from '../../functions/core/token.ts';
import { signUpId } from '../../functions/subscriptions/ask.ts';
import { answer } from '../../functions/subscriptions/handler.ts';
import type { Ports as SubscriptionPorts } from '../../functions/subscriptions/ports.ts';
import type { LetterAccept, Visit } from './history.ts';
import { keys, newsroom, site } from './newsroom.ts';
import { type Deed, idOf, stored } from './people.ts';
import type { Fate } from './ports/ses.ts';
import type { Wire } from './ports/wire.ts';
import type { Ports, Wiring } from './wiring.ts';
import type { World } from './world.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** The API's functions live no longer. */
const LIFE = 10 * SECOND;

type Wanted = Pick<Visit, 'what' | 'method' | 'address' | 'token' | 'subscriberId'> & { form?: string };

const paths: Record<Visit['what'], string> = {
  ...{ 'sign up': '/api/subscribe', confirm: '/api/confirm', arrive: '/api/confirm', depart: '/api/confirm' },
  ...{ return: '/api/confirm', choose: '/api/preferences', leave: '/api/unsubscribe' },
};

const portsFor = ({ subscribers, signUps, consents, queues, unsuppress, now }: Ports): SubscriptionPorts => ({
  ...{ subscribers, signUps, consents, letters: queues.letters, unsuppress, now, newsroom, site },
  keys: async () => keys,
});

/** Something that is tried again, a minute later, until it ends well. */
function insistently(world: World, attempt: (onEnd: (failure: unknown) => void) => void): void {
  const { schedule, timeline } = world;
  let isOver = false;
  const again = () => timeline.add(schedule.now() + MINUTE, () => insistently(world, attempt), 'action');
  timeline.add(schedule.now() + 40 * SECOND, () => (isOver ? undefined : again()), 'action');
  attempt((failure) => {
    isOver = failure === undefined;
  });
}

/** One request; a POST that fails is sent again. */
export function visit(world: World, wanted: Wanted, wired: Wiring, then?: (body: string) => void): void {
  const attempt = (onEnd: (failure: unknown) => void): void => {
    const { schedule, history } = world;
    const made: Visit = {
      ...{ form: '', ...wanted, begun: schedule.calls(), begunAt: schedule.now(), ended: undefined },
      ...{ answer: undefined, calls: [] },
    };
    history.visits.push(made);
    schedule.start({
      ...{ name: 'subscriptions', limit: LIFE },
      work: async (run) => {
        const watched = { ...run, wire: watching(run.wire, made, world) };
        const request = {
          ...{ method: made.method, token: made.token, form: new URLSearchParams(made.form) },
          ...{ query: new URLSearchParams(), client: `client ${history.visits.length}`, accepts: 'en' },
        };
        made.answer = await answer(paths[made.what], request, portsFor(wired.ports(world, watched)));
      },
      onEnd: (failure) => {
        onEnd(failure);
        if (failure !== undefined) return;
        made.ended = schedule.calls();
        then?.(made.answer?.body ?? '');
      },
    });
  };
  if (wanted.method === 'POST') insistently(world, attempt);
  else attempt(() => undefined);
}

/** Notes what a request asks of the stores, and whether a GET changes any of them. */
function watching(wire: Wire, made: Visit, { stores, history }: World): Wire {
  const seen = () => {
    const { members, suppressed, aliases } = stores.subscribers;
    const maps = [members, suppressed, aliases, stores.signUps.rows, stores.signUps.clients];
    const consents = [...stores.consents.rows].map(([id, rows]) => [id, [...rows]]);
    return JSON.stringify([maps.map((map) => [...map]), consents, stores.queues.letters.sent]);
  };
  const watched =
    (kind: keyof Wire) =>
    <T>(name: string, effect: () => T): Promise<T> => {
      made.calls.push(name);
      if (made.method === 'POST') return wire[kind](name, effect);
      return wire[kind](name, () => {
        const before = seen();
        const result = effect();
        if (seen() !== before) history.changedByGet ??= `${made.what}: ${name}`;
        return result;
      });
    };
  return { read: watched('read'), write: watched('write'), once: watched('once') };
}

const tokenIn = (url: string): string => new URL(url).searchParams.get('t') ?? '';

/** Somebody leaves by the link in a mail. */
export const startLeaving = (world: World, { id, address }: { id: string; address: string }, wired: Wiring): void =>
  visit(
    world,
    { what: 'leave', method: 'POST', address, token: signToken(keys, 'unsubscribe', id), subscriberId: id },
    wired,
  );

/** What becomes of a letter that arrived: a scanner opens it, its reader opens and presses, once or twice, soon or late. */
export function receive(world: World, letter: LetterAccept, fate: Fate, wired: Wiring): void {
  if (fate === 'bounced' || fate === 'unrenderable') return;
  const { random, schedule, timeline, inboxes } = world;
  inboxes.set(letter.address, [...(inboxes.get(letter.address) ?? []), letter]);
  const later = (after: number, method: 'GET' | 'POST') =>
    timeline.add(schedule.now() + after, () => follow(world, letter, method, wired), 'action');
  if (random.chance(0.3))
    for (let times = random.between(1, 3); times > 0; times--) later(random.between(100, 5000), 'GET');
  if (random.chance(0.2)) return;
  const isLate = random.chance(0.04);
  const delay = isLate
    ? random.between(5 * DAY, 8 * DAY)
    : random.between(SECOND, random.pick([MINUTE, HOUR, 5 * HOUR]));
  later(delay, 'GET');
  later(delay + random.between(500, 5000), 'POST');
  if (random.chance(0.25)) later(delay + random.between(500, random.pick([3000, HOUR])), 'POST');
}

const follow = (world: World, letter: LetterAccept, method: 'GET' | 'POST', wired: Wiring): void => {
  const { letter: what, subscriber } = letter.tags;
  if (what !== 'confirm' && what !== 'arrive' && what !== 'depart') return;
  visit(world, { what, method, address: letter.address, token: tokenIn(letter.url), subscriberId: subscriber }, wired);
};

/** Who has no subscription has nothing to choose, to move or to leave: mostly it is somebody who has one. */
function reached({ random, stores }: World, { kind, address }: Deed): string {
  const known = [...stores.subscribers.members.values()].map((member) => member.address);
  const isOfSubscriber = kind === 'choose' || kind === 'move' || kind === 'quit';
  if (!isOfSubscriber || known.length === 0 || known.includes(stored(address)) || random.chance(0.2))
    return stored(address);
  return random.pick(known);
}

/** Does it, as far as it can be done: who has no letter presses no button. */
export function act(world: World, deed: Deed, wired: Wiring): void {
  const { random, inboxes, ses } = world;
  const address = reached(world, deed);
  switch (deed.kind) {
    case 'sign up': {
      const { form } = deed;
      visit(world, { what: 'sign up', method: 'POST', address, token: '', subscriberId: '', form }, wired);
      break;
    }
    case 'press': {
      const letters = inboxes.get(address) ?? [];
      if (letters.length > 0) follow(world, random.pick(letters), 'POST', wired);
      break;
    }
    case 'choose':
      choose(world, address, deed.form, wired);
      break;
    case 'move':
      choose(world, address, moveForm(deed.to), wired);
      break;
    case 'quit':
      quit(world, { ...deed, address }, wired);
      break;
    case 'import':
      startImport(world, { ...deed, address }, wired);
      break;
    case 'forget':
      startErasure(world, address, wired);
      break;
    case 'mend':
      ses.fates.set(address, 'delivered');
  }
}

const moveForm = (address: string): string => new URLSearchParams({ act: 'address', address }).toString();

/** Whom a link in a mail to this address is of: of one that came, of whoever has the address now, or had it first. */
function linkedId({ history, random, stores }: World, address: string): string {
  const mails = history.accepts.filter((accept) => accept.address === address);
  if (mails.length > 0 && random.chance(0.6)) return random.pick(mails).tags.subscriber;
  const owner = [...stores.subscribers.members.values()].find((member) => member.address === address)?.id;
  const first = idOf(address);
  const had = history.stands.get(first)?.some(({ member }) => member?.address === address);
  return random.pick([owner ?? first, had ? first : (owner ?? first)]);
}

function choose(world: World, address: string, form: string, wired: Wiring): void {
  const subscriberId = linkedId(world, address);
  const link = { what: 'choose', address, token: signToken(keys, 'preferences', subscriberId), subscriberId } as const;
  if (world.random.chance(0.5)) visit(world, { ...link, method: 'GET' }, wired);
  visit(world, { ...link, method: 'POST', form }, wired);
}

function quit(world: World, { address, way, isUndone }: Extract<Deed, { kind: 'quit' }>, wired: Wiring): void {
  const { random, schedule, timeline } = world;
  const subscriberId = linkedId(world, address);
  const undo = (body: string) => {
    const token = /\/api\/confirm\?t=([\w-]+)/.exec(body)?.[1];
    if (!token || !isUndone) return;
    const back = () => visit(world, { what: 'return', method: 'POST', address, token, subscriberId }, wired);
    timeline.add(schedule.now() + random.between(SECOND, 10 * MINUTE), back, 'action');
    if (random.chance(0.3)) timeline.add(schedule.now() + random.between(SECOND, 5 * HOUR), back, 'action');
  };
  if (way === 'preferences') {
    const token = signToken(keys, 'preferences', subscriberId);
    visit(world, { what: 'choose', method: 'POST', address, token, subscriberId, form: 'act=leave' }, wired, undo);
    return;
  }
  const link = { what: 'leave', address, token: signToken(keys, 'unsubscribe', subscriberId), subscriberId } as const;
  visit(world, { ...link, method: 'GET' }, wired);
  visit(world, { ...link, method: 'POST', form: way === 'page' ? 'way=page' : '' }, wired, undo);
}

/** As `polywire subscribers import` does: who is known, or must not be written to, is left as they are. */
function startImport(world: World, { address, wishes }: Extract<Deed, { kind: 'import' }>, wired: Wiring): void {
  const { schedule, history } = world;
  const begun = schedule.calls();
  const noted: World['history']['imports'][number] = { address, begun, ended: undefined };
  history.imports.push(noted);
  insistently(world, (onEnd) =>
    schedule.start({
      ...{ name: 'import', limit: MINUTE },
      work: async (run) => {
        const { subscribers, consents, now } = wired.ports(world, run);
        const id = await subscribers.idOf(subscriberId(nameKey(keys), address));
        const [known, suppression] = await Promise.all([subscribers.get(id), subscribers.suppression(id)]);
        if (known || suppression) return;
        const at = now().toISOString();
        await consents.add({ said: 'imported', subscriberId: id, at, address, wishes, proof: 'a list of theirs' });
        await subscribers.add({ ...wishes, id, address, state: 'active', formerRhythm: null });
      },
      onEnd: (failure) => {
        onEnd(failure);
        if (failure === undefined) noted.ended = schedule.calls();
      },
    }),
  );
}

/**
 * As `polywire subscribers erase` does: the suppression first; what confirms could still be under way, then, for as long
 * as a function of the API lives; then all that holds the address, and last the alias by which it leads there.
 */
function startErasure(world: World, address: string, wired: Wiring): void {
  const { schedule, history } = world;
  const noted: World['history']['erasures'][number] = { address, ids: [], begun: schedule.calls(), ended: undefined };
  history.erasures.push(noted);
  insistently(world, (onEnd) =>
    schedule.start({
      ...{ name: 'erase', limit: MINUTE },
      work: async (run) => {
        const { subscribers, signUps, consents, now } = wired.ports(world, run);
        const hash = subscriberId(nameKey(keys), address);
        const names = await namesOf(hash, await subscribers.idOf(hash), { subscribers, consents });
        noted.ids.push(...names);
        for (const name of names) await subscribers.suppress(name, 'erased', now().toISOString());
        await signUps.remove(signUpId(keys, address));
        await run.pause(LIFE + SECOND);
        for (const name of names) {
          await subscribers.remove(name);
          await consents.erase(name);
        }
        await signUps.remove(signUpId(keys, address));
        for (const name of names.filter((one) => one !== hash)) await subscribers.alias(name);
        if (names.includes(hash)) await subscribers.alias(hash);
      },
      onEnd: (failure) => {
        onEnd(failure);
        if (failure === undefined) noted.ended = schedule.calls();
      },
    }),
  );
}

/** The id, and the hashes of the addresses that its owner has or had, as far as they stand for nobody else by now. */
async function namesOf(
  hash: string,
  id: string,
  { subscribers, consents }: Pick<Ports, 'subscribers' | 'consents'>,
): Promise<string[]> {
  const former = (await consents.of(id)).flatMap((one) => (one.said === 'moved' ? [one.former] : []));
  const names = [id];
  for (const one of new Set([hash, ...former])) {
    const others = [one, await subscribers.idOf(one)].filter((other) => other !== id);
    if (one !== id && (await subscribers.many(others)).length === 0) names.push(one);
  }
  return names;
}
