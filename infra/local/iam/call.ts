// Which rights a request needs: all of the calls must be allowed. Actions and the kinds of their resources are those
// of the Service Authorization Reference, a page for each service.
import type { AwsRequest } from '../emulator.ts';
import { cloudfrontCalls } from './cloudfront-call.ts';
import { dynamodbCalls } from './dynamodb-call.ts';
import { unknown } from './input.ts';
import type { Names } from './names.ts';
import type { Call } from './policy.ts';
import { s3Calls } from './s3-call.ts';
import { secretsCalls } from './secrets-call.ts';
import { sesCalls } from './ses-call.ts';
import { snsCalls } from './sns-call.ts';
import { sqsCalls } from './sqs-call.ts';

const SERVICES = {
  cloudfront: cloudfrontCalls,
  dynamodb: dynamodbCalls,
  s3: s3Calls,
  secretsmanager: secretsCalls,
  ses: sesCalls,
  sns: snsCalls,
  sqs: sqsCalls,
};

export type Service = keyof typeof SERVICES;
export type Principal = { accessKeyId: string; service: Service };

/** Who signed, and for which service (IAM User Guide, "Elements of an AWS API request signature"). */
export function principalOf({ headers, query }: AwsRequest): Principal | undefined {
  const credential = /\bCredential=([^\s,]+)/.exec(headers.authorization ?? '')?.[1] ?? query.get('X-Amz-Credential');
  const scope = /^([^/]+)\/\d{8}\/[^/]+\/([^/]+)\/aws4_request$/.exec(credential ?? '');
  if (scope === null) return undefined;
  const [, accessKeyId = '', service = ''] = scope;
  if (!isService(service)) throw unknown(`the service "${service}"`);
  return { accessKeyId, service };
}

const isService = (name: string): name is Service => Object.hasOwn(SERVICES, name);

/** Throws for what it doesn't know, and for a request that isn't signed. */
export function callsOf(request: AwsRequest, names: Names): Call[] {
  const principal = principalOf(request);
  if (principal === undefined) throw unknown(`the unsigned ${request.method} ${request.path}`);
  return SERVICES[principal.service](request, names);
}
