// Policies by hand: a statement for each thing a function does. CDK's grants give more than is used.

import type { Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';

const allow = (actions: string[], resources: string[], conditions?: Record<string, unknown>): PolicyStatement =>
  new PolicyStatement({ actions, resources, ...(conditions === undefined ? {} : { conditions }) });

/** Objects below a prefix. */
export const objects = (
  bucket: Bucket,
  actions: ('Get' | 'GetVersion' | 'Put' | 'Delete')[],
  prefix = '',
): PolicyStatement => {
  const names = {
    Get: 's3:GetObject',
    GetVersion: 's3:GetObjectVersion',
    Put: 's3:PutObject',
    Delete: 's3:DeleteObject',
  };
  return allow(
    actions.map((action) => names[action]),
    [bucket.arnForObjects(`${prefix}*`)],
  );
};

export const lists = (bucket: Bucket): PolicyStatement => allow(['s3:ListBucket'], [bucket.bucketArn]);

/** Without it S3 answers 403 instead of 404 for an object that isn't there. */
export const missingObjects = lists;

type TableAction = 'GetItem' | 'BatchGetItem' | 'Query' | 'PutItem' | 'UpdateItem' | 'DeleteItem';

/** Rows whose partition key matches one of `keys` (IAM User Guide, dynamodb:LeadingKeys). */
export const rows = (table: Table, actions: TableAction[], keys: string[]): PolicyStatement =>
  allow(
    actions.map((action) => `dynamodb:${action}`),
    [table.tableArn],
    { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': keys } },
  );

/** All rows of a table that one function alone writes whole. */
export const anyRows = (table: Table, actions: TableAction[]): PolicyStatement =>
  allow(
    actions.map((action) => `dynamodb:${action}`),
    [table.tableArn],
  );

/** What an event source mapping needs (Lambda Developer Guide, "Using Lambda with Amazon SQS", permissions). */
export const consumes = (queue: IQueue): PolicyStatement =>
  allow(['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes'], [queue.queueArn]);

export const sends = (...queues: IQueue[]): PolicyStatement =>
  allow(
    ['sqs:SendMessage'],
    queues.map(({ queueArn }) => queueArn),
  );

export const measures = (...queues: IQueue[]): PolicyStatement =>
  allow(
    ['sqs:GetQueueAttributes'],
    queues.map(({ queueArn }) => queueArn),
  );

/** CloudFront's distributions are of no region. */
export const invalidates = (stack: Stack, distributionId: string): PolicyStatement =>
  allow(
    ['cloudfront:CreateInvalidation'],
    [stack.formatArn({ service: 'cloudfront', region: '', resource: 'distribution', resourceName: distributionId })],
  );

export const readsSecret = (arn: string): PolicyStatement => allow(['secretsmanager:GetSecretValue'], [arn]);

/** Single mails, without a template or a configuration set. */
export const letters = (identities: string[]): PolicyStatement => allow(['ses:SendEmail'], identities);

/** Single mails by a template. (Amazon SES Developer Guide, "Sending personalized email": SES asks for both rights.) */
export const templated = (resources: string[]): PolicyStatement =>
  allow(['ses:SendEmail', 'ses:SendTemplatedEmail'], resources);

/** Takes addresses off the account's suppression list, which knows no resources. */
export const unsuppresses = (): PolicyStatement => allow(['ses:DeleteSuppressedDestination'], ['*']);

/** SES asks for the right to each thing that a mail names. */
export const mails = (resources: string[]): PolicyStatement =>
  allow(['ses:SendBulkEmail', 'ses:SendBulkTemplatedEmail'], resources);

/** What SES says of the account, and its quota; it knows no resources. */
export const asksAccount = (): PolicyStatement => allow(['ses:GetAccount'], ['*']);
