// What the local cloud would get wrong stops it: drift is a failure, not a surprise after deployment.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAssembly } from '../../../infra/local/assembly.ts';
import { deploy } from '../../../infra/local/deploy.ts';
import { compute, computeTypes } from '../../../infra/local/resources/compute.ts';
import { mail } from '../../../infra/local/resources/mail.ts';
import { messaging, queuePolicies } from '../../../infra/local/resources/messaging.ts';
import { storage } from '../../../infra/local/resources/storage.ts';
import { web, webTypes } from '../../../infra/local/resources/web.ts';
import { failure, folder } from './local-emulators.ts';
import { template, thing, things } from './templates.ts';

// What they are made in is not asked before the properties are.
const nothing = {} as never;
const everyType = {
  ...storage(nothing, nothing, nothing, queuePolicies()),
  ...messaging(nothing, queuePolicies()),
  ...mail(nothing),
  ...computeTypes(compute()),
  ...webTypes(web()),
};

const fault = (Type: string, Properties: Record<string, unknown>) =>
  failure(deploy({ Polywire: template({ Subject: { Type, Properties } }) }, everyType, {}));

describe('each type of resource throws for a property that it does not know:', () => {
  it.each(Object.keys(everyType))('%s', async (type) => {
    expect(await fault(type, { Surprise: true })).toMatchObject({
      message: expect.stringMatching(new RegExp(`^${type} Polywire/Subject: .*"Surprise"`)),
    });
  });

  it.each<[string, Record<string, unknown>]>([
    ['AWS::S3::Bucket', { VersioningConfiguration: { Status: 'Enabled', Surprise: 1 } }],
    [
      'AWS::S3::Bucket',
      { NotificationConfiguration: { QueueConfigurations: [{ Event: 'e', Queue: 'q', Surprise: 1 }] } },
    ],
    ['AWS::S3::Bucket', { NotificationConfiguration: { QueueConfigurations: [], Surprise: 1 } }],
    ['AWS::DynamoDB::Table', { KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH', Surprise: 1 }] }],
    ['AWS::SQS::Queue', { RedrivePolicy: { deadLetterTargetArn: 'a', maxReceiveCount: 5, Surprise: 1 } }],
    ['AWS::SQS::QueuePolicy', { PolicyDocument: { Statement: [{ Surprise: 1 }] } }],
    ['AWS::Lambda::Function', { Environment: { Variables: {}, Surprise: 1 } }],
    ['AWS::Lambda::EventSourceMapping', { ScalingConfig: { MaximumConcurrency: 2, Surprise: 1 } }],
    ['AWS::Events::Rule', { Targets: [{ Arn: 'a', Id: 'b', Surprise: 1 }] }],
    ['AWS::SES::ConfigurationSet', { SuppressionOptions: { SuppressedReasons: [], Surprise: 1 } }],
    ['AWS::SES::Template', { Template: { Surprise: 1 } }],
    ['AWS::CloudFront::Distribution', { DistributionConfig: { DefaultCacheBehavior: { Surprise: 1 } } }],
    ['AWS::CloudFront::Distribution', { DistributionConfig: { Origins: [{ Id: 'a', Surprise: 1 }] } }],
    [
      'AWS::CloudFront::ResponseHeadersPolicy',
      {
        ResponseHeadersPolicyConfig: { SecurityHeadersConfig: { FrameOptions: { FrameOption: 'DENY', Surprise: 1 } } },
      },
    ],
  ])('%s, inside %o', async (type, properties) => {
    expect(await fault(type, properties)).toMatchObject({ message: expect.stringContaining('"Surprise"') });
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['AWS::Lambda::Function', { Runtime: 'nodejs18.x' }, 'Runtime'],
    ['AWS::DynamoDB::Table', { BillingMode: 'PROVISIONED' }, 'BillingMode'],
    ['AWS::Lambda::EventSourceMapping', { BatchSize: 100 }, 'BatchSize'],
    ['AWS::SNS::Subscription', { Protocol: 'https' }, 'Protocol'],
    [
      'AWS::Events::Rule',
      { ScheduleExpression: 'cron(0 6 * * ? *)', State: 'ENABLED', Targets: [] },
      'cron(0 6 * * ? *)',
    ],
    ['AWS::CloudWatch::Alarm', { ComparisonOperator: 'LessThanThreshold' }, 'ComparisonOperator'],
  ])('%s with a value that it does not: %o', async (type, properties, name) => {
    expect(await fault(type, properties)).toMatchObject({ message: expect.stringContaining(name) });
  });

  it('a notification to a queue whose policy does not let S3 send', async () => {
    const NotificationConfiguration = { QueueConfigurations: [{ Event: 's3:ObjectCreated:*', Queue: 'arn:q' }] };

    const rest = { BucketEncryption: {}, OwnershipControls: {}, PublicAccessBlockConfiguration: {} };

    expect(await fault('AWS::S3::Bucket', { ...rest, NotificationConfiguration })).toMatchObject({
      message: expect.stringContaining("the policy of arn:q doesn't let s3.amazonaws.com send to it"),
    });
  });
});

describe('reading an assembly', () => {
  const read = (polywire: object) => {
    const directory = join(folder(), 'assembly');
    mkdirSync(directory);
    writeFileSync(join(directory, 'PolywireState.template.json'), JSON.stringify({ Resources: {} }));
    writeFileSync(join(directory, 'Polywire.template.json'), JSON.stringify(polywire));
    return readAssembly(directory);
  };

  it('gives both stacks, with what they leave out', () => {
    const { Polywire } = read({ Resources: { Queue: { Type: 'AWS::SQS::Queue', DeletionPolicy: 'Retain' } } });

    expect(Polywire).toMatchObject({
      Resources: { Queue: { Properties: {}, DependsOn: [] } },
      Outputs: {},
      Conditions: {},
    });
  });

  it.each([
    ['a section', 'Mappings', { Resources: {}, Mappings: {} }],
    ['another', 'Transform', { Resources: {}, Transform: 'AWS::Serverless-2016-10-31' }],
    ['an attribute', 'CreationPolicy', { Resources: { Queue: { Type: 'AWS::SQS::Queue', CreationPolicy: {} } } }],
    [
      'a conditional resource',
      'Condition',
      { Resources: { Queue: { Type: 'AWS::SQS::Queue', Condition: 'IsGiven' } } },
    ],
  ])('throws naming %s that it does not know: %s', (_, name, polywire) => {
    expect(() => read(polywire)).toThrow(name);
  });
});

it.each<[string, Record<string, ReturnType<typeof thing>>]>([
  ['itself', { One: thing({ A: { Ref: 'One' } }) }],
  ['each other', { One: thing({ A: { Ref: 'Two' } }), Two: thing({ A: { Ref: 'One' } }) }],
  [
    'each other while a third needs both',
    {
      All: thing({ A: { Ref: 'One' }, B: { Ref: 'Two' } }),
      One: thing({ A: { Ref: 'Two' } }),
      Two: thing({}, ['One']),
    },
  ],
])('resources that need %s are refused, as CloudFormation does', async (_, resources) => {
  const error = await failure(deploy({ Polywire: template(resources) }, things().types, {}));

  expect(error).toMatchObject({ message: expect.stringContaining('Circular dependency') });
});
