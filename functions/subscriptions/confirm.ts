// What the links in letters lead to: a page with a button; only pressing it confirms.
import { h } from 'hastscript';
import type { Setting } from '../../templates/document.ts';
import { apiUrl } from '../core/address.ts';
import { CONFIRMATION_DAYS, type SignUp } from '../core/sign-up.ts';
import { type Subscriber, subscriberId } from '../core/subscriber.ts';
import { type Dated, nameKey, signToken, verifyDated } from '../core/token.ts';
import { languageOf } from './language.ts';
import { comeBack } from './leave.ts';
import { move } from './move.ts';
import { type Answer, button, choices, homeLink, type Place, said } from './page.ts';
import type { Ports } from './ports.ts';
import { formerRhythm } from './rhythm.ts';
import type { Request } from './subscribe.ts';
import { unknownLink } from './unknown-link-page.ts';

/** Days for which a leaving can be taken back at once. */
const SECOND_THOUGHTS = 1;

const ends = ['arrive', 'depart'] as const;

export async function confirm(request: Request, place: Place, ports: Ports): Promise<Answer> {
  const { token, method } = request;
  const keys = await ports.keys();
  const now = ports.now();
  const asked = verifyDated(keys, 'confirm', token, { now, days: CONFIRMATION_DAYS });
  if (asked) return method === 'POST' ? subscribed(asked, place, ports) : confirmPage(asked, token, place, ports);
  for (const end of ends) {
    const moved = verifyDated(keys, end, token, { now, days: CONFIRMATION_DAYS });
    if (moved) return move({ ...moved, end }, request, place, ports);
  }
  const left = verifyDated(keys, 'return', token, { now, days: SECOND_THOUGHTS });
  if (left && method === 'POST') return comeBack(left, place, ports);
  return unknownLink(place);
}

/** Shows what is to be confirmed: whoever entered the address may have chosen it for somebody else. */
async function confirmPage({ id, at }: Dated, token: string, setting: Setting & Place, ports: Ports): Promise<Answer> {
  const signUp = await ports.signUps.get(id);
  if (!signUp || signUp.askedAt !== at || signUp.moves !== null) return unknownLink(setting);
  const place = { ...setting, language: languageOf(signUp.wishes.languages, setting.newsroom) };
  if (signUp.confirmedAt !== undefined) return standing(await subscriberOf(signUp, ports), signUp, place, ports);
  return {
    statusCode: 200,
    body: said(place, {
      ...{ title: 'confirm.title', text: 'confirm.text' },
      rest: (words) => [
        choices(place, signUp.wishes, words),
        button(`/api/confirm?t=${encodeURIComponent(token)}`, 'confirm.button', words),
      ],
    }),
  };
}

const subscriberOf = async ({ address }: SignUp, { subscribers, keys }: Ports): Promise<Subscriber | undefined> =>
  subscribers.get(await subscribers.idOf(subscriberId(nameKey(await keys()), address)));

/** Every step may come twice: the record first, then the subscriber, then the end of what stood against writing. */
async function subscribed(asked: Dated, setting: Place, ports: Ports): Promise<Answer> {
  const { subscribers, signUps, consents } = ports;
  const now = ports.now();
  const found = await signUps.get(asked.id);
  if (!found || found.askedAt !== asked.at || found.moves !== null) return unknownLink(setting);
  const signUp = await signUps.confirm({ id: asked.id, askedAt: asked.at }, now.toISOString());
  if (!signUp) return unknownLink(setting);
  const place = { ...setting, language: languageOf(signUp.wishes.languages, setting.newsroom) };
  const { address, wishes, wording, askedAt, confirmedAt = now.toISOString() } = signUp;
  const id = await subscribers.idOf(subscriberId(nameKey(await ports.keys()), address));
  const [before, suppression] = await Promise.all([subscribers.get(id), subscribers.suppression(id)]);
  if (suppression?.reason === 'erased' && suppression.at >= askedAt) return unknownLink(place);
  const isReader = before?.state === 'active';
  await consents.add({ said: 'yes', subscriberId: id, at: confirmedAt, address, wishes, wording, askedAt });
  await subscribers.confirm({
    ...{ ...wishes, id, address, state: 'active', confirmed: askedAt },
    formerRhythm: isReader ? formerRhythm(before, wishes, now) : null,
    ...(before?.moved === undefined ? {} : { moved: before.moved }),
  });
  if (suppression && suppression.at < askedAt) {
    // SES's own first: ours is what says that there is still something to do.
    await ports.unsuppress(address);
    await subscribers.lift(id, askedAt);
  }
  if (await isErasedSince(id, askedAt, ports)) {
    await subscribers.remove(id);
    return unknownLink(place);
  }
  return standing(await subscribers.get(id), signUp, place, ports);
}

async function isErasedSince(id: string, askedAt: string, { subscribers }: Ports): Promise<boolean> {
  const suppression = await subscribers.suppression(id);
  return suppression?.reason === 'erased' && suppression.at >= askedAt;
}

/** Whether it is this that stands: a link that was used may have been followed by a leaving. */
async function standing(
  subscriber: Subscriber | undefined,
  { askedAt }: SignUp,
  place: Place,
  { keys, site }: Ports,
): Promise<Answer> {
  if (subscriber?.confirmed !== askedAt || subscriber.state !== 'active') return unknownLink(place);
  const preferences = apiUrl(site, 'preferences', signToken(await keys(), 'preferences', subscriber.id));
  return {
    statusCode: 200,
    body: said(place, {
      ...{ title: 'confirm.done.title', text: 'confirm.done.text' },
      rest: (words) => [
        choices(place, subscriber, words),
        h('p', { ...words.marks }, h('a', { href: preferences }, words.t('choices.change'))),
        homeLink(place, words),
      ],
    }),
  };
}
