// The refusal as each service words it, so that the SDK's error has the name that it has on AWS.
import { cloudFrontError } from '../cloudfront.ts';
import type { AwsRequest, AwsResponse } from '../emulator.ts';
import { document } from '../s3/xml.ts';
import { principalOf, type Service } from './call.ts';
import type { Call } from './policy.ts';

const JSON_1_0 = 'application/x-amz-json-1.0';
const JSON_1_1 = 'application/x-amz-json-1.1';
const SNS = 'http://sns.amazonaws.com/doc/2010-03-31/';

export function accessDenied(request: AwsRequest, service: Service, call: Call): AwsResponse {
  const user = `arn:aws:iam:::user/${principalOf(request)?.accessKeyId ?? 'anonymous'}`;
  const resource = call.resource.join(' or ');
  const message = `User: ${user} is not authorized to perform: ${call.action} on resource: ${resource}`;
  return request.method === 'HEAD' ? { ...ANSWERS[service](message), body: '' } : ANSWERS[service](message);
}

const ANSWERS: Record<Service, (message: string) => AwsResponse> = {
  cloudfront: (message) => ({
    status: 403,
    headers: { 'content-type': 'text/xml' },
    body: cloudFrontError('AccessDenied', message),
  }),
  s3: (message) => ({
    status: 403,
    headers: { 'content-type': 'application/xml' },
    body: s3Error(message),
  }),
  // The header carries the name that the query protocol had for it, which is the one that the SDK reports.
  sqs: (message) =>
    json(
      403,
      JSON_1_0,
      { __type: 'com.amazonaws.sqs#AccessDeniedException', message },
      {
        'x-amzn-query-error': 'AccessDenied;Sender',
      },
    ),
  dynamodb: (message) =>
    json(400, JSON_1_0, { __type: 'com.amazon.coral.service#AccessDeniedException', Message: message }),
  ses: (message) => json(403, 'application/json', { message }, { 'x-amzn-errortype': 'AccessDeniedException' }),
  secretsmanager: (message) => json(400, JSON_1_1, { __type: 'AccessDeniedException', Message: message }),
  sns: (message) => ({
    status: 403,
    headers: { 'content-type': 'text/xml' },
    body: `<ErrorResponse xmlns="${SNS}">${snsError(message)}</ErrorResponse>`,
  }),
};

const s3Error = (message: string) =>
  document('Error', [
    ['Code', 'AccessDenied'],
    ['Message', message],
  ]);

const snsError = (message: string) =>
  document('Error', [
    ['Type', 'Sender'],
    ['Code', 'AuthorizationError'],
    ['Message', message],
  ]).replace(/^.*\n/, '');

const json = (status: number, type: string, body: object, headers: Record<string, string> = {}): AwsResponse => ({
  status,
  headers: { 'content-type': type, ...headers },
  body: JSON.stringify(body),
});
