// Queues and topics, and who may send to them.
import { ChangeMessageVisibilityCommand, SetQueueAttributesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { FauxqsServer } from 'fauxqs';
import { z } from 'zod';
import { ACCOUNT, REGION } from '../account.ts';
import type { Make } from '../deploy.ts';
import { known, noted } from './properties.ts';

/** Queues' own policies: S3 and SNS deliver only where one lets them, and AWS refuses the notification otherwise. */
export function queuePolicies() {
  const allowed: { queueArn: string; service: string }[] = [];
  return {
    allow: (queueArn: string, service: string) => allowed.push({ queueArn, service }),
    demand(queueArn: string, service: string): void {
      if (allowed.some((one) => one.queueArn === queueArn && one.service === service)) return;
      throw new Error(`the policy of ${queueArn} doesn't let ${service} send to it`);
    },
  };
}
export type QueuePolicies = ReturnType<typeof queuePolicies>;

export type Queues = {
  fauxqs: FauxqsServer;
  sqs: SQSClient;
  endpoint: string;
  names: Set<string>;
  deadLetters: Set<string>;
};

const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf(':') + 1);

const queue =
  ({ fauxqs, sqs, endpoint, names, deadLetters }: Queues): Make =>
  async (properties, name) => {
    const { VisibilityTimeout, MessageRetentionPeriod, RedrivePolicy } = known(
      {
        VisibilityTimeout: z.number().optional(),
        MessageRetentionPeriod: z.number().optional(),
        RedrivePolicy: z.strictObject({ deadLetterTargetArn: z.string(), maxReceiveCount: z.number() }).optional(),
      },
      properties,
    );
    const attributes = {
      ...(VisibilityTimeout === undefined ? {} : { VisibilityTimeout: String(VisibilityTimeout) }),
      ...(MessageRetentionPeriod === undefined ? {} : { MessageRetentionPeriod: String(MessageRetentionPeriod) }),
      ...(RedrivePolicy === undefined ? {} : { RedrivePolicy: JSON.stringify(RedrivePolicy) }),
    };
    const QueueUrl = `${endpoint}/${ACCOUNT}/${name}`;
    // A queue of an earlier start keeps its messages and takes the template's settings.
    const earlier = fauxqs.inspectQueue(name);
    if (!earlier) fauxqs.createQueue(name, { attributes });
    else await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: attributes }));
    // Whoever held these messages ended with that start. (Not 0 seconds: with a data folder fauxqs fails on that.)
    for (const { receiptHandle: ReceiptHandle, visibilityDeadline } of earlier?.messages.inflight ?? []) {
      if (visibilityDeadline < Date.now() + 1000) continue;
      await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 1 }));
    }
    names.add(name);
    if (RedrivePolicy) deadLetters.add(nameOf(RedrivePolicy.deadLetterTargetArn));
    const Arn = `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;
    return { ref: QueueUrl, attributes: { Arn, QueueName: name } };
  };

const Statement = z.strictObject({
  Sid: noted.optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z.union([z.strictObject({ Service: z.string() }), z.strictObject({ AWS: z.string() })]),
  Action: z.union([z.string(), z.array(z.string())]),
  Resource: z.string(),
  Condition: noted.optional(),
});
const PolicyDocument = z.strictObject({ Version: noted, Statement: z.array(Statement) });

const queuePolicy =
  (policies: QueuePolicies): Make =>
  async (properties, name) => {
    const made = known({ PolicyDocument, Queues: z.array(z.string()) }, properties);
    for (const { Effect, Principal, Action, Resource } of made.PolicyDocument.Statement) {
      const sends = [Action].flat().includes('sqs:SendMessage');
      if (Effect === 'Allow' && sends && 'Service' in Principal) policies.allow(Resource, Principal.Service);
    }
    return { ref: name };
  };

const topic =
  ({ fauxqs }: Queues): Make =>
  async (properties, name) => {
    known({}, properties);
    const { topicArn } = fauxqs.createTopic(name);
    return { ref: topicArn, attributes: { TopicName: name } };
  };

const subscription =
  ({ fauxqs }: Queues, policies: QueuePolicies): Make =>
  async (properties, name) => {
    const { Protocol, Endpoint, TopicArn } = known(
      { Protocol: z.enum(['sqs', 'email']), Endpoint: z.string(), TopicArn: z.string() },
      properties,
    );
    // Alarms are shown in the control room instead.
    if (Protocol === 'email') return { ref: name };
    policies.demand(Endpoint, 'sns.amazonaws.com');
    fauxqs.subscribe({ topic: nameOf(TopicArn), queue: nameOf(Endpoint) });
    return { ref: name };
  };

const topicPolicy: Make = async (properties, name) => {
  known({ PolicyDocument: noted, Topics: noted }, properties);
  return { ref: name };
};

export const messaging = (queues: Queues, policies: QueuePolicies): Record<string, Make> => ({
  'AWS::SQS::Queue': queue(queues),
  'AWS::SQS::QueuePolicy': queuePolicy(policies),
  'AWS::SNS::Topic': topic(queues),
  'AWS::SNS::TopicPolicy': topicPolicy,
  'AWS::SNS::Subscription': subscription(queues, policies),
});
