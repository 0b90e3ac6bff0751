// Stage 7: the unsubscribe endpoint. A GET shows a page and changes nothing; the POST unsubscribes (RFC 8058).
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { style } from '../../templates/style.css.ts';
import { publicKey, publicUrl } from '../core/address.ts';
import { sha256 } from '../core/digest.ts';
import type { Newsroom } from '../core/newsroom.ts';
import { type TokenKeys, verifyToken } from '../core/token.ts';
import { env } from '../io/env.ts';
import { log } from '../io/log.ts';
import { bundledNewsroom } from '../io/newsroom.ts';
import { secret } from '../io/secret.ts';
import { type Subscribers, subscribers } from '../io/subscribers.ts';
import { askPage, leftPage, unknownLinkPage } from './leave-page.ts';

export type LeaveEdges = {
  subscribers: Pick<Subscribers, 'get' | 'unsubscribe'>;
  keys: () => Promise<TokenKeys>;
  newsroom: Newsroom;
  site: string;
  now: () => string;
};

const edges = (): LeaveEdges => {
  const { SUBSCRIBERS_TABLE, SECRET_ARN, SITE_URL } = env('SUBSCRIBERS_TABLE', 'SECRET_ARN', 'SITE_URL');
  return {
    subscribers: subscribers(SUBSCRIBERS_TABLE),
    keys: secret(SECRET_ARN),
    newsroom: bundledNewsroom(),
    site: SITE_URL,
    now: () => new Date().toISOString(),
  };
};

export async function leave(
  method: string,
  token: string,
  edges: LeaveEdges,
): Promise<APIGatewayProxyStructuredResultV2> {
  const { newsroom, site } = edges;
  const styleHref = publicUrl(site, publicKey.style(sha256(style).slice(0, 12)));
  const id = verifyToken(await edges.keys(), 'unsubscribe', token);
  const subscriber = id === undefined ? undefined : await edges.subscribers.get(id);
  const language =
    subscriber?.languages.find((one) => newsroom.languages.includes(one)) ?? newsroom.languages[0] ?? 'en';
  const page = { language, newsroom, site, styleHref };
  if (id === undefined || !subscriber) return html(400, unknownLinkPage(page));
  if (method !== 'POST') return html(200, askPage({ ...page, action: `/api/unsubscribe?t=${token}` }));
  await edges.subscribers.unsubscribe(id, edges.now());
  log({ stage: 'subscriptions', outcome: 'unsubscribed', subscriber: id });
  return html(200, leftPage(page));
}

const html = (statusCode: number, body: string): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  body,
});

let made: LeaveEdges | undefined;

// Called by the HTTP API, payload format 2.0.
export const handler = async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
  made ??= edges();
  return leave(event.requestContext.http.method, event.queryStringParameters?.t ?? '', made);
};
