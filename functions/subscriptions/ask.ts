// Notes what somebody asked for, and has the mailbox asked whether its owner wants it. For every address alike, in as
// many steps: no answer tells whether an address is known, nor how long it takes. What is refused, the letters refuse.
import { sha256 } from '../core/digest.ts';
import { CONFIRMATION_DAYS, type LetterKind, type SignUp, type Wording } from '../core/sign-up.ts';
import { keyedHash, type Wishes } from '../core/subscriber.ts';
import { nameKey, type TokenKeys } from '../core/token.ts';
import { mailboxOf } from './mail-address.ts';
import type { Ports } from './ports.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Milliseconds until a mailbox is written to again: longer each time, whoever asks and from wherever. */
const PATIENCE = [HOUR, 6 * HOUR, DAY];

/** Requests of one client in an hour: a newsroom behind one address, and no more. */
export const MOST_OF_A_CLIENT = 30;

export const signUpId = (keys: TokenKeys, address: string): string =>
  keyedHash(nameKey(keys), `mailbox\n${mailboxOf(address)}`);

export const wordingOf = (language: string, text: string, page: string): Wording => ({
  ...{ language, text, page },
  version: sha256(text).slice(0, 12),
});

export type Wanted = { address: string; wishes: Wishes; wording: Wording; moves: string | null };

/** The sign-up as it is to be kept, after the one that is there. */
export function signUpAfter(before: SignUp | undefined, id: string, wanted: Wanted, now: Date): SignUp {
  const isRemembered = before !== undefined && before.expires * 1000 > now.getTime();
  const asked = isRemembered ? before.asked + 1 : 1;
  const patience = PATIENCE[Math.min(asked, PATIENCE.length) - 1] ?? DAY;
  return {
    ...{ id, ...wanted, asked, askedAt: now.toISOString() },
    notBefore: new Date(now.getTime() + patience).toISOString(),
    expires: Math.ceil((now.getTime() + CONFIRMATION_DAYS * DAY) / 1000),
  };
}

export async function ask(wanted: Wanted, letters: LetterKind[], ports: Ports): Promise<void> {
  const id = signUpId(await ports.keys(), wanted.address);
  const before = await ports.signUps.get(id);
  const signUp = signUpAfter(before, id, wanted, ports.now());
  const waits = before && before.notBefore > signUp.askedAt ? before : undefined;
  const isKept = await ports.signUps.ask(signUp, waits);
  // Where it was asked a short while ago, for what was asked then: its letters may not have been sent for yet.
  const { askedAt } = isKept ? signUp : (before ?? signUp);
  await ports.letters.sendAll(letters.map((letter) => ({ signUp: id, askedAt, letter })));
}

/** Whether a client, or whatever stands for one, may go on in this hour. */
export async function isWithinLimit(client: string, limit: number, ports: Ports): Promise<boolean> {
  const now = ports.now();
  const expires = Math.ceil((now.getTime() + DAY) / 1000);
  const hash = keyedHash(nameKey(await ports.keys()), `client\n${client}`);
  return (await ports.signUps.countClient(hash, now.toISOString().slice(0, 13), expires)) <= limit;
}
