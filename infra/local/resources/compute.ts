// Functions with their roles, what calls them, and the alarms over them. They are gathered here and started afterwards.
import { z } from 'zod';
import { ACCOUNT, REGION } from '../account.ts';
import type { Make } from '../deploy.ts';
import { type Statement, statements } from '../iam/policy.ts';
import { known, noted } from './properties.ts';

export type FunctionResource = {
  name: string;
  arn: string;
  assetHash: string;
  handler: string;
  variables: Record<string, string>;
  role: string;
  memoryMegabytes: number;
  timeoutSeconds: number;
};

export type MappingResource = {
  functionName: string;
  queueArn: string;
  batchSize: number;
  maxConcurrency: number | undefined;
  reportBatchItemFailures: boolean;
};

export type AlarmResource = {
  description: string;
  namespace: string;
  metric: string;
  dimensions: Record<string, string>;
  threshold: number;
};

export type Compute = {
  functions: FunctionResource[];
  mappings: MappingResource[];
  rules: { seconds: number; functionArns: string[] }[];
  alarms: AlarmResource[];
  /** By role. */
  policies: Map<string, Statement[]>;
  /** Which services may invoke which function. */
  permissions: { functionArn: string; service: string }[];
};

export const compute = (): Compute => ({
  functions: [],
  mappings: [],
  rules: [],
  alarms: [],
  policies: new Map(),
  permissions: [],
});

const arnOf = (service: string, resource: string): string => `arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`;

const lambdaFunction =
  ({ functions }: Compute): Make =>
  async (properties, name) => {
    const made = known(
      {
        Code: z.strictObject({ S3Bucket: noted, S3Key: z.string().endsWith('.zip') }),
        Handler: z.string(),
        Runtime: z.literal('nodejs24.x'),
        Role: z.string(),
        MemorySize: z.number(),
        Timeout: z.number(),
        Environment: z.strictObject({ Variables: z.record(z.string(), z.string()) }),
        Architectures: noted,
        LoggingConfig: noted,
      },
      properties,
    );
    const arn = arnOf('lambda', `function:${name}`);
    functions.push({
      name,
      arn,
      assetHash: made.Code.S3Key.replace(/\.zip$/, ''),
      handler: made.Handler,
      variables: made.Environment.Variables,
      role: made.Role.slice(made.Role.lastIndexOf('/') + 1),
      memoryMegabytes: made.MemorySize,
      timeoutSeconds: made.Timeout,
    });
    return { ref: name, attributes: { Arn: arn } };
  };

const eventSourceMapping =
  ({ mappings }: Compute): Make =>
  async (properties, name) => {
    const made = known(
      {
        BatchSize: z.number().max(10),
        EventSourceArn: z.string(),
        FunctionName: z.string(),
        FunctionResponseTypes: z.array(z.literal('ReportBatchItemFailures')).optional(),
        ScalingConfig: z.strictObject({ MaximumConcurrency: z.number().min(2) }).optional(),
      },
      properties,
    );
    mappings.push({
      functionName: made.FunctionName,
      queueArn: made.EventSourceArn,
      batchSize: made.BatchSize,
      maxConcurrency: made.ScalingConfig?.MaximumConcurrency,
      reportBatchItemFailures: made.FunctionResponseTypes !== undefined,
    });
    return { ref: name };
  };

const role: Make = async (properties, name) => {
  known({ AssumeRolePolicyDocument: noted }, properties);
  return { ref: name, attributes: { Arn: `arn:aws:iam::${ACCOUNT}:role/${name}` } };
};

const policy =
  ({ policies }: Compute): Make =>
  async (properties, name) => {
    const { PolicyDocument, Roles } = known(
      { PolicyDocument: noted, PolicyName: noted, Roles: z.array(z.string()) },
      properties,
    );
    for (const one of Roles) policies.set(one, [...(policies.get(one) ?? []), ...statements(PolicyDocument)]);
    return { ref: name };
  };

const permission =
  ({ permissions }: Compute): Make =>
  async (properties, name) => {
    const { FunctionName, Principal } = known(
      { Action: z.literal('lambda:InvokeFunction'), FunctionName: z.string(), Principal: z.string(), SourceArn: noted },
      properties,
    );
    permissions.push({ functionArn: FunctionName, service: Principal });
    return { ref: name };
  };

const rule =
  ({ rules }: Compute): Make =>
  async (properties, name) => {
    const { ScheduleExpression, Targets } = known(
      {
        ScheduleExpression: z.string(),
        State: z.literal('ENABLED'),
        Targets: z.array(z.strictObject({ Arn: z.string(), Id: noted })),
      },
      properties,
    );
    const [, minutes] = /^rate\((\d+) minutes?\)$/.exec(ScheduleExpression) ?? [];
    if (minutes === undefined) throw new Error(`the local cloud doesn't know the schedule ${ScheduleExpression}`);
    rules.push({ seconds: Number(minutes) * 60, functionArns: Targets.map(({ Arn }) => Arn) });
    return { ref: name, attributes: { Arn: arnOf('events', `rule/${name}`) } };
  };

const alarm =
  ({ alarms }: Compute): Make =>
  async (properties, name) => {
    const made = known(
      {
        AlarmDescription: z.string(),
        Namespace: z.string(),
        MetricName: z.string(),
        Dimensions: z.array(z.strictObject({ Name: z.string(), Value: z.string() })).default([]),
        Threshold: z.number(),
        ComparisonOperator: z.literal('GreaterThanThreshold'),
        EvaluationPeriods: z.literal(1),
        Period: noted,
        Statistic: noted,
        TreatMissingData: noted,
        AlarmActions: noted,
      },
      properties,
    );
    alarms.push({
      description: made.AlarmDescription,
      namespace: made.Namespace,
      metric: made.MetricName,
      dimensions: Object.fromEntries(made.Dimensions.map(({ Name, Value }) => [Name, Value])),
      threshold: made.Threshold,
    });
    return { ref: name };
  };

const logGroup: Make = async (properties, name) => {
  known({ RetentionInDays: noted }, properties);
  return { ref: name, attributes: { Arn: arnOf('logs', `log-group:${name}:*`) } };
};

export const computeTypes = (gathered: Compute): Record<string, Make> => ({
  'AWS::Lambda::Function': lambdaFunction(gathered),
  'AWS::Lambda::EventSourceMapping': eventSourceMapping(gathered),
  'AWS::Lambda::Permission': permission(gathered),
  'AWS::IAM::Role': role,
  'AWS::IAM::Policy': policy(gathered),
  'AWS::Events::Rule': rule(gathered),
  'AWS::CloudWatch::Alarm': alarm(gathered),
  'AWS::Logs::LogGroup': logGroup,
});
