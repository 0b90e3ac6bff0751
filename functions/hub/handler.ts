// Stage 5, the hub's door: outlets ask here to be told of a feed, or no more. What they ask for is kept and answered at
// once; whether they meant it is asked behind the queue. (W3C WebSub, §5.1.2)
import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { clientOf } from '../core/client.ts';
import { sha256 } from '../core/digest.ts';
import { VerificationDue } from '../core/messages.ts';
import type { Newsroom } from '../core/newsroom.ts';
import type { OutletRequest } from '../core/outlet.ts';
import { env } from '../io/env.ts';
import { log, logFault } from '../io/log.ts';
import { bundledNewsroom } from '../io/newsroom.ts';
import { type Outlets, outlets } from '../io/outlets.ts';
import { type Queue, queue } from '../io/queue.ts';
import { asked } from './request.ts';

/** Bytes: two addresses and a secret, each at its longest and with all encoded. */
const LARGEST_REQUEST = 16_384;

/** What was asked for is dealt with in seconds, or never. */
const FORGOTTEN_AFTER = 3600;

/** Requests an hour: of one client, which may want each format of each feed; and about callbacks at one host, whoever asks. */
export const [OF_A_CLIENT, OF_A_HOST] = [500, 2000];

export type HubEdges = {
  outlets: Pick<Outlets, 'ask' | 'count'>;
  verify: Pick<Queue<VerificationDue>, 'send'>;
  newsroom: Pick<Newsroom, 'webSub'>;
  site: string;
  edgeKey: string;
  now: () => Date;
  newId: () => string;
};

const edges = (): HubEdges => {
  const names = env('OUTLETS_TABLE', 'VERIFICATIONS_QUEUE_URL', 'SITE_URL', 'EDGE_KEY');
  return {
    outlets: outlets(names.OUTLETS_TABLE),
    verify: queue(names.VERIFICATIONS_QUEUE_URL, VerificationDue),
    newsroom: bundledNewsroom(),
    site: names.SITE_URL,
    edgeKey: names.EDGE_KEY,
    now: () => new Date(),
    newId: randomUUID,
  };
};

export type HubRequest = {
  method: string;
  contentType: string;
  body: Uint8Array;
  client: string;
};

/** In plain text, for whoever develops the outlet's end. */
export type HubAnswer = { status: number; text: string };

const HOW =
  'This is a WebSub hub (w3.org/TR/websub). POST hub.mode, hub.topic and hub.callback to it, as application/x-www-form-urlencoded.';

export async function answer(request: HubRequest, edges: HubEdges): Promise<HubAnswer> {
  const { method, contentType, body, client } = request;
  if (method !== 'POST') return { status: 405, text: HOW };
  // Not 403: the edge shows its own page for that.
  if (!edges.newsroom.webSub) return { status: 501, text: 'This newsroom tells no outlets. Its feeds can be polled.' };
  if (!/^application\/x-www-form-urlencoded\b/i.test(contentType)) return { status: 415, text: HOW };
  if (body.length > LARGEST_REQUEST)
    return { status: 413, text: `The request has ${body.length} bytes; the limit is ${LARGEST_REQUEST}.` };
  const wish = asked(new URLSearchParams(new TextDecoder().decode(body)), edges.site);
  if ('refused' in wish) return { status: 400, text: wish.refused };
  if (await isTooOften(client, wish.callback, edges)) return TOO_OFTEN;
  const now = edges.now();
  const own: Pick<OutletRequest, 'id' | 'askedAt' | 'expires'> = {
    ...{ id: edges.newId(), askedAt: now.toISOString() },
    expires: Math.ceil(now.getTime() / 1000) + FORGOTTEN_AFTER,
  };
  await edges.outlets.ask({ ...wish, ...own });
  await edges.verify.send({ request: own.id });
  return { status: 202, text: 'Accepted. The callback is asked next whether it meant it.' };
}

const TOO_OFTEN: HubAnswer = { status: 429, text: 'Too many requests in this hour. Try again in the next one.' };

/** Nobody has the hub call others by the thousand. Clients are counted by a hash that says nothing in the next hour. */
async function isTooOften(client: string, callback: string, { outlets, now }: HubEdges): Promise<boolean> {
  const hour = now().toISOString().slice(0, 13);
  const expires = Math.ceil(now().getTime() / 1000) + 2 * 3600;
  const count = (what: string): Promise<number> => outlets.count(sha256(`${what} ${hour}`), hour, expires);
  if ((await count(`client ${client}`)) > OF_A_CLIENT) return true;
  return (await count(`host ${new URL(callback).hostname}`)) > OF_A_HOST;
}

let made: HubEdges | undefined;

// Called by the HTTP API. (API Gateway Developer Guide, "Create AWS Lambda proxy integrations", payload format 2.0)
export const handler = async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
  made ??= edges();
  const { requestContext, headers, body = '', isBase64Encoded } = event;
  const { method, sourceIp } = requestContext.http;
  try {
    const request = {
      ...{ method, contentType: headers['content-type'] ?? '' },
      body: Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8'),
      client: clientOf({ headers, sourceIp, edgeKey: made.edgeKey }),
    };
    const { status, text } = await answer(request, made);
    log({ stage: 'hub', outcome: `${method} ${status}` });
    return {
      statusCode: status,
      headers: {
        ...{ 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
        ...(status === 405 && { allow: 'POST' }),
      },
      body: `${text}\n`,
    };
  } catch (error) {
    logFault('hub', 'given up', error);
    throw error;
  }
};
