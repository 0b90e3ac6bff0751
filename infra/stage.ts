// One stage of the pipeline: a queue, its dead-letter queue, a function, and the alarm that says what failed for whom.
import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { FunctionName } from './bundle.ts';
import { consumes } from './grants.ts';

export type NewsroomFunctionProps = {
  name: FunctionName;
  /** Directory that holds every function's bundle. */
  bundles: string;
  timeout: Duration;
  /** MB */
  memory: number;
  environment: Record<string, string>;
  /** All that it may do, beside writing its log. */
  policy: iam.PolicyStatement[];
};

/** A function with a role, a log and a policy of its own. */
export function newsroomFunction(scope: Construct, id: string, props: NewsroomFunctionProps): lambda.Function {
  const logGroup = new logs.LogGroup(scope, `${id}Log`, { retention: logs.RetentionDays.THREE_MONTHS });
  const role = new iam.Role(scope, `${id}Role`, { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  const handler = new lambda.Function(scope, id, {
    runtime: lambda.Runtime.NODEJS_24_X,
    architecture: lambda.Architecture.ARM_64,
    code: lambda.Code.fromAsset(`${props.bundles}/${props.name}`),
    handler: 'index.handler',
    role,
    logGroup,
    timeout: props.timeout,
    memorySize: props.memory,
    environment: props.environment,
  });
  // After the function: CDK adds to the role what it thinks the function needs, and this is all.
  for (const statement of props.policy) role.addToPolicy(statement);
  logGroup.grantWrite(role);
  return handler;
}

export type StageProps = NewsroomFunctionProps & {
  /** What it means, and for whom, when messages end in the dead-letter queue; and what to do. */
  failure: string;
  alarms: ITopic;
  /** Messages for one invocation. */
  batchSize: number;
  /** Invocations at a time. */
  maxConcurrency?: number;
};

export class Stage extends Construct {
  readonly queue: sqs.Queue;
  readonly function: lambda.Function;

  constructor(scope: Construct, id: string, props: StageProps & { queue: sqs.Queue; deadLetters: sqs.Queue }) {
    super(scope, id);
    const { failure, alarms, batchSize, maxConcurrency, queue, deadLetters } = props;
    this.queue = queue;
    this.function = newsroomFunction(this, 'Function', { ...props, policy: [...props.policy, consumes(queue)] });
    this.reads('', { queue, deadLetters }, { failure, alarms, batchSize, maxConcurrency });
  }

  /** Its function reads one more queue, beside the first: what is in one doesn't wait for the other. */
  readsToo(name: string, { queue, deadLetters }: StageQueue, reading: Reading): void {
    this.function.addToRolePolicy(consumes(queue));
    this.reads(name, { queue, deadLetters }, reading);
  }

  private reads(name: string, { queue, deadLetters }: StageQueue, reading: Reading): void {
    const { failure, alarms, batchSize, maxConcurrency } = reading;
    const mapping = new lambda.EventSourceMapping(this, `${name}Messages`, {
      target: this.function,
      eventSourceArn: queue.queueArn,
      batchSize,
      reportBatchItemFailures: true,
      ...(maxConcurrency !== undefined && { maxConcurrency }),
    });
    // Lambda reads the queue with the function's role, and asks for the right when the mapping is made.
    mapping.node.addDependency(this.function.role ?? this.function);
    const waiting = deadLetters.metricApproximateNumberOfMessagesVisible({
      ...{ period: Duration.minutes(1), statistic: 'Maximum' },
    });
    alarmOn(this, `${name}DeadLetters`, waiting, { failure, alarms });
  }
}

/** How a queue is read, and what its alarm says. */
type Reading = Pick<StageProps, 'failure' | 'alarms' | 'batchSize'> & { maxConcurrency?: number | undefined };

/** `failure` says what the alarm means for whom, and what to do. It comes when the metric is above 0, or `above`. */
export function alarmOn(
  scope: Construct,
  id: string,
  metric: cloudwatch.Metric,
  { failure, alarms, above = 0 }: { failure: string; alarms: ITopic; above?: number },
): void {
  const alarm = new cloudwatch.Alarm(scope, id, {
    alarmDescription: failure,
    metric,
    threshold: above,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: 1,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  });
  alarm.addAlarmAction(new SnsAction(alarms));
}

export type StageQueue = { queue: sqs.Queue; deadLetters: sqs.Queue };

/**
 * A queue with its dead-letter queue. A message is hidden for six times its function's time limit, as AWS recommends
 * for event sources (Lambda Developer Guide, "Creating and configuring an Amazon SQS event source mapping").
 */
export function stageQueue(scope: Construct, id: string, functionTimeout: Duration): StageQueue {
  const deadLetters = new sqs.Queue(scope, `${id}DeadLetters`, {
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
  const queue = new sqs.Queue(scope, `${id}Queue`, {
    enforceSSL: true,
    visibilityTimeout: Duration.seconds(functionTimeout.toSeconds() * 6),
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: 5 },
  });
  return { queue, deadLetters };
}
