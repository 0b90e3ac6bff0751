// The pages of subscriptions on stores in memory, and whoever asks for them.
import type { Consent } from '../../../functions/core/consent.ts';
import type { LetterDue } from '../../../functions/core/messages.ts';
import type { Newsroom } from '../../../functions/core/newsroom.ts';
import type { LetterKind } from '../../../functions/core/sign-up.ts';
import { subscriberId } from '../../../functions/core/subscriber.ts';
import { signDated, signToken, type TokenKeys } from '../../../functions/core/token.ts';
import type { Consents } from '../../../functions/io/consents.ts';
import type { Subscribers } from '../../../functions/io/subscribers.ts';
import { answer } from '../../../functions/subscriptions/handler.ts';
import type { Answer } from '../../../functions/subscriptions/page.ts';
import type { Ports } from '../../../functions/subscriptions/ports.ts';
import { consents, newConsents } from '../../simulation/ports/consents.ts';
import { newSignUps, signUps } from '../../simulation/ports/sign-ups.ts';
import { newSubscribers, subscribers } from '../../simulation/ports/subscribers.ts';
import type { Wire } from '../../simulation/ports/wire.ts';
import { setting } from '../../templates/samples.ts';

export const keys: TokenKeys = { current: 'a', keys: { a: 'a key of the tests' } };

export type Asking = {
  token?: string;
  form?: Record<string, string | string[]>;
  query?: string;
  client?: string;
  accepts?: string;
};

export function desk(newsroom: Newsroom = setting.newsroom) {
  const calls: string[] = [];
  const noted = <T>(name: string, effect: () => T): Promise<T> => {
    calls.push(name);
    return Promise.resolve(effect());
  };
  const wire: Wire = { read: noted, write: noted, once: noted };
  const stores = { subscribers: newSubscribers(), signUps: newSignUps(), consents: newConsents() };
  const letters: LetterDue[] = [];
  const unsuppressed: string[] = [];
  const time = { now: new Date('2026-03-09T08:00:00.000Z') };
  const ports: Ports & { subscribers: Subscribers; consents: Consents } = {
    subscribers: subscribers(stores.subscribers, wire),
    signUps: signUps(stores.signUps, wire),
    consents: consents(stores.consents, wire),
    letters: {
      async sendAll(due) {
        calls.push('letters.send');
        letters.push(...due);
      },
    },
    async unsuppress(address) {
      unsuppressed.push(address);
    },
    keys: async () => keys,
    ...{ newsroom, site: setting.site, now: () => time.now },
  };
  const ask = (method: 'GET' | 'POST', route: string, { token = '', form, query = '', ...rest }: Asking = {}) => {
    const fields = new URLSearchParams();
    for (const [name, value] of Object.entries(form ?? {})) for (const one of [value].flat()) fields.append(name, one);
    const request = {
      method,
      token,
      form: fields,
      query: new URLSearchParams(query),
      client: '192.0.2.1',
      accepts: '',
    };
    return answer(`/api/${route}`, { ...request, ...rest }, ports);
  };
  const get = (route: string, asking?: Asking): Promise<Answer> => ask('GET', route, asking);
  const post = (route: string, asking?: Asking): Promise<Answer> => ask('POST', route, asking);
  const later = (milliseconds: number): void => {
    time.now = new Date(time.now.getTime() + milliseconds);
  };
  const linkTo = (kind: LetterKind): string => {
    const due = letters.findLast(({ letter }) => letter === kind);
    if (!due) throw new Error(`No letter to ${kind} is due.`);
    return signDated(keys, kind, { id: due.signUp, at: due.askedAt });
  };
  return {
    ...{ stores, letters, calls, unsuppressed, ports, get, post, later, time },
    id: (address: string): string => subscriberId(keys.keys.a ?? '', address),
    /** What the newest letter of this kind links to. */
    linkTo,
    preferencesOf: (id: string): string => signToken(keys, 'preferences', id),
    unsubscribeOf: (id: string): string => signToken(keys, 'unsubscribe', id),
    consentsOf: (id: string): Promise<Consent[]> => ports.consents.of(id),
    /** Signs up, and confirms a second later. */
    async join(address: string, form: Record<string, string | string[]> = {}): Promise<string> {
      await post('subscribe', { form: { ...signUpForm(address), ...form } });
      later(1000);
      await post('confirm', { token: linkTo('confirm') });
      later(1000);
      return subscriberId(keys.keys.a ?? '', address);
    },
  };
}

export const signUpForm = (address: string) => ({
  ...{ address, language: ['en', 'fr'], frequency: 'immediate', in: 'en', page: `${setting.site}/en/` },
});

/** The text of a page's main part, as one reads it. */
export const read = ({ body }: Answer): string =>
  (/<main[^>]*>([\s\S]*)<\/main>/.exec(body)?.[1] ?? '')
    .replace(/<option[\s\S]*?<\/option>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/[\s\u2066-\u2069]+/g, ' ')
    .trim();
