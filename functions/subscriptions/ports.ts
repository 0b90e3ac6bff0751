// What the routes of the API work with.
import type { Consent } from '../core/consent.ts';
import type { LetterDue } from '../core/messages.ts';
import type { Newsroom } from '../core/newsroom.ts';
import type { SignUp } from '../core/sign-up.ts';
import type { Subscriber, Wishes } from '../core/subscriber.ts';
import type { TokenKeys } from '../core/token.ts';

type Asked = Pick<SignUp, 'id' | 'askedAt'>;

export type Ports = {
  subscribers: {
    get(id: string): Promise<Subscriber | undefined>;
    confirm(subscriber: Subscriber & { confirmed: string }): Promise<boolean>;
    change(id: string, wishes: Wishes, formerRhythm: Subscriber['formerRhythm']): Promise<boolean>;
    comeBack(id: string, unsubscribedAt: string): Promise<boolean>;
    move(id: string, address: string, askedAt: string): Promise<boolean>;
    remove(id: string): Promise<void>;
    unsubscribe(id: string, at: string): Promise<Subscriber | undefined>;
    idOf(hash: string): Promise<string>;
    alias(hash: string, id?: string): Promise<void>;
    suppression(id: string): Promise<{ reason: string; at: string } | undefined>;
    lift(id: string, askedAt: string): Promise<boolean>;
  };
  signUps: {
    get(id: string): Promise<SignUp | undefined>;
    ask(signUp: SignUp, waits?: Asked): Promise<boolean>;
    confirm(asked: Asked, at: string): Promise<SignUp | undefined>;
    agree(asked: Asked, end: 'arrive' | 'depart', at: string): Promise<SignUp | undefined>;
    countClient(client: string, hour: string, expires: number): Promise<number>;
  };
  consents: { add(consent: Consent): Promise<boolean> };
  letters: { sendAll(due: LetterDue[]): Promise<void> };
  /** Takes an address off SES's own list of those it doesn't write to. */
  unsuppress(address: string): Promise<void>;
  keys: () => Promise<TokenKeys>;
  newsroom: Newsroom;
  site: string;
  now: () => Date;
};
