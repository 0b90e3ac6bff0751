// One address for all of AWS: whoever signed the request is asked for its right to make it, then its emulator answers.

import { Agent, type IncomingMessage, request } from 'node:http';
import { ACCOUNT, REGION } from './account.ts';
import type { AwsRequest, AwsResponse, Emulator } from './emulator.ts';
import { callsOf, principalOf, type Service } from './iam/call.ts';
import { accessDenied } from './iam/denied.ts';
import { allows, type Statement } from './iam/policy.ts';
import { absenceCall } from './iam/s3-call.ts';

export type Gateway = {
  /** By the service name in a signature's scope. */
  services: Record<string, Emulator>;
  /** The policy of the function that signs with this key id; undefined for any other key, a person's. */
  policyOf(accessKeyId: string): Statement[] | undefined;
  /** For tests: an answer in place of the service's. */
  interfere?: Interference | undefined;
};

export type Interference = (accessKeyId: string, request: AwsRequest) => AwsResponse | undefined;

const names = { region: REGION, accountId: ACCOUNT };

export function gateway({ services, policyOf, interfere }: Gateway): Emulator {
  return async (request) => {
    const principal = principalOf(request);
    if (!principal)
      return { status: 403, headers: { 'content-type': 'text/plain' }, body: 'Requests must be signed.\n' };
    const { accessKeyId, service } = principal;
    const emulator = services[service];
    if (!emulator) return { status: 501, headers: {}, body: `The local cloud has no service "${service}".\n` };
    const policy = policyOf(accessKeyId);
    if (!policy) return emulator(request);
    for (const call of callsOf(request, names)) {
      if (!allows(policy, call)) return accessDenied(request, service, call);
    }
    return interfere?.(accessKeyId, request) ?? hidden(request, await emulator(request), service, policy);
  };
}

/** Who may not list a bucket isn't told that an object is missing (API_GetObject, "Permissions"). */
function hidden(request: AwsRequest, response: AwsResponse, service: Service, policy: Statement[]): AwsResponse {
  const absence = service === 's3' && response.status === 404 ? absenceCall(request) : undefined;
  return absence === undefined || allows(policy, absence) ? response : accessDenied(request, service, absence);
}

/** Passes requests on to an emulator that has a port of its own. (node:http: fetch costs three times as much.) */
export function forwarded(port: number): Emulator {
  const agent = new Agent({ keepAlive: true });
  const pass: Emulator = (asked) => {
    const { method, path, query, headers, body } = asked;
    const { host: _, connection: __, 'content-length': ___, expect: ____, ...passed } = headers;
    const search = query.size > 0 ? `?${query}` : '';
    return new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port, method, path: path + search, agent };
      const upstream = request({ ...options, headers: { ...passed, 'content-length': body.length } }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => resolve(answered(response, Buffer.concat(chunks))));
      });
      upstream.once('error', (error: NodeJS.ErrnoException) => {
        // The emulator closed an idle connection just then: nothing of the request was read. (Node's docs, reusedSocket)
        if (upstream.reusedSocket && error.code === 'ECONNRESET') resolve(pass(asked));
        else reject(error);
      });
      upstream.end(body);
    });
  };
  return pass;
}

function answered({ statusCode = 500, headers }: IncomingMessage, body: Buffer): AwsResponse {
  const kept = Object.entries(headers).filter(([name]) => !hopByHop.has(name));
  return { status: statusCode, headers: Object.fromEntries(kept.map(([name, value]) => [name, String(value)])), body };
}

const hopByHop = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length']);
