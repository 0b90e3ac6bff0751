// What the two stacks promise, read from what `npm run synth` writes: nothing of it needs an account.
import { describe, expect, it } from 'vitest';
import { METRICS, PAUSED } from '../../functions/core/metrics.ts';
import { failures } from '../../infra/failures.ts';
import { readNewsroom } from '../../infra/settings.ts';
import { type Json, plainName, type Resource, read, readJson, synthesized } from './synthesized.ts';

const directory = await synthesized();
const { templates, resources, ofType, one, target } = read(directory);

const idOf = ({ id }: Resource) => plainName(id);
const cases = (type: string) => ofType(type).map((resource) => [idOf(resource), resource] as const);

const queues = ofType('AWS::SQS::Queue');
const deadLetters = new Set(queues.map(({ Properties }) => target(Properties.RedrivePolicy?.deadLetterTargetArn)));
const stageQueues = queues.filter(({ id }) => !deadLetters.has(id));
const mappings = ofType('AWS::Lambda::EventSourceMapping');

describe('queues', () => {
  it.each(stageQueues.map((queue) => [idOf(queue), queue] as const))(
    '%s: five tries and more, then a dead-letter queue of its own that keeps them for two weeks',
    (_, { Properties }) => {
      expect(Properties.RedrivePolicy.maxReceiveCount).toBeGreaterThanOrEqual(5);
      const { deadLetterTargetArn } = Properties.RedrivePolicy;
      expect(one(target(deadLetterTargetArn)).Properties).toEqual({ MessageRetentionPeriod: 14 * 24 * 3600 });
    },
  );

  it('have a dead-letter queue each', () => {
    expect(deadLetters.size - 1).toBe(stageQueues.length);
    expect(stageQueues).toHaveLength(mappings.length);
  });

  it.each(mappings.map((mapping) => [idOf(mapping), mapping] as const))(
    '%s: hidden for six times the time limit, and failures are reported one by one',
    (_, { Properties }) => {
      const queue = one(target(Properties.EventSourceArn));
      const { Timeout } = one(target(Properties.FunctionName)).Properties;

      expect(queue.Properties.VisibilityTimeout).toBeGreaterThanOrEqual(6 * Timeout);
      expect(Properties.FunctionResponseTypes).toEqual(['ReportBatchItemFailures']);
    },
  );

  it.each([...deadLetters].filter(Boolean).map((id) => [plainName(id), id]))(
    '%s: a message in it is an alarm that says what failed, for whom, and what to do',
    (_, id) => {
      const alarms = ofType('AWS::CloudWatch::Alarm').filter(({ Properties }) =>
        (Properties.Dimensions ?? []).some(({ Name, Value }: Json) => Name === 'QueueName' && target(Value) === id),
      );

      expect(alarms).toHaveLength(1);
      expect(alarms[0]?.Properties).toMatchObject({
        Namespace: 'AWS/SQS',
        MetricName: 'ApproximateNumberOfMessagesVisible',
        ComparisonOperator: 'GreaterThanThreshold',
        Threshold: 0,
        TreatMissingData: 'notBreaching',
        AlarmDescription: expect.stringMatching(/^.{60,}redrive the \w+ dead-letter queue/s),
      });
    },
  );

  it('of mails that wait for SES are an alarm, by what the clock counts', () => {
    const [alarm] = ofType('AWS::CloudWatch::Alarm').filter(({ Properties }) => Properties.Namespace === METRICS);

    expect(alarm?.Properties).toMatchObject({ MetricName: PAUSED, Threshold: 0, AlarmDescription: failures.paused });
  });

  it('send alarms to somebody', () => {
    const told = ofType('AWS::SNS::Subscription').filter(({ Properties }) => Properties.Protocol === 'email');

    expect(told.map(({ Properties }) => Properties.Endpoint)).toEqual([readNewsroom().alarmAddress]);
    for (const { Properties } of ofType('AWS::CloudWatch::Alarm')) {
      expect(Properties.AlarmDescription.length).toBeGreaterThanOrEqual(60);
      expect(Properties.AlarmActions.map(target)).toEqual([target(told[0]?.Properties.TopicArn)]);
    }
  });
});

describe('what must not be lost', () => {
  it.each(cases('AWS::S3::Bucket'))('bucket %s: private, versioned, kept', (_, { Properties, DeletionPolicy }) => {
    expect(Properties).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
      VersioningConfiguration: { Status: 'Enabled' },
    });
    expect(Properties.BucketEncryption).toBeDefined();
    expect(DeletionPolicy).toBe('Retain');
  });

  it.each(cases('AWS::DynamoDB::Table'))(
    'table %s: recoverable, protected, kept',
    (_, { Properties, DeletionPolicy }) => {
      expect(Properties).toMatchObject({
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        DeletionProtectionEnabled: true,
        BillingMode: 'PAY_PER_REQUEST',
      });
      expect(DeletionPolicy).toBe('Retain');
    },
  );

  it('is all in PolywireState, which is protected; the secret is kept', () => {
    const stateful =
      /^AWS::(S3::Bucket|DynamoDB::|SecretsManager::|SES::EmailIdentity|CloudFront::Distribution|ApiGatewayV2::Api$)/;
    const stacks = new Set(resources.filter(({ Type }) => stateful.test(Type)).map(({ stack }) => stack));

    expect([...stacks]).toEqual(['PolywireState']);
    expect(ofType('AWS::SecretsManager::Secret').map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(['Retain']);
    const { artifacts } = readJson(directory, 'manifest.json');
    expect(artifacts.PolywireState.properties.terminationProtection).toBe(true);
  });
});

it.each(cases('AWS::SES::Template'))(
  'mail template %s is compiled, and smaller than SES allows',
  (_, { Properties }) => {
    const { SubjectPart, HtmlPart, TextPart } = Properties.Template;

    // Amazon SES Developer Guide, "Service quotas": 500 KB with both parts.
    expect(Buffer.byteLength(SubjectPart + HtmlPart + TextPart)).toBeLessThan(500 * 1024);
    // Its class names stay; its elements don't.
    expect(HtmlPart.match(/<\/?mj-[a-z]+/g)).toBeNull();
    expect(HtmlPart.slice(0, 15)).toBe('<!doctype html>');
    expect(TextPart).not.toMatch(/<[a-z]/);
  },
);

it.each(templates.map(({ stack, template }) => [stack, template]))(
  '%s names no account and no region',
  (_, template) => {
    const written = JSON.stringify(template);

    expect(written.match(/\b\d{12}\b/g)).toBeNull();
    expect(written.match(/\b(?:us|eu|ap|sa|ca|me|af|il)-(?:north|south|east|west|central)[a-z]*-\d\b/g)).toBeNull();
  },
);

it('passes AwsSolutions, with these exceptions, each for a reason', () => {
  const { pluginReports } = readJson(directory, 'validation-report.json');
  const [report] = pluginReports.filter(({ pluginName }: Json) => pluginName === 'AwsSolutions');

  expect(pluginReports.flatMap(({ violations }: Json) => violations)).toEqual([]);
  expect(report.conclusion).toBe('success');
  const rules = report.suppressedViolations.map(({ ruleName }: Json) => ruleName.replace(/^AwsSolutions-|\[.*$/g, ''));
  expect([...new Set(rules)].sort()).toEqual(['APIG4', 'CFR1', 'CFR2', 'CFR3', 'CFR4', 'IAM5', 'SMG4']);
  for (const { reason } of report.suppressedViolations) expect(reason.length).toBeGreaterThan(20);
});
