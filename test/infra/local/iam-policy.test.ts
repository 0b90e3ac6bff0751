// The decision, held against the IAM User Guide: "Policy evaluation logic", "Resource", "Condition operators",
// "Multivalued context keys".
import { expect, test } from 'vitest';
import { allows, statements } from '../../../infra/local/iam/policy.ts';

const document = (...Statement: object[]) => ({ Version: '2012-10-17', Statement });
const allow = (Action: unknown, Resource: unknown, Condition?: object) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...(Condition && { Condition }),
});
const call = (action: string, resource: string | string[], context: Record<string, string[]> = {}) => ({
  action,
  resource: [resource].flat(),
  context,
});

const OBJECT = 'arn:aws:s3:::archive/receipts/a/b.json';
const TABLE = 'arn:aws:dynamodb:us-east-1:123456789012:table/Releases';

test.each([
  ['s3:GetObject', 's3:GetObject', OBJECT, OBJECT, true],
  ['s3:GetObject', 's3:PutObject', OBJECT, OBJECT, false],
  ['S3:getobject', 's3:GetObject', OBJECT, OBJECT, true],
  ['s3:Get*', 's3:GetObjectVersion', OBJECT, OBJECT, true],
  ['s3:GetObject', 's3:GetObjectVersion', OBJECT, OBJECT, false],
  ['s3:?etObject', 's3:GetObject', OBJECT, OBJECT, true],
  ['*', 'ses:GetAccount', '*', '*', true],
  ['ses:GetAccount', 'ses:GetAccount', 'arn:aws:ses:*', '*', false],
  ['s3:GetObject', 's3:GetObject', 'arn:aws:s3:::archive/receipts/*', OBJECT, true],
  ['s3:GetObject', 's3:GetObject', 'arn:aws:s3:::archive/releases/*', OBJECT, false],
  ['s3:GetObject', 's3:GetObject', 'arn:aws:s3:::archive/RECEIPTS/*', OBJECT, false],
  ['s3:GetObject', 's3:GetObject', 'arn:aws:s3:::archive', OBJECT, false],
  ['s3:GetObject', 's3:GetObject', 'arn:aws:s3:::archive/receipts/a/b?json', OBJECT, true],
  ['s3:GetObject', 's3:GetObject', 'arn:aws:s3:::archive/receipts/a/b.json?', OBJECT, false],
  [
    's3:GetObject',
    's3:GetObject',
    'arn:aws:s3:::archive/receipts/a+(b).json',
    `arn:aws:s3:::archive/receipts/aab.json`,
    false,
  ],
  ['s3:GetObject', 's3:GetObject', 'arn:aws:s3:::archive/a/b.json', 'arn:aws:s3:::archive/a/*', false],
  ['s3:GetObject', 's3:GetObject', 'arn:aws:s3:::archive/*', 'arn:aws:s3:::archive/two\nlines', true],
  [['sqs:SendMessage', 's3:GetObject'], 's3:GetObject', ['arn:aws:s3:::other/*', OBJECT], OBJECT, true],
])('a policy of %s allows %s where %s covers %s: %s', (granted, action, resources, resource, expected) => {
  const policy = statements(document(allow(granted, resources)));

  expect(allows(policy, call(action, resource))).toBe(expected);
});

test('nothing is allowed that no statement allows', () => {
  expect(allows([], call('s3:GetObject', OBJECT))).toBe(false);
});

test('a denial wins over any allowance, whatever the order', () => {
  const deny = { Effect: 'Deny', Action: 's3:*', Resource: 'arn:aws:s3:::archive/receipts/*' };
  const both = [allow('*', '*'), deny];

  for (const order of [both, both.toReversed()]) {
    expect(allows(statements(document(...order)), call('s3:GetObject', OBJECT))).toBe(false);
    expect(allows(statements(document(...order)), call('s3:GetObject', 'arn:aws:s3:::archive/x'))).toBe(true);
  }
});

test('the right to any of several resources is enough, and a denial of any of them is one', () => {
  const identities = ['arn:aws:ses:us-east-1:1:identity/news@a.example', 'arn:aws:ses:us-east-1:1:identity/a.example'];
  const mail = call('ses:SendEmail', identities);

  expect(allows(statements(document(allow('ses:SendEmail', identities[1]))), mail)).toBe(true);
  expect(allows(statements(document(allow('ses:SendEmail', 'arn:aws:ses:us-east-1:1:identity/b.example'))), mail)).toBe(
    false,
  );
  const denied = document(allow('ses:*', '*'), { Effect: 'Deny', Action: 'ses:*', Resource: identities[0] });
  expect(allows(statements(denied), mail)).toBe(false);
});

const KEYS = 'dynamodb:LeadingKeys';
const BUCKET_ARN = 'arn:aws:s3:::inbox';

test.each<[object, Record<string, string[]>, boolean]>([
  [{ StringEquals: { [KEYS]: 'LANGUAGES' } }, { [KEYS]: ['LANGUAGES'] }, true],
  [{ StringEquals: { [KEYS]: 'L*' } }, { [KEYS]: ['LANGUAGES'] }, false],
  [{ StringEquals: { [KEYS]: 'LANGUAGES' } }, {}, false],
  [{ StringLike: { [KEYS]: ['A#*', 'RELEASE#*'] } }, { [KEYS]: ['RELEASE#x'] }, true],
  [{ StringLike: { [KEYS]: 'RELEASE#*' } }, { [KEYS]: ['release#x'] }, false],
  [{ StringLike: { 'DynamoDB:leadingkeys': 'RELEASE#*' } }, { [KEYS]: ['RELEASE#x'] }, true],
  [{ 'ForAllValues:StringLike': { [KEYS]: ['A#*', 'B#*'] } }, { [KEYS]: ['A#1', 'B#1'] }, true],
  [{ 'ForAllValues:StringLike': { [KEYS]: ['A#*', 'B#*'] } }, { [KEYS]: ['A#1', 'C#1'] }, false],
  [{ 'ForAllValues:StringLike': { [KEYS]: ['A#*'] } }, {}, true],
  [{ 'ForAnyValue:StringLike': { [KEYS]: ['A#*'] } }, { [KEYS]: ['A#1', 'C#1'] }, true],
  [{ 'ForAnyValue:StringLike': { [KEYS]: ['A#*'] } }, { [KEYS]: ['C#1'] }, false],
  [{ 'ForAnyValue:StringLike': { [KEYS]: ['A#*'] } }, {}, false],
  [{ ArnEquals: { 'aws:SourceArn': BUCKET_ARN } }, { 'aws:SourceArn': [BUCKET_ARN] }, true],
  [{ ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::in*' } }, { 'aws:SourceArn': [BUCKET_ARN] }, true],
  [{ ArnEquals: { 'aws:SourceArn': 'arn:aws:s3:::in?' } }, { 'aws:SourceArn': [BUCKET_ARN] }, false],
  [{ ArnLike: { 'aws:SourceArn': 'arn:*:inbox' } }, { 'aws:SourceArn': [BUCKET_ARN] }, false],
  [{ ArnLike: { 'aws:SourceArn': 'arn:aws:s3*:inbox' } }, { 'aws:SourceArn': [BUCKET_ARN] }, false],
  [{ Bool: { 'aws:SecureTransport': 'true' } }, {}, true],
  [{ Bool: { 'aws:SecureTransport': false } }, {}, false],
  [{ StringLike: { [KEYS]: 'A*' }, Bool: { 'aws:SecureTransport': 'true' } }, { [KEYS]: ['A'] }, true],
  [{ StringLike: { [KEYS]: 'A*' }, Bool: { 'aws:SecureTransport': 'false' } }, { [KEYS]: ['A'] }, false],
])('%j holds for %j: %s', (condition, context, expected) => {
  const policy = statements(document(allow('dynamodb:Query', TABLE, condition)));

  expect(allows(policy, call('dynamodb:Query', TABLE, context))).toBe(expected);
});

test('denying what is not sent over TLS denies nothing here', () => {
  const Condition = { Bool: { 'aws:SecureTransport': 'false' } };
  const policy = statements(document(allow('*', '*'), { Effect: 'Deny', Action: '*', Resource: '*', Condition }));

  expect(allows(policy, call('s3:GetObject', OBJECT))).toBe(true);
});

test.each<[string, object]>([
  ['NotAction', document({ Effect: 'Allow', NotAction: 's3:*', Resource: '*' })],
  ['NotResource', document({ Effect: 'Allow', Action: 's3:*', NotResource: '*' })],
  ['Principal', document({ ...allow('s3:*', '*'), Principal: '*' })],
  ['Effect', document({ ...allow('s3:*', '*'), Effect: 'Perhaps' })],
  ['Resource', document(allow('s3:*', { 'Fn::GetAtt': ['Inbox', 'Arn'] }))],
  ['Resource', document(allow('s3:*', []))],
  ['Policy variables', document(allow('s3:*', `arn:aws:s3:::home/\${aws:username}/*`))],
  ['Version', { ...document(), Version: '2008-10-17' }],
  ['NumericEquals', document(allow('s3:*', '*', { NumericEquals: { 's3:max-keys': '10' } }))],
  ['StringEqualsIfExists', document(allow('s3:*', '*', { StringEqualsIfExists: { 's3:prefix': 'a' } }))],
  ['ForSomeValues:StringLike', document(allow('s3:*', '*', { 'ForSomeValues:StringLike': { 's3:prefix': 'a' } }))],
  ['constructor', document(allow('s3:*', '*', { constructor: { 's3:prefix': 'a' } }))],
])('a policy with an unknown %s is an error', (name, policy) => {
  expect(() => statements(policy)).toThrow(name);
});

test('a condition on a key that nothing here computes is an error, not a condition that holds', () => {
  const policy = statements(
    document(allow('dynamodb:Query', TABLE, { 'ForAllValues:StringEquals': { 'dynamodb:Attributes': ['pk'] } })),
  );

  expect(() => allows(policy, call('dynamodb:Query', TABLE))).toThrow('dynamodb:Attributes');
});

test('several values without a set operator are an error', () => {
  const policy = statements(document(allow('dynamodb:BatchGetItem', TABLE, { StringLike: { [KEYS]: '*' } })));

  expect(() => allows(policy, call('dynamodb:BatchGetItem', TABLE, { [KEYS]: ['a', 'b'] }))).toThrow(KEYS);
});
