// What CloudFront does in front of the public bucket and the HTTP API, without its cache.
import { createContext, runInContext } from 'node:vm';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { AwsRequest, AwsResponse, Emulator } from './emulator.ts';
import type { LocalFunction } from './lambda/function.ts';
import type { Web } from './resources/web.ts';
import type { S3, StoredObject } from './s3/s3.ts';

type Edge = { web: Web; s3: S3; functionOf: (arn: string) => LocalFunction | undefined; now: () => Date };

export function edge({ web, s3, functionOf, now }: Edge): Emulator {
  const bucket = web.bucket ?? '';
  const rewrite = viewerRequest(web.viewerRequest);
  const restate = viewerResponse(web.viewerResponse);
  /** The edge's own headers replace a reader's of that name (CloudFront Developer Guide, "Add custom headers"). */
  const byEdge = (request: AwsRequest): AwsRequest => ({
    ...request,
    headers: { ...request.headers, ...web.apiHeaders },
  });
  const isApi = (path: string) => path.startsWith((web.apiPattern ?? '').replace(/\*$/, ''));
  return async (request) => {
    const response = isApi(request.path)
      ? await api(byEdge(request), functionOf(web.routes.get(`${request.method} ${request.path}`) ?? ''), now())
      : page(request);
    const shown = instead(request, response);
    return { ...shown, headers: { ...shown.headers, ...web.headers } };
  };

  function page(request: AwsRequest): AwsResponse {
    const uri = rewrite(request);
    return compressed(request, restate(uri, object(request, s3.read(bucket, decoded(uri).slice(1)))));
  }

  /** CloudFront Developer Guide, "Create a custom error page for specific HTTP status codes". */
  function instead(request: AwsRequest, response: AwsResponse): AwsResponse {
    const error = web.errors.get(response.status);
    const found = error && s3.read(bucket, decoded(error.page).slice(1));
    if (!error || !found) return response;
    const { 'if-none-match': _, 'if-modified-since': __, ...headers } = request.headers;
    return { ...object({ ...request, method: 'GET', headers }, found), status: error.status };
  }
}

type Values = Record<string, { value: string }>;

const valuesOf = (headers: Record<string, string>): Values =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, { value }]));

/** Runs the edge function as CloudFront would: one call, no module, no network. */
function viewerRequest(code: string | undefined): (request: AwsRequest) => string {
  if (code === undefined) return ({ path }) => path;
  const context = createContext({});
  runInContext(code, context);
  return ({ path, headers }) => {
    context.event = { request: { uri: path, headers: valuesOf(headers) } };
    return String(runInContext('handler(event).uri', context));
  };
}

/** Not asked where the origin answers 400 or more (CloudFront Developer Guide, "Restrictions on all edge functions"). */
function viewerResponse(code: string | undefined): (uri: string, response: AwsResponse) => AwsResponse {
  if (code === undefined) return (_, response) => response;
  const context = createContext({});
  runInContext(code, context);
  return (uri, response) => {
    if (response.status >= 400) return response;
    const answer = { statusCode: response.status, headers: valuesOf(response.headers) };
    context.event = { request: { uri }, response: answer };
    runInContext('handler(event)', context);
    const headers = Object.entries(answer.headers).map(([name, { value }]) => [name, value]);
    return { ...response, status: answer.statusCode, headers: Object.fromEntries(headers) };
  };
}

// CloudFront Developer Guide, "Serve compressed files": of what the newsroom has, these; between 1,000 and 10,000,000
// bytes, unless the origin did it; a strong ETag becomes a weak one.
const COMPRESSED = /^(?:text\/(?:html|css|plain|xml)|application\/(?:xml|json|rss\+xml))\b/;

function compressed({ headers }: AwsRequest, response: AwsResponse): AwsResponse {
  const { 'content-type': type = '', 'content-encoding': encoding, etag = '' } = response.headers;
  const size = response.body.length;
  const coding = ['br', 'gzip'].find((one) =>
    new RegExp(`\\b${one}\\b(?!;q=0)`).test(headers['accept-encoding'] ?? ''),
  );
  if (!coding || encoding !== undefined || !COMPRESSED.test(type) || size < 1000 || size > 10_000_000) return response;
  const body = coding === 'br' ? brotliCompressSync(response.body, FAST) : gzipSync(response.body);
  return {
    ...response,
    headers: {
      ...response.headers,
      etag: etag.startsWith('W/') ? etag : `W/${etag}`,
      'content-encoding': coding,
      'content-length': String(body.length),
      vary: 'Accept-Encoding',
    },
    body,
  };
}

const FAST = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } };

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function object({ method, headers }: AwsRequest, found: StoredObject | undefined): AwsResponse {
  // CloudFront Developer Guide, "HTTP 403 status code": a method that the behaviour doesn't allow.
  if (method !== 'GET' && method !== 'HEAD') return plain(403, 'This address can only be read.');
  if (!found) return plain(403, 'There is nothing at this address.');
  const known = { ...found.headers, etag: found.etag, 'last-modified': found.lastModified.toUTCString() };
  if (isKnownTo(headers, found)) return { status: 304, headers: known, body: '' };
  return {
    status: 200,
    headers: { ...known, 'content-type': found.contentType, 'content-length': String(found.body.length) },
    body: Buffer.from(found.body),
  };
}

/** Whether a reader has this version already (RFC 9110 §13.2.2). */
function isKnownTo(headers: AwsRequest['headers'], { etag, lastModified }: StoredObject): boolean {
  const tags = headers['if-none-match'];
  if (tags === undefined) {
    // To the second; a date that is none compares as false.
    return Math.floor(lastModified.getTime() / 1000) * 1000 <= Date.parse(headers['if-modified-since'] ?? '');
  }
  const candidates = tags.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return candidates.includes('*') || candidates.includes(etag);
}

const plain = (status: number, text: string): AwsResponse => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: `${text}\n`,
});

async function api(request: AwsRequest, target: LocalFunction | undefined, now: Date): Promise<AwsResponse> {
  if (!target) return { status: 404, headers: { 'content-type': 'application/json' }, body: '{"message":"Not Found"}' };
  try {
    const answer: APIGatewayProxyStructuredResultV2 = Object(await target.invoke(event(request, now)));
    const headers = Object.fromEntries(
      Object.entries(answer.headers ?? {}).map(([name, value]) => [name, String(value)]),
    );
    const body = Buffer.from(answer.body ?? '', answer.isBase64Encoded ? 'base64' : 'utf8');
    return { status: answer.statusCode ?? 200, headers, body };
  } catch {
    // The function's own log says why.
    return {
      status: 500,
      headers: { 'content-type': 'application/json' },
      body: '{"message":"Internal Server Error"}',
    };
  }
}

/** Of a parameter that is there twice, both values (the same page as below). */
const parameters = (query: URLSearchParams): Record<string, string> =>
  Object.fromEntries([...query.keys()].map((name) => [name, query.getAll(name).join(',')]));

/** CloudFront, as the API sees it. */
const EDGE = '130.176.0.1';

/** API Gateway Developer Guide, "Create AWS Lambda proxy integrations for HTTP APIs", payload format 2.0. */
function event({ method, path, query, headers, body, client }: AwsRequest, now: Date): APIGatewayProxyEventV2 {
  const routeKey = `${method} ${path}`;
  // Both add whom they have the request from (CloudFront Developer Guide, "Client IP addresses").
  const forwarded = [headers['x-forwarded-for'] ?? [], client ?? '', EDGE].flat().join(', ');
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString: query.toString(),
    headers: { ...headers, 'x-forwarded-for': forwarded },
    ...(query.size > 0 ? { queryStringParameters: parameters(query) } : {}),
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName: headers.host ?? '',
      domainPrefix: 'local',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: EDGE, userAgent: headers['user-agent'] ?? '' },
      requestId: String(now.getTime()),
      routeKey,
      stage: '$default',
      time: now.toISOString(),
      timeEpoch: now.getTime(),
    },
    ...(body.length > 0 ? { body: body.toString('base64') } : {}),
    isBase64Encoded: body.length > 0,
  };
}
