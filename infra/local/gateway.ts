// One address for all of AWS: whoever signed the request is asked for its right to make it, then its emulator answers.

import { ACCOUNT, REGION } from './deploy.ts';
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

/** Passes requests on to an emulator that has a port of its own. */
export const forwarded =
  (origin: string): Emulator =>
  async ({ method, path, query, headers, body }) => {
    const search = query.toString();
    const { host: _, connection: __, 'content-length': ___, expect: ____, ...passed } = headers;
    const response = await fetch(`${origin}${path}${search === '' ? '' : `?${search}`}`, {
      method,
      headers: passed,
      ...(body.length > 0 ? { body: new Uint8Array(body) } : {}),
    });
    const answered = Object.fromEntries([...response.headers].filter(([name]) => !hopByHop.has(name)));
    return { status: response.status, headers: answered, body: Buffer.from(await response.arrayBuffer()) };
  };

const hopByHop = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'content-encoding']);
