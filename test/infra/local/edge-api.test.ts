// The edge in front of the API: API Gateway as its Developer Guide has it.
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { expect, it } from 'vitest';
import { bundled } from './bundles.ts';
import { headers, MODIFIED, site } from './edge-site.ts';

const echo = () =>
  bundled(`export const handler = async (event) => ({
    statusCode: 201,
    headers: { 'content-type': 'application/json', 'x-count': 7 },
    body: JSON.stringify(event),
  });`);

it('gives a GET to its function (HTTP APIs, "payload format version" 2.0)', async () => {
  const { ask, url } = await site({}, echo());

  const response = await ask('/api/leave?token=a%2Bb&list=1&list=2', { headers: { 'user-agent': 'mail/1' } });

  expect(response.status).toBe(201);
  expect(Object.fromEntries(response.headers)).toMatchObject({ 'x-count': '7', ...headers });
  const event: APIGatewayProxyEventV2 = JSON.parse(await response.text());
  expect(event).toMatchObject({
    version: '2.0',
    routeKey: 'GET /api/leave',
    rawPath: '/api/leave',
    rawQueryString: 'token=a%2Bb&list=1&list=2',
    queryStringParameters: { token: 'a+b', list: '1,2' },
    // The reader, then CloudFront: each that passes it on adds whom it has it from.
    headers: {
      ...{ host: url.replace('http://', ''), 'user-agent': 'mail/1' },
      'x-edge': 'key',
      'x-forwarded-for': expect.stringMatching(/^(?:::ffff:)?127\.0\.0\.1, 130\.176\.0\.1$/),
    },
    requestContext: {
      routeKey: 'GET /api/leave',
      stage: '$default',
      timeEpoch: MODIFIED.getTime(),
      http: { method: 'GET', path: '/api/leave', sourceIp: '130.176.0.1', userAgent: 'mail/1' },
    },
    isBase64Encoded: false,
  });
  expect(event).not.toHaveProperty('body');
});

it('leaves out what a request does not have', async () => {
  const { ask } = await site({}, echo());

  const event: APIGatewayProxyEventV2 = JSON.parse(await (await ask('/api/leave')).text());

  expect(event).not.toHaveProperty('queryStringParameters');
  expect(event.rawQueryString).toBe('');
});

it('gives a POST with its body, encoded where it says so', async () => {
  const { ask } = await site({}, echo());
  const body = new URLSearchParams({ 'List-Unsubscribe': 'One-Click', name: 'é&=' });

  const response = await ask('/api/leave?token=t', { method: 'POST', body });

  const event: APIGatewayProxyEventV2 = JSON.parse(await response.text());
  expect(event).toMatchObject({
    routeKey: 'POST /api/leave',
    queryStringParameters: { token: 't' },
    headers: { 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' },
  });
  const sent = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8').toString();
  expect(sent).toBe(body.toString());
});

it('answers what the function answers, decoded, and 200 where it says no status', async () => {
  const body = Buffer.from('größer').toString('base64');
  const { ask } = await site(
    {},
    bundled(`export const handler = async () => ({ body: '${body}', isBase64Encoded: true });`),
  );

  const response = await ask('/api/leave');

  expect(response.status).toBe(200);
  expect(await response.text()).toBe('größer');
});

it.each([
  ['GET', '/api/nowhere'],
  ['DELETE', '/api/leave'],
  ['GET', '/api/leave/'],
  ['GET', '/api/'],
])('answers 404 for a route that it does not have: %s %s', async (method, path) => {
  const { ask } = await site({ 'api/index.html': 'not this' }, echo());

  const response = await ask(path, { method });

  expect(response.status).toBe(404);
  expect(await response.json()).toEqual({ message: 'Not Found' });
});

it('answers 500 where the function throws, and tells nobody why', async () => {
  const { ask } = await site({}, bundled('export const handler = async () => { throw new Error("a secret"); };'));

  const response = await ask('/api/leave');

  expect(response.status).toBe(500);
  expect(await response.json()).toEqual({ message: 'Internal Server Error' });
});
