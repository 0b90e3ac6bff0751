// Leaving: a GET shows a page and changes nothing, for scanners open every link; the POST leaves (RFC 8058).
import { h } from 'hastscript';
import type { Way } from '../core/consent.ts';
import type { Subscriber } from '../core/subscriber.ts';
import { type Dated, signDated, verifyToken } from '../core/token.ts';
import { languageOf } from './language.ts';
import { type Answer, button, choices, homeLink, type Place, said, subscribeLink } from './page.ts';
import type { Ports } from './ports.ts';
import type { Request } from './subscribe.ts';
import { unknownLink } from './unknown-link-page.ts';

export type LeavePorts = Pick<Ports, 'consents' | 'keys' | 'newsroom' | 'now'> & {
  subscribers: Pick<Ports['subscribers'], 'get' | 'unsubscribe' | 'idOf'>;
};

export async function leave(request: Request, setting: Place, ports: LeavePorts): Promise<Answer> {
  const id = verifyToken(await ports.keys(), 'unsubscribe', request.token);
  if (id === undefined) return unknownLink(setting);
  if (request.method === 'POST') {
    const way = request.form?.get('way') === 'page' ? 'page' : 'one click';
    return stop(id, way, setting, ports);
  }
  const { subscribers } = ports;
  const subscriber = (await subscribers.get(id)) ?? (await subscribers.get(await subscribers.idOf(id)));
  // Who was erased has nothing to leave; their link isn't broken.
  const place = placeFor(subscriber, setting);
  if (!subscriber || subscriber.state === 'unsubscribed') return left(place, subscriber, undefined, ports);
  return {
    statusCode: 200,
    body: said(place, {
      ...{ title: 'leave.ask.title', text: 'leave.ask.text' },
      // The same field as in a one-click POST (RFC 8058 §3.1), so that both are one request.
      rest: (words) => [
        button(`/api/unsubscribe?t=${encodeURIComponent(request.token)}`, 'leave.ask.button', words, {
          ...{ 'List-Unsubscribe': 'One-Click', way: 'page' },
        }),
      ],
    }),
  };
}

const placeFor = (subscriber: Subscriber | undefined, place: Place): Place =>
  subscriber ? { ...place, language: languageOf(subscriber.languages, place.newsroom) } : place;

/** Ends a subscription, however often it is asked for. Only who ends it can take that back at once. */
export async function stop(id: string, way: Way, setting: Place, ports: LeavePorts): Promise<Answer> {
  const now = ports.now().toISOString();
  const subscriber = await unsubscribed(id, now, ports);
  const place = placeFor(subscriber, setting);
  const at = subscriber?.unsubscribedAt;
  if (!subscriber || at === undefined) return left(place, subscriber, undefined, ports);
  await ports.consents.add({ said: 'no', subscriberId: subscriber.id, at, way });
  return left(place, subscriber, at === now ? { id: subscriber.id, at } : undefined, ports);
}

/** Whose subscription became one with another, by a change of address, leaves that one. */
export async function unsubscribed(
  id: string,
  at: string,
  { subscribers }: { subscribers: Pick<Ports['subscribers'], 'unsubscribe' | 'idOf'> },
): Promise<Subscriber | undefined> {
  return (await subscribers.unsubscribe(id, at)) ?? subscribers.unsubscribe(await subscribers.idOf(id), at);
}

async function left(
  place: Place,
  subscriber: Subscriber | undefined,
  justNow: Dated | undefined,
  { keys }: Pick<Ports, 'keys'>,
): Promise<Answer> {
  const token = justNow && signDated(await keys(), 'return', justNow);
  return {
    statusCode: 200,
    body: said(place, {
      ...{ title: 'leave.left.title', text: 'leave.left.text' },
      rest: (words) => {
        const { t, marks } = words;
        const had = subscriber ? [h('p', { ...marks }, t('leave.left.had')), choices(place, subscriber, words)] : [];
        const back = token
          ? [
              h('h2', { ...marks }, t('leave.back.text')),
              button(`/api/confirm?t=${encodeURIComponent(token)}`, 'leave.back.button', words),
            ]
          : [];
        const later = h('p', { ...marks }, [t('leave.back.later'), ' ', subscribeLink(place, words)]);
        return [...had, ...back, later, homeLink(place, words)];
      },
    }),
  };
}

/** Takes a leaving back; once more it changes nothing. */
export async function comeBack(left: Dated, setting: Place, ports: Ports): Promise<Answer> {
  const { id, at } = left;
  const isBack = await ports.subscribers.comeBack(id, at);
  const subscriber = await ports.subscribers.get(id);
  const place = placeFor(subscriber, setting);
  if (subscriber?.state !== 'active') return unknownLink(place);
  if (isBack) await ports.consents.add({ said: 'yes again', subscriberId: id, at: ports.now().toISOString() });
  return {
    statusCode: 200,
    body: said(place, {
      ...{ title: 'leave.returned.title', text: 'leave.returned.text' },
      rest: (words) => [choices(place, subscriber, words), homeLink(place, words)],
    }),
  };
}
