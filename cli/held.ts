// What is held about one person, wherever it lies.
import type { Consent } from '../functions/core/consent.ts';
import type { SignUp } from '../functions/core/sign-up.ts';
import { type Subscriber, subscriberId } from '../functions/core/subscriber.ts';
import { nameKey, type TokenKeys } from '../functions/core/token.ts';
import type { Aliases } from '../functions/io/aliases.ts';
import type { Consents } from '../functions/io/consents.ts';
import type { Copies, Found } from '../functions/io/copies.ts';
import type { SignUps } from '../functions/io/sign-ups.ts';
import type { Subscribers } from '../functions/io/subscribers.ts';
import type { Suppression } from '../functions/io/suppressions.ts';
import { signUpId } from '../functions/subscriptions/ask.ts';
import { mailAddress } from '../functions/subscriptions/mail-address.ts';
import { inTurns } from './in-turns.ts';
import { Refusal } from './sentence.ts';

/** Who reads the newsroom, and what is kept of them. */
export type Readers = {
  subscribers: Pick<
    Subscribers,
    'idOf' | 'alias' | 'get' | 'many' | 'add' | 'remove' | 'unsubscribe' | 'suppressed' | 'suppression' | 'suppress'
  >;
  aliases: Pick<Aliases, 'idsOf'>;
  consents: Pick<Consents, 'add' | 'of' | 'erase'>;
  signUps: Pick<SignUps, 'get' | 'movesOf' | 'remove'>;
  copies: Pick<Copies, 'of' | 'remove'>;
  /** Takes an address off SES's own list of those it doesn't write to. */
  unsuppress(address: string): Promise<void>;
  keys(): Promise<TokenKeys>;
  pause(milliseconds: number): Promise<unknown>;
};

export type Who = {
  address: string;
  /** The address's keyed hash: the id, unless an address was changed. */
  hash: string;
  id: string;
  signUp: string;
  /** The keyed hashes of their addresses, the id among them, that stand for nobody else. */
  names: string[];
  /** Those of the hashes that lead to another id. */
  aliases: string[];
  /** Somebody else had this address before, and has another one now. */
  isFormerOfAnother: boolean;
};

export type Held = {
  subscriber: Subscriber | null;
  signUp: SignUp | null;
  /** Changes of the address that wait for a confirmation. */
  moves: SignUp[];
  consents: Consent[];
  suppression: Suppression | null;
  found: Found[];
};

export async function whoIs(text: string, { subscribers, consents, keys }: Readers): Promise<Who> {
  const written = mailAddress(text);
  if ('fault' in written) throw new Refusal(`"${text}" is no mail address.`);
  const { address } = written;
  const tokenKeys = await keys();
  const hash = subscriberId(nameKey(tokenKeys), address);
  const id = await subscribers.idOf(hash);
  const moves = (await consents.of(id)).flatMap((one) =>
    one.said === 'moved' ? [one.former, ...(one.merged === null ? [] : [one.merged])] : [],
  );
  const hashes = [...new Set([id, hash, ...moves])];
  const standing = await inTurns(hashes, hashes.length, (one) => standsFor(one, id, subscribers));
  const isOwn = (_: string, at: number): boolean => standing[at]?.isAnother === false;
  return {
    ...{ address, hash, id, signUp: signUpId(tokenKeys, address) },
    names: [id, ...hashes.filter(isOwn).filter((one) => one !== id)],
    aliases: hashes.filter((one, at) => isOwn(one, at) && standing[at]?.target !== one),
    isFormerOfAnother: standing[hashes.indexOf(hash)]?.isAnother === true,
  };
}

/**
 * A hash may be the id of who had the address first and has moved on, and may lead to who has it now: either may be
 * somebody else, whose row must not be touched.
 */
async function standsFor(hash: string, id: string, { idOf, get }: Readers['subscribers']) {
  const target = await idOf(hash);
  const others = [...new Set([hash, target])].filter((one) => one !== id);
  return { target, isAnother: (await inTurns(others, 2, get)).some((row) => row !== undefined) };
}

/** `onLooked` hears how many rows of the ledger were read so far. */
export async function held(
  { id, names, signUp }: Who,
  { subscribers, consents, signUps, copies }: Readers,
  onLooked: (rows: number) => void,
): Promise<Held> {
  const suppressions = await inTurns(names, names.length, subscribers.suppression);
  const said = await inTurns(names, names.length, consents.of);
  const found: Found[] = [];
  for await (const page of copies.of(names)) {
    found.push(...page.found);
    onLooked(page.looked);
  }
  return {
    subscriber: (await subscribers.get(id)) ?? null,
    signUp: (await signUps.get(signUp)) ?? null,
    moves: await signUps.movesOf(id),
    consents: said.flat(),
    suppression: suppressions.find((one) => one !== undefined) ?? null,
    found,
  };
}
