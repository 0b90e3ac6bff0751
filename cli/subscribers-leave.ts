// polywire subscribers leave: for who writes a mail to leave, as List-Unsubscribe offers (RFC 2369 §3.2).
import { open } from 'node:fs/promises';
import PostalMime from 'postal-mime';
import { type TokenKeys, verifyToken } from '../functions/core/token.ts';
import { unsubscribed } from '../functions/subscriptions/leave.ts';
import { fromCaller, readArguments } from './arguments.ts';
import type { Readers } from './held.ts';
import { inNewsroom, whichNewsroom } from './newsroom-at.ts';
import { fileFault, Refusal } from './sentence.ts';

export type Left = {
  item: string;
  /** `nobody`: the token is good, and whoever had it was erased. */
  outcome: 'left' | 'had left' | 'nobody' | 'unreadable';
  at?: string;
  fault?: string;
};

type Ports = Pick<Readers, 'consents' | 'keys'> & { subscribers: Pick<Readers['subscribers'], 'unsubscribe' | 'idOf'> };

/** Of a mail, in bytes: its subject stands at its beginning. */
const LONGEST = 256 * 1024;

export async function subscribersLeave(args: string[]): Promise<number> {
  const { values, positionals: items } = readArguments('subscribers leave', args, {
    ...whichNewsroom,
    json: { type: 'boolean', default: false },
  });
  if (items.length === 0)
    throw new Refusal('Name a token, a mail, or - for a mail on stdin: polywire subscribers leave -');
  const left = await inNewsroom(values, async ({ readers }) => leaveAll(items, await readers(), new Date()));
  for (const one of left) {
    const out = one.outcome === 'unreadable' && !values.json ? process.stderr : process.stdout;
    out.write(`${values.json ? JSON.stringify(one) : inWords(one)}\n`);
  }
  return left.some(({ outcome }) => outcome === 'unreadable') ? 1 : 0;
}

function inWords({ item, outcome, at, fault }: Left): string {
  const name = item === '-' ? 'the mail' : item;
  switch (outcome) {
    case 'left':
      return `${name}: has left`;
    case 'had left':
      return `${name}: had left already, at ${at}`;
    case 'nobody':
      return `${name}: nobody has this subscription any more`;
    case 'unreadable':
      return `polywire: ${fault}`;
  }
}

/** One after the other: what is wrong with one of them keeps none of the others. */
export async function leaveAll(items: string[], ports: Ports, now: Date): Promise<Left[]> {
  const keys = await ports.keys();
  const left: Left[] = [];
  for (const item of items) left.push(await leave(item, keys, ports, now));
  return left;
}

async function leave(item: string, keys: TokenKeys, { subscribers, consents }: Ports, now: Date): Promise<Left> {
  const found = await idIn(item, keys);
  if ('fault' in found) return { item, outcome: 'unreadable', fault: found.fault };
  const { id } = found;
  const subscriber = await unsubscribed(id, now.toISOString(), { subscribers });
  const at = subscriber?.unsubscribedAt;
  if (!subscriber || at === undefined) return { item, outcome: 'nobody' };
  await consents.add({ said: 'no', subscriberId: subscriber.id, at, way: 'mail' });
  return { item, outcome: at === now.toISOString() ? 'left' : 'had left', at };
}

/** Whose token it is, or what is wrong, in a sentence that says nothing of the mail. */
async function idIn(item: string, keys: TokenKeys): Promise<{ id: string } | { fault: string }> {
  const own = verifyToken(keys, 'unsubscribe', item);
  if (own !== undefined) return { id: own };
  const name = item === '-' ? 'The mail' : `"${item}"`;
  try {
    const { subject = '' } = await PostalMime.parse(await beginning(item));
    const [, token] = /\bunsubscribe\s+(\S+)/i.exec(subject) ?? [];
    if (token === undefined) return { fault: `${name} has no subject "unsubscribe TOKEN".` };
    const id = verifyToken(keys, 'unsubscribe', token);
    return id === undefined ? { fault: `${name} has a token that is not of this newsroom.` } : { id };
  } catch (error) {
    if (item === '-') return { fault: "The mail can't be read." };
    return { fault: looksLikeToken(item) ? `${name} is no token of this newsroom.` : fileFault(item, error).message };
  }
}

const looksLikeToken = (item: string): boolean => /^[\w-]{20,40}$/.test(item);

/** All of stdin is taken in, or who pipes to it is cut off. */
async function beginning(item: string): Promise<Uint8Array> {
  if (item !== '-') {
    await using file = await open(fromCaller(item));
    const { buffer, bytesRead } = await file.read(Buffer.alloc(LONGEST), 0, LONGEST);
    return buffer.subarray(0, bytesRead);
  }
  const taken: Buffer[] = [];
  let size = 0;
  for await (const bytes of process.stdin) {
    if (size < LONGEST) taken.push(bytes);
    size += bytes.length;
  }
  return Buffer.concat(taken).subarray(0, LONGEST);
}
