// What somebody chose, by a link that needs no password. It shows no address: links get forwarded.

import { texts } from '../../templates/texts.ts';
import { dayOf } from '../core/digest-hour.ts';
import type { Subscriber } from '../core/subscriber.ts';
import { verifyToken } from '../core/token.ts';
import { ask, isWithinLimit, wordingOf } from './ask.ts';
import { readAddress, readPreferences, writtenAddress } from './form.ts';
import { languageOf } from './language.ts';
import { stop } from './leave.ts';
import { type Answer, homeLink, type Place, said } from './page.ts';
import type { Ports } from './ports.ts';
import { notSubscribedPage, preferencesPage } from './preferences-page.ts';
import { formerRhythm } from './rhythm.ts';
import { busy, type Request } from './subscribe.ts';
import { unknownLink } from './unknown-link-page.ts';

/** Changes of address that one subscription may ask for in an hour: each writes to two mailboxes. */
const MOST_MOVES = 3;

const DAY = 24 * 3_600_000;

export async function preferences(request: Request, setting: Place, ports: Ports): Promise<Answer> {
  const { token, method, form } = request;
  const id = verifyToken(await ports.keys(), 'preferences', token);
  const subscriber = id === undefined ? undefined : await ports.subscribers.get(id);
  if (!subscriber) return unknownLink(setting);
  const place = { ...setting, language: languageOf(subscriber.languages, setting.newsroom) };
  if (method === 'POST' && form?.get('act') === 'leave') return stop(subscriber.id, 'preferences', place, ports);
  if (subscriber.state !== 'active') return notSubscribedPage(place);
  const tomorrow = tomorrowOf(subscriber, ports.now());
  const shown = { place, token, subscriber, tomorrow };
  if (method !== 'POST') return preferencesPage({ ...shown, faults: [], isSaved: false });
  if (form?.get('act') === 'address') return moveTo(form, shown, ports);
  return save(form ?? new URLSearchParams(), shown, ports);
}

const tomorrowOf = ({ timezone }: Subscriber, now: Date): string => dayOf(timezone, new Date(now.getTime() + DAY));

type Shown = { place: Place; token: string; subscriber: Subscriber; tomorrow: string };

async function save(form: URLSearchParams, shown: Shown, ports: Ports): Promise<Answer> {
  const { subscriber, place, tomorrow } = shown;
  const { wishes, faults } = readPreferences(form, place.newsroom, subscriber, tomorrow);
  if (faults.length > 0) {
    const written = { ...subscriber, ...wishes, pausedUntil: form.get('pausedUntil') || null };
    return preferencesPage({ ...shown, subscriber: written, faults, isSaved: false });
  }
  const now = ports.now();
  const isSaved = await ports.subscribers.change(subscriber.id, wishes, formerRhythm(subscriber, wishes, now));
  if (!isSaved) return notSubscribedPage(place);
  await ports.consents.add({ said: 'changed', subscriberId: subscriber.id, at: now.toISOString(), wishes });
  // In the first language that they have now.
  const next = { ...place, language: languageOf(wishes.languages, place.newsroom) };
  return preferencesPage({
    ...shown,
    place: next,
    subscriber: { ...subscriber, ...wishes },
    faults: [],
    isSaved: true,
  });
}

/** Both mailboxes are asked, whatever is known of the new one. */
async function moveTo(form: URLSearchParams, shown: Shown, ports: Ports): Promise<Answer> {
  const { subscriber, place } = shown;
  const found = readAddress(form);
  if ('fault' in found) {
    return preferencesPage({ ...shown, faults: [found.fault], address: writtenAddress(form), isSaved: false });
  }
  if (!(await isWithinLimit(`move ${subscriber.id}`, MOST_MOVES, ports))) return busy(place);
  const { t, language } = texts(place.language, place.newsroom);
  const wording = wordingOf(language, t('preferences.address.text'), `${place.site}/api/preferences`);
  const { languages, standIn, topics, frequency, timezone, hour, pausedUntil } = subscriber;
  const wishes = { languages, standIn, topics, frequency, timezone, hour, pausedUntil };
  await ask({ address: found.address, wishes, wording, moves: subscriber.id }, ['arrive', 'depart'], ports);
  return {
    statusCode: 200,
    body: said(place, {
      ...{ title: 'preferences.address.asked.title', text: 'preferences.address.asked.text' },
      rest: (words) => [homeLink(place, words)],
    }),
  };
}
