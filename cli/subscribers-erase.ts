// polywire subscribers erase: forgets one address, and sees to it that no list brings it back.
import { createInterface } from 'node:readline/promises';
import { API_SECONDS } from '../functions/core/sign-up.ts';
import { readArguments } from './arguments.ts';
import { counter } from './counter.ts';
import { held, type Readers, type Who, whoIs } from './held.ts';
import { inTurns } from './in-turns.ts';
import { inNewsroom, whichNewsroom } from './newsroom-at.ts';
import { Refusal } from './sentence.ts';
import { FORMER } from './subscribers-export.ts';

/** What was taken away, in rows. */
export type Erased = Record<'subscriber' | 'signUp' | 'consents' | 'aliases' | 'copies' | 'calls', number>;

/** A copy that was under way may leave a row behind the first look. */
const LOOKS = 3;
const CALLS = 25;

export async function subscribersErase(args: string[]): Promise<number> {
  const { values, positionals } = readArguments('subscribers erase', args, {
    ...whichNewsroom,
    yes: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  });
  const [address] = positionals;
  if (address === undefined || positionals.length > 1)
    throw new Refusal('Name one address: polywire subscribers erase ADDRESS');
  const progress = counter(values.json ? process.stderr : process.stdout);
  const erased = await inNewsroom(values, async (newsroom) => {
    const readers = await newsroom.readers();
    const who = await whoIs(address, readers);
    if (!values.yes && !(await isConfirmed(who.address))) return undefined;
    if (who.isFormerOfAnother) progress.tell(FORMER);
    return erase(who, readers, new Date(), (rows) => progress.show(`looked through ${rows} rows of the ledger`));
  });
  if (!erased) throw new Refusal('Nothing was erased.');
  progress.end(`erased ${inWords(erased)}`);
  progress.end('a keyed hash stays in the suppression list, so that no import brings the address back');
  if (values.json) process.stdout.write(`${JSON.stringify(erased)}\n`);
  return 0;
}

const inWords = ({ subscriber, signUp, consents, aliases, copies, calls }: Erased): string =>
  [
    `${subscriber} subscriber, ${signUp} sign-up, ${consents} consent records, ${aliases} former addresses`,
    `${copies} rows of copies, ${calls} calls`,
  ].join(', ');

async function isConfirmed(address: string): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new Refusal("Add --yes: it can't be taken back, and there is no terminal to ask whether it is meant.");
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`Erase all that is held about ${address}? It can't be taken back. [y/N] `);
  terminal.close();
  return /^y(?:es)?$/i.test(answer.trim());
}

/**
 * May be done twice. The suppression comes first: from then on nothing new is written. The alias by which the address
 * leads to the rest goes last: whoever was cut off finds it once more.
 */
export async function erase(who: Who, readers: Readers, now: Date, onLooked: (rows: number) => void): Promise<Erased> {
  const { names, aliases, hash, address } = who;
  const { subscribers } = readers;
  for (const name of names) await subscribers.suppress(name, 'erased', now.toISOString());
  for (const alias of aliases.filter((one) => one !== hash)) await subscribers.alias(alias);
  const erased: Erased = { subscriber: 0, signUp: 0, consents: 0, aliases: aliases.length, copies: 0, calls: 0 };
  erased.signUp = await removeSignUps(who, readers);
  for (let look = 0; look < LOOKS; look++) {
    if (!(await removeHeld(who, readers, erased, onLooked))) break;
  }
  if (aliases.includes(hash)) await subscribers.alias(hash);
  // Ours says all that SES's own list would, and without the address.
  await readers.unsuppress(address);
  return erased;
}

/** A confirmation that read one a moment ago writes on: it is waited for, so that the looks after it find what it wrote. */
async function removeSignUps({ id, signUp }: Who, { signUps, pause }: Readers): Promise<number> {
  const [pending, moves] = [await signUps.get(signUp), await signUps.movesOf(id)];
  const all = [...(pending ? [signUp] : []), ...moves.map((one) => one.id)];
  for (const one of all) await signUps.remove(one);
  if (all.length > 0) await pause(API_SECONDS * 1000);
  return all.length;
}

/** False where there was nothing. */
async function removeHeld(who: Who, readers: Readers, erased: Erased, onLooked: (rows: number) => void) {
  const { subscriber, signUp, moves, consents, found } = await held(who, readers, onLooked);
  await readers.subscribers.remove(who.id);
  for (const one of [who.signUp, ...moves.map(({ id }) => id)]) await readers.signUps.remove(one);
  await inTurns(found, CALLS, (one) => readers.copies.remove(one, who.names));
  for (const name of who.names) await readers.consents.erase(name);
  erased.subscriber += subscriber ? 1 : 0;
  erased.signUp += (signUp ? 1 : 0) + moves.length;
  erased.consents += consents.length;
  erased.copies += found.filter((one) => 'copy' in one).length;
  erased.calls += found.filter((one) => 'call' in one).length;
  return subscriber !== null || signUp !== null || moves.length + consents.length + found.length > 0;
}
