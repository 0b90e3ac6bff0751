// A change of address: both mailboxes agree. The subscriber stays who they are, so that nobody gets a release twice, a
// correction reaches who had the text, and a link to leave in an old mail still ends what comes to the new address.
import type { SignUp } from '../core/sign-up.ts';
import { keyedHash, type Subscriber, subscriberId } from '../core/subscriber.ts';
import { type Dated, nameKey } from '../core/token.ts';
import { languageOf } from './language.ts';
import { type Answer, button, homeLink, type Place, said } from './page.ts';
import type { Ports } from './ports.ts';
import type { Request } from './subscribe.ts';
import { unknownLink } from './unknown-link-page.ts';

type End = Dated & { end: 'arrive' | 'depart' };

export async function move({ id, at, end }: End, request: Request, setting: Place, ports: Ports): Promise<Answer> {
  const asked = await ports.signUps.get(id);
  const moves = asked?.moves ?? null;
  const subscriber = moves === null ? undefined : await ports.subscribers.get(moves);
  if (!subscriber || asked?.askedAt !== at) return unknownLink(setting);
  const place = { ...setting, language: languageOf(subscriber.languages, setting.newsroom) };
  if (request.method !== 'POST') {
    const action = `/api/confirm?t=${encodeURIComponent(request.token)}`;
    const rest = (words: Parameters<typeof button>[2]) => [button(action, 'confirm.button', words)];
    return { statusCode: 200, body: said(place, { title: 'move.title', text: 'move.text', rest }) };
  }
  const agreed = await ports.signUps.agree({ id, askedAt: at }, end, ports.now().toISOString());
  if (!agreed) return unknownLink(place);
  if (agreed.arrivedAt === undefined || agreed.departedAt === undefined) {
    return { statusCode: 200, body: said(place, { title: 'move.half.title', text: 'move.half.text' }) };
  }
  if (!(await changeAddress(subscriber, agreed, ports))) return unknownLink(place);
  const rest = (words: Parameters<typeof button>[2]) => [homeLink(place, words)];
  return { statusCode: 200, body: said(place, { title: 'move.done.title', text: 'move.done.text', rest }) };
}

/** Each step may come twice, and each but the last leaves the address as it was. */
async function changeAddress(subscriber: Subscriber, signUp: SignUp, ports: Ports): Promise<boolean> {
  const { subscribers } = ports;
  const { address, askedAt } = signUp;
  const { id } = subscriber;
  if (subscriber.address !== address) {
    if (isOvertaken(subscriber, askedAt)) return false;
    const key = nameKey(await ports.keys());
    const [from, to] = [subscriberId(key, subscriber.address), subscriberId(key, address)];
    const other = await subscribers.idOf(to);
    const merged = other !== id && (await subscribers.get(other)) ? other : null;
    if (other !== id && !(await takeOver(other, signUp, ports))) return false;
    await subscribers.alias(to, to === id ? undefined : id);
    // Whoever signs up with the old address one day is somebody else.
    await subscribers.alias(from, keyedHash(key, `${subscriber.address}\nleft at ${askedAt}`));
    const at = signUp.departedAt ?? askedAt;
    await ports.consents.add({ said: 'moved', subscriberId: id, at, address, former: from, askedAt, merged });
    if (!(await subscribers.move(id, address, askedAt))) return false;
  }
  const suppression = await subscribers.suppression(id);
  if (suppression && suppression.at < askedAt) {
    await ports.unsuppress(address);
    await subscribers.lift(id, askedAt);
  }
  return true;
}

/** Whether they asked for another address later, and have it: an older link leads nowhere, however often it is followed. */
const isOvertaken = ({ moved = '', confirmed = '' }: Subscriber, askedAt: string): boolean =>
  moved > askedAt || confirmed >= askedAt;

/** Two subscriptions become one: the mailbox would have everything twice. False where it must not be written to. */
async function takeOver(other: string, { address, askedAt }: SignUp, { subscribers, unsuppress }: Ports) {
  const suppression = await subscribers.suppression(other);
  if (suppression && suppression.at >= askedAt) return false;
  if (suppression) {
    await unsuppress(address);
    await subscribers.lift(other, askedAt);
  }
  await subscribers.remove(other);
  return true;
}
