// Stage 5, the hub: asks an outlet whether it meant what it asked for, and keeps it, or ends it, only then. An outlet that
// can't have what it asked for is told so. (W3C WebSub, §5.2, §5.3)
import { randomUUID } from 'node:crypto';
import { sha256 } from '../core/digest.ts';
import { VerificationDue } from '../core/messages.ts';
import type { OutletRequest } from '../core/outlet.ts';
import { type Callback, callback } from '../io/callback.ts';
import { env } from '../io/env.ts';
import { log } from '../io/log.ts';
import { type Objects, objects } from '../io/objects.ts';
import { onMessage } from '../io/on-message.ts';
import { type Outlets, outlets } from '../io/outlets.ts';
import { mayCall } from '../io/public-address.ts';
import { denialAddress, isConfirmed, verificationAddress } from './intent.ts';

/** Milliseconds. */
const LIMIT = 10_000;

export type VerifyEdges = {
  outlets: Pick<Outlets, 'request' | 'forgetRequest' | 'subscribe' | 'leave'>;
  public: Pick<Objects, 'exists'>;
  call: Callback;
  now: () => Date;
  newChallenge: () => string;
};

const edges = (): VerifyEdges => {
  const names = env('OUTLETS_TABLE', 'PUBLIC_BUCKET', 'CALLBACK_ADDRESS');
  return {
    outlets: outlets(names.OUTLETS_TABLE),
    public: objects(names.PUBLIC_BUCKET),
    call: callback(mayCall(names.CALLBACK_ADDRESS)),
    now: () => new Date(),
    newChallenge: () => `${randomUUID()}${randomUUID()}`,
  };
};

export async function verify({ request: id }: VerificationDue, edges: VerifyEdges): Promise<void> {
  const request = await edges.outlets.request(id);
  if (!request) return;
  const isThere = request.feed !== null && (await edges.public.exists(request.feed));
  const outcome = isThere ? await ask(request, request.feed ?? '', edges) : await deny(request, edges);
  // Last: what comes twice asks once more, and ends the same.
  await edges.outlets.forgetRequest(id);
  log({ stage: 'verify', outcome: `${request.mode} ${outcome}` });
}

async function deny(request: OutletRequest, { call }: VerifyEdges): Promise<string> {
  const { reason } = await call(denialAddress(request, 'There is no feed at this address.'), {
    ...{ method: 'GET', limit: LIMIT },
  });
  return `denied, ${reason}`;
}

async function ask(request: OutletRequest, feed: string, edges: VerifyEdges): Promise<string> {
  const { mode, callback, secret, askedAt, leaseSeconds } = request;
  const challenge = edges.newChallenge();
  // §5.3: the lease is counted from here.
  const leaseUntil = new Date(edges.now().getTime() + leaseSeconds * 1000).toISOString();
  const result = await edges.call(verificationAddress(request, challenge), { method: 'GET', limit: LIMIT });
  if (!isConfirmed(result, challenge)) return `not confirmed, ${result.reason}`;
  const key = { feed, id: outletId(callback) };
  // It is told of what is pushed from now on, not since it asked.
  const since = edges.now().toISOString();
  const isNewest =
    mode === 'subscribe'
      ? await edges.outlets.subscribe({ ...key, callback, secret, since, askedAt, leaseUntil })
      : await edges.outlets.leave(key, askedAt);
  return isNewest ? 'confirmed' : 'overtaken';
}

/** Callbacks are one where they are the same letter for letter. */
const outletId = (address: string): string => sha256(address).slice(0, 32);

export const handler = onMessage('verify', VerificationDue, verify, edges);
