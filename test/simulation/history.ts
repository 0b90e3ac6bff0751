// What happened, as far as the invariants ask for it. `call` orders it: the index of the call by which it happened.
import type { Consent } from '../../functions/core/consent.ts';
import type { LedgerKey, LedgerTags, LetterTags } from '../../functions/core/ledger.ts';
import type { Outlet } from '../../functions/core/outlet.ts';
import type { Publication } from '../../functions/core/publication.ts';
import type { SignUp } from '../../functions/core/sign-up.ts';
import type { Subscriber } from '../../functions/core/subscriber.ts';
import type { Suppression } from '../../functions/io/suppressions.ts';
import type { OutletDeed } from './outlets.ts';

/** A mail that SES took. */
export type Accept = {
  tags: LedgerTags;
  language: string;
  /** What it says. */
  data: string;
  address: string;
  at: number;
  call: number;
  run: number;
  /** When its Send event was handed to feedback; undefined until then, and for ever where it was lost. */
  toldAt: number | undefined;
};

/** A letter that SES took. */
export type LetterAccept = Pick<Accept, 'address' | 'at' | 'call' | 'run' | 'toldAt'> & {
  tags: LetterTags;
  /** The link in it. */
  url: string;
};

export type Claim = {
  key: LedgerKey;
  attempt: string;
  language: string;
  at: number;
  call: number;
  /** When its run last read who reads what, who is suppressed, and what the release was. */
  readersRead: number;
  suppressionsRead: number;
  releaseRead: number;
};

/** What stood of somebody from that call on. */
export type Stand = {
  call: number;
  at: number;
  member: Subscriber | undefined;
  suppression: Suppression | undefined;
};

/** Somebody at a page of subscriptions: one request. */
export type Visit = {
  what: 'sign up' | 'confirm' | 'arrive' | 'depart' | 'return' | 'choose' | 'leave';
  method: 'GET' | 'POST';
  /** That was typed, or that the mail with the link went to. */
  address: string;
  token: string;
  /** Whom the link, or the letter, was of. */
  subscriberId: string;
  form: string;
  begun: number;
  begunAt: number;
  /** Undefined where it failed. */
  ended: number | undefined;
  answer: { statusCode: number; body: string } | undefined;
  /** By their names. */
  calls: string[];
};

/** What was asked of the hub in an outlet's name; `confirmed` are the times when the outlet said that it meant it. */
export type OutletAsk = OutletDeed & { at: number; confirmed: number[] };

/** A feed that reached an outlet; `ends` is when it was answered, or nobody waited for that any more. */
export type Delivery = {
  callback: string;
  feed: string;
  body: string;
  headers: Record<string, string>;
  status: number;
  at: number;
  ends: number;
  call: number;
  run: string;
};

/** What the hub's table held of an outlet from then on. */
export type OutletStand = { at: number; row: Outlet | undefined };

export type Freed = { key: LedgerKey; attempt: string; at: number };

export type History = {
  accepts: Accept[];
  letters: LetterAccept[];
  claims: Claim[];
  /** Mails that the clock gave free. */
  freed: Freed[];
  /** By subscriber, oldest first. */
  stands: Map<string, Stand[]>;
  visits: Visit[];
  imports: { address: string; begun: number; ended: number | undefined }[];
  erasures: { address: string; ids: string[]; begun: number; ended: number | undefined }[];
  /** What told that somebody must not be written to, since when. */
  ends: { id: string; at: string }[];
  consents: Consent[];
  /** Sign-ups that were kept. */
  asked: SignUp[];
  /** Letters that somebody had the right to send: which, of which sign-up, of when. */
  claimed: Set<string>;
  changedByGet: string | undefined;
  asks: OutletAsk[];
  deliveries: Delivery[];
  /** By the outlet's id, oldest first. */
  outletStands: Map<string, OutletStand[]>;
  published: { publication: Publication; at: number; call: number }[];
  put: { key: string; body: string; at: number }[];
  lines: string[];
  attempts: Map<string, { entries?: { releaseId: string; language: string; status: string }[] | undefined }>;
};

export const newHistory = (): History => ({
  accepts: [],
  letters: [],
  claims: [],
  freed: [],
  stands: new Map(),
  visits: [],
  imports: [],
  erasures: [],
  ends: [],
  consents: [],
  asked: [],
  claimed: new Set(),
  changedByGet: undefined,
  asks: [],
  deliveries: [],
  outletStands: new Map(),
  published: [],
  put: [],
  lines: [],
  attempts: new Map(),
});

/** What stood of somebody when a call read it. */
export const standAt = ({ stands }: History, id: string, call: number): Stand | undefined =>
  stands.get(id)?.findLast((stand) => stand.call < call);
