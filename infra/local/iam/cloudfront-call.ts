// Service Authorization Reference, "Amazon CloudFront". Its resources are of no region.
import type { AwsRequest } from '../emulator.ts';
import { unknown } from './input.ts';
import { arn, call, type Names } from './names.ts';
import type { Call } from './policy.ts';

export function cloudfrontCalls({ method, path }: AwsRequest, names: Names): Call[] {
  const [, id] = /^\/2020-05-31\/distribution\/([^/]+)\/invalidation$/.exec(path) ?? [];
  if (method !== 'POST' || id === undefined) throw unknown(`CloudFront's ${method} ${path}`);
  return [call('cloudfront:CreateInvalidation', arn('cloudfront', { ...names, region: '' }, `distribution/${id}`))];
}
