// Who may come from outside, by the two stacks: AWS services, readers over HTTPS, a route, a schedule.
import { expect, it } from 'vitest';
import { functionName, type Json, plainName, type Resource, read, synthesized } from './synthesized.ts';

const { ofType, one, target } = read(await synthesized());

const idOf = ({ id }: Resource) => plainName(id);
const list = (value: Json): Json[] => [value].flat();
const queues = ofType('AWS::SQS::Queue');
const policies = ['S3::Bucket', 'SQS::Queue', 'SNS::Topic'].flatMap((type) => ofType(`AWS::${type}Policy`));

it.each(
  [...ofType('AWS::S3::Bucket'), ...queues, ...ofType('AWS::SNS::Topic')].map((one) => [idOf(one), one] as const),
)('%s: nobody without TLS', (_, { id }) => {
  const statements = policies
    .filter(({ Properties: p }) => list(p.Bucket ?? p.Queues ?? p.Topics).some((value) => target(value) === id))
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement);

  expect(statements).toContainEqual(
    expect.objectContaining({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
  );
});

it('nobody but AWS services, each for this account or distribution', () => {
  const allowed = policies
    .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
    .filter(({ Effect }: Json) => Effect === 'Allow');

  const services = allowed.map(({ Principal }: Json) => Object.keys(Principal).concat(Principal.Service).join(' '));
  expect(new Set(services)).toEqual(
    new Set(['cloudfront', 'logging.s3', 's3', 'ses', 'sns'].map((name) => `Service ${name}.amazonaws.com`)),
  );
  for (const { Condition } of allowed) {
    expect(JSON.stringify(Condition)).toMatch(/aws:SourceA(ccount|rn)/i);
  }
});

it('readers, by CloudFront alone: HTTPS, and the bucket by origin access control', () => {
  const [distribution, ...others] = ofType('AWS::CloudFront::Distribution');
  const { Origins, DefaultCacheBehavior, CacheBehaviors } = distribution?.Properties.DistributionConfig ?? {};
  const origin = Origins.find(({ Id }: Json) => Id === DefaultCacheBehavior.TargetOriginId);

  expect(others).toEqual([]);
  expect(plainName(target(origin.DomainName))).toBe('Public');
  expect(one(target(origin.OriginAccessControlId)).Properties.OriginAccessControlConfig).toMatchObject({
    OriginAccessControlOriginType: 's3',
    SigningBehavior: 'always',
  });
  for (const { ViewerProtocolPolicy, ResponseHeadersPolicyId } of [DefaultCacheBehavior, ...CacheBehaviors]) {
    expect(ViewerProtocolPolicy).toBe('redirect-to-https');
    expect(one(target(ResponseHeadersPolicyId)).Type).toBe('AWS::CloudFront::ResponseHeadersPolicy');
  }
  expect(DefaultCacheBehavior.AllowedMethods ?? ['GET', 'HEAD']).toEqual(['GET', 'HEAD']);
});

it('callers of a function: its route, its minute', () => {
  const callers = ofType('AWS::Lambda::Permission').map(({ Properties }) => [
    functionName(target(Properties.FunctionName)),
    Properties.Principal,
    Properties.SourceArn !== undefined,
  ]);

  expect(callers.sort()).toEqual([
    ['clock', 'events.amazonaws.com', true],
    ['hub', 'apigateway.amazonaws.com', true],
    ['subscriptions', 'apigateway.amazonaws.com', true],
  ]);
});
