// Stage 7, first half: the pages of subscriptions, behind the HTTP API. A GET changes nothing, whoever sends it.
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { style } from '../../templates/style.css.ts';
import { publicKey, publicUrl } from '../core/address.ts';
import { clientOf } from '../core/client.ts';
import { sha256 } from '../core/digest.ts';
import { LetterDue } from '../core/messages.ts';
import { consents } from '../io/consents.ts';
import { env } from '../io/env.ts';
import { log, logFault } from '../io/log.ts';
import { unsuppress } from '../io/mail.ts';
import { bundledNewsroom } from '../io/newsroom.ts';
import { queue } from '../io/queue.ts';
import { secret } from '../io/secret.ts';
import { signUps } from '../io/sign-ups.ts';
import { subscribers } from '../io/subscribers.ts';

import { confirm } from './confirm.ts';
import { LARGEST_FORM } from './form.ts';
import { leave } from './leave.ts';
import type { Answer, Place } from './page.ts';
import type { Ports } from './ports.ts';
import { preferences } from './preferences.ts';
import { placeOf, type Request, subscribe } from './subscribe.ts';

const edges = (): { ports: Ports; edgeKey: string } => {
  const names = env('SUBSCRIBERS_TABLE', 'LETTERS_QUEUE_URL', 'SECRET_ARN', 'SITE_URL', 'EDGE_KEY');
  const ports: Ports = {
    subscribers: subscribers(names.SUBSCRIBERS_TABLE),
    signUps: signUps(names.SUBSCRIBERS_TABLE),
    consents: consents(names.SUBSCRIBERS_TABLE),
    letters: queue(names.LETTERS_QUEUE_URL, LetterDue),
    unsuppress,
    keys: secret(names.SECRET_ARN),
    newsroom: bundledNewsroom(),
    site: names.SITE_URL,
    now: () => new Date(),
  };
  return { ports, edgeKey: names.EDGE_KEY };
};

const routes: Record<string, (request: Request, place: Place, ports: Ports) => Promise<Answer>> = {
  '/api/subscribe': subscribe,
  '/api/confirm': confirm,
  '/api/preferences': preferences,
  '/api/unsubscribe': leave,
};

/** Answers a request to one of the routes. */
export async function answer(path: string, request: Request, ports: Ports): Promise<Answer> {
  const { newsroom, site } = ports;
  const place = placeOf(request, { newsroom, site, styleHref: publicUrl(site, publicKey.style(styleHash)) });
  return (routes[path] ?? confirm)(request, place, ports);
}

const styleHash = sha256(style).slice(0, 12);

/** API Gateway Developer Guide, "Create AWS Lambda proxy integrations for HTTP APIs", payload format 2.0. */
function requestOf(event: APIGatewayProxyEventV2, edgeKey: string): Request {
  const { requestContext, rawQueryString, headers, body = '', isBase64Encoded } = event;
  const { method, sourceIp } = requestContext.http;
  const query = new URLSearchParams(rawQueryString);
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  return {
    ...{ method, token: query.get('t') ?? '', query },
    form: bytes.length > LARGEST_FORM ? undefined : new URLSearchParams(bytes.toString('utf8')),
    client: clientOf({ headers, sourceIp, edgeKey }),
    accepts: headers['accept-language'] ?? '',
  };
}

let made: { ports: Ports; edgeKey: string } | undefined;

// Called by the HTTP API.
export const handler = async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
  made ??= edges();
  const { rawPath } = event;
  const { method } = event.requestContext.http;
  try {
    const { statusCode, body } = await answer(rawPath, requestOf(event, made.edgeKey), made.ports);
    if (method === 'POST') log({ stage: 'subscriptions', outcome: `${rawPath} ${statusCode}` });
    return {
      statusCode,
      headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
      body,
    };
  } catch (error) {
    logFault('subscriptions', 'given up', error);
    throw error;
  }
};
