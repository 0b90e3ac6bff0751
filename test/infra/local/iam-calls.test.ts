// Requests as they are sent, and the rights that the Service Authorization Reference names for them.
import { expect, test } from 'vitest';
import { callsOf, principalOf } from '../../../infra/local/iam/call.ts';
import { absenceCall } from '../../../infra/local/iam/s3-call.ts';

const NAMES = { region: 'us-east-1', accountId: '123456789012' };
const TABLE = 'arn:aws:dynamodb:us-east-1:123456789012:table/';

type Sent = { headers?: Record<string, string>; body?: string | object };

function request(service: string, line: string, { headers = {}, body = '' }: Sent = {}) {
  const [method = '', address = ''] = line.split(' ');
  const [path = '', query = ''] = address.split('?');
  const authorization = `AWS4-HMAC-SHA256 Credential=KEY/20261123/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`;
  return {
    method,
    path,
    query: new URLSearchParams(query),
    headers: { authorization, ...headers },
    body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  };
}

const dynamodb = (operation: string, body: object) =>
  callsOf(
    request('dynamodb', 'POST /', { headers: { 'x-amz-target': `DynamoDB_20120810.${operation}` }, body }),
    NAMES,
  );

/** `action resource`, for those whose context is empty. */
const brief = (calls: ReturnType<typeof callsOf>) => calls.map(({ action, resource }) => `${action} ${resource}`);

test('the credential scope tells who signed, and for which service, in a header or a presigned address', () => {
  const unsigned = { ...request('s3', 'GET /b/k'), headers: {} };
  const presigned = request('s3', 'GET /b/k?X-Amz-Credential=AKID%2F20261123%2Feu-west-1%2Fs3%2Faws4_request');

  expect(principalOf(request('secretsmanager', 'POST /'))).toEqual({ accessKeyId: 'KEY', service: 'secretsmanager' });
  expect(principalOf({ ...presigned, headers: {} })).toEqual({ accessKeyId: 'AKID', service: 's3' });
  expect(principalOf(unsigned)).toBeUndefined();
  expect(() => callsOf(unsigned, NAMES)).toThrow('unsigned');
  expect(() => principalOf(request('kms', 'POST /'))).toThrow('"kms"');
});

test.each<[string, string[], Record<string, string>?]>([
  ['GET /', ['s3:ListAllMyBuckets *']],
  ['HEAD /b', ['s3:ListBucket arn:aws:s3:::b']],
  ['GET /b?list-type=2&prefix=a%2F&x-id=ListObjectsV2', ['s3:ListBucket arn:aws:s3:::b']],
  ['GET /b?versions', ['s3:ListBucketVersions arn:aws:s3:::b']],
  ['GET /b/?location', ['s3:GetBucketLocation arn:aws:s3:::b']],
  ['GET /b?versioning', ['s3:GetBucketVersioning arn:aws:s3:::b']],
  ['GET /b/a%20b/%C3%BC%2B.txt', ['s3:GetObject arn:aws:s3:::b/a b/ü+.txt']],
  ['GET /b/k?partNumber=1&response-content-type=text%2Fplain', ['s3:GetObject arn:aws:s3:::b/k']],
  ['HEAD /b/k', ['s3:GetObject arn:aws:s3:::b/k']],
  ['GET /b/k?versionId=v1', ['s3:GetObjectVersion arn:aws:s3:::b/k']],
  ['HEAD /b/k?versionId=v1', ['s3:GetObjectVersion arn:aws:s3:::b/k']],
  ['PUT /b/k', ['s3:PutObject arn:aws:s3:::b/k']],
  ['PUT /b/k', ['s3:PutObject arn:aws:s3:::b/k'], { 'if-none-match': '*' }],
  ['PUT /b/k', ['s3:PutObject arn:aws:s3:::b/k', 's3:GetObject arn:aws:s3:::b/k'], { 'if-match': '"e"' }],
  [
    'PUT /b/k',
    ['s3:PutObject arn:aws:s3:::b/k', 's3:GetObject arn:aws:s3:::c/a b'],
    { 'x-amz-copy-source': 'c/a%20b' },
  ],
  [
    'PUT /b/k',
    ['s3:PutObject arn:aws:s3:::b/k', 's3:GetObjectVersion arn:aws:s3:::c/d'],
    { 'x-amz-copy-source': '/c/d?versionId=v1' },
  ],
  ['DELETE /b/k', ['s3:DeleteObject arn:aws:s3:::b/k']],
  ['DELETE /b/k?versionId=v1', ['s3:DeleteObjectVersion arn:aws:s3:::b/k']],
  ['POST /b/k?uploads', ['s3:PutObject arn:aws:s3:::b/k']],
  ['PUT /b/k?partNumber=1&uploadId=u', ['s3:PutObject arn:aws:s3:::b/k']],
  ['POST /b/k?uploadId=u', ['s3:PutObject arn:aws:s3:::b/k']],
  ['DELETE /b/k?uploadId=u', ['s3:AbortMultipartUpload arn:aws:s3:::b/k']],
])('S3: %s needs %j', (line, expected, headers = {}) => {
  expect(brief(callsOf(request('s3', line, { headers }), NAMES))).toEqual(expected);
});

test('S3: a deletion of many objects needs the right to each', () => {
  const body =
    '<Delete><Object><Key>a &amp; b</Key></Object><Object><Key>c</Key><VersionId>1</VersionId></Object></Delete>';

  expect(brief(callsOf(request('s3', 'POST /b?delete', { body }), NAMES))).toEqual([
    's3:DeleteObject arn:aws:s3:::b/a & b',
    's3:DeleteObjectVersion arn:aws:s3:::b/c',
  ]);
});

test('S3: only who may list the bucket is told that an object is not there', () => {
  const needed = { action: 's3:ListBucket', resource: ['arn:aws:s3:::b'], context: {} };

  for (const line of ['GET /b/k', 'HEAD /b/k', 'GET /b/k?versionId=v1']) {
    expect(absenceCall(request('s3', line))).toEqual(needed);
  }
  for (const line of ['PUT /b/k', 'HEAD /b', 'GET /b?location'])
    expect(absenceCall(request('s3', line))).toBeUndefined();
});

const key = (pk: string) => ({ pk: { S: pk }, sk: { S: '-' } });
const query = (expression: string, names?: object) => ({
  TableName: 'T',
  KeyConditionExpression: expression,
  ...(names && { ExpressionAttributeNames: names }),
  ExpressionAttributeValues: { ':pk': { S: 'A#1' }, ':sk': { S: 'no' } },
});

test.each<[string, object, string[]]>([
  ['GetItem', { TableName: 'T', Key: key('A#1') }, ['A#1']],
  ['PutItem', { TableName: 'T', Item: { ...key('A#1'), n: { M: {} } } }, ['A#1']],
  ['UpdateItem', { TableName: 'T', Key: { pk: { N: '7' } } }, ['7']],
  ['DeleteItem', { TableName: `${TABLE}T`, Key: key('A#1') }, ['A#1']],
  ['Query', query('pk = :pk'), ['A#1']],
  ['Query', query('#k=:pk AND #s = :sk', { '#k': 'pk', '#s': 'sk' }), ['A#1']],
  ['Query', query('sk <= :sk AND (pk = :pk)'), ['A#1']],
  ['Query', query('sk = :sk AND pk = :pk'), ['A#1']],
])('DynamoDB: %s of %j has the leading keys %j', (operation, body, keys) => {
  const context = { 'dynamodb:LeadingKeys': keys };

  expect(dynamodb(operation, body)).toEqual([{ action: `dynamodb:${operation}`, resource: [`${TABLE}T`], context }]);
});

test('DynamoDB: a batch is a call for each table, with the keys of its rows', () => {
  const get = dynamodb('BatchGetItem', {
    RequestItems: { T: { Keys: [key('A'), key('B')] }, U: { Keys: [key('C')] } },
  });
  const writes = [{ PutRequest: { Item: key('A') } }, { DeleteRequest: { Key: key('A') } }];
  const write = dynamodb('BatchWriteItem', { RequestItems: { T: writes } });

  expect(get.map(({ resource, context }) => [resource[0], context['dynamodb:LeadingKeys']])).toEqual([
    [`${TABLE}T`, ['A', 'B']],
    [`${TABLE}U`, ['C']],
  ]);
  expect(write).toEqual([
    { action: 'dynamodb:BatchWriteItem', resource: [`${TABLE}T`], context: { 'dynamodb:LeadingKeys': ['A'] } },
  ]);
});

test('DynamoDB: an index is a resource of its own, and a scan has no leading keys', () => {
  const [found] = dynamodb('Query', { ...query('pk = :pk'), IndexName: 'byDate' });

  expect(found?.resource).toEqual([`${TABLE}T/index/byDate`]);
  expect(dynamodb('Scan', { TableName: 'T' })).toEqual([
    { action: 'dynamodb:Scan', resource: [`${TABLE}T`], context: {} },
  ]);
});

const SES = 'arn:aws:ses:us-east-1:123456789012:';

test.each([
  ['GET /v2/email/account', 'ses:GetAccount *'],
  ['PUT /v2/email/suppression/addresses', 'ses:PutSuppressedDestination *'],
  ['DELETE /v2/email/suppression/addresses/a%40b.example', 'ses:DeleteSuppressedDestination *'],
  ['GET /v2/email/templates/a%20b', `ses:GetEmailTemplate ${SES}template/a b`],
  ['POST /v2/email/templates/a/render', `ses:TestRenderEmailTemplate ${SES}template/a`],
  ['GET /v2/email/identities/a%40b.example', `ses:GetEmailIdentity ${SES}identity/a@b.example`],
  ['GET /v2/email/configuration-sets/c', `ses:GetConfigurationSet ${SES}configuration-set/c`],
])('SES: %s needs %s', (line, expected) => {
  expect(brief(callsOf(request('ses', line), NAMES))).toEqual([expected]);
});

test.each<[string, string, string, object?]>([
  ['s3', 'GET /b/k?acl', 'GET object acl'],
  ['s3', 'PUT /b', 'PUT bucket'],
  ['s3', 'POST /b?delete', 'DeleteObjects'],
  ['sqs', 'POST /', 'CreateQueue', { QueueName: 'q' }],
  ['sqs', 'POST /', 'SendMessage', { QueueName: 'q' }],
  ['dynamodb', 'POST /', 'TransactWriteItems', {}],
  ['dynamodb', 'POST /', 'GetItem', { TableName: 'T', Key: { id: { S: 'x' } } }],
  ['dynamodb', 'POST /', 'Query', query('gsi = :pk')],
  ['dynamodb', 'POST /', 'Query', query('sk = :pk', { '#pk': 'sk' })],
  ['ses', 'POST /v2/email/identities', 'POST identities'],
  ['secretsmanager', 'POST /', 'DeleteSecret', { SecretId: 's' }],
  ['sns', 'POST /', 'SNS'],
])('%s: %s (%s) is an error: the right that it needs is not known', (service, line, name, body = {}) => {
  const sent = request(service, line, { headers: { 'x-amz-target': `Service.${name}` }, body });

  expect(() => callsOf(sent, NAMES)).toThrow(name);
});
