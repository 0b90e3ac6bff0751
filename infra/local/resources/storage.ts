// Buckets, tables and secrets.
import {
  CreateTableCommand,
  type DynamoDBClient,
  ResourceInUseException,
  waitUntilTableExists,
} from '@aws-sdk/client-dynamodb';
import { z } from 'zod';
import { ACCOUNT, REGION } from '../account.ts';
import type { Make } from '../deploy.ts';
import type { S3 } from '../s3/s3.ts';
import type { Secrets } from '../secrets/secrets.ts';
import type { QueuePolicies } from './messaging.ts';
import { known, noted } from './properties.ts';

const NotificationConfiguration = z.strictObject({
  QueueConfigurations: z.array(z.strictObject({ Event: z.string(), Queue: z.string() })),
});

const bucket =
  (s3: S3, policies: QueuePolicies): Make =>
  async (properties, name) => {
    const { VersioningConfiguration, NotificationConfiguration: notification } = known(
      {
        VersioningConfiguration: z.strictObject({ Status: z.enum(['Enabled', 'Suspended']) }).optional(),
        NotificationConfiguration: NotificationConfiguration.optional(),
        BucketEncryption: noted,
        LoggingConfiguration: noted.optional(),
        LifecycleConfiguration: noted.optional(),
        OwnershipControls: noted,
        PublicAccessBlockConfiguration: noted,
      },
      properties,
    );
    const notifications = (notification?.QueueConfigurations ?? []).map(({ Event, Queue }) => ({
      queueArn: Queue,
      events: [Event],
    }));
    for (const { queueArn } of notifications) policies.demand(queueArn, 's3.amazonaws.com');
    s3.createBucket(name, { versioned: VersioningConfiguration?.Status === 'Enabled', notifications });
    const arn = `arn:aws:s3:::${name}`;
    return { ref: name, attributes: { Arn: arn, RegionalDomainName: `${name}.s3.${REGION}.amazonaws.com` } };
  };

const table =
  (dynamodb: DynamoDBClient): Make =>
  async (properties, name) => {
    const key = z.strictObject({ AttributeName: z.string(), KeyType: z.enum(['HASH', 'RANGE']) });
    const attribute = z.strictObject({ AttributeName: z.string(), AttributeType: z.enum(['S', 'N', 'B']) });
    const { KeySchema, AttributeDefinitions } = known(
      {
        KeySchema: z.array(key),
        AttributeDefinitions: z.array(attribute),
        BillingMode: z.literal('PAY_PER_REQUEST'),
        DeletionProtectionEnabled: noted,
        PointInTimeRecoverySpecification: noted,
        // AWS deletes within two days or later: whoever reads such a row asks for its hour.
        TimeToLiveSpecification: noted.optional(),
      },
      properties,
    );
    try {
      await dynamodb.send(
        new CreateTableCommand({ TableName: name, KeySchema, AttributeDefinitions, BillingMode: 'PAY_PER_REQUEST' }),
      );
    } catch (error) {
      // From an earlier start.
      if (!(error instanceof ResourceInUseException)) throw error;
    }
    // It takes nothing before it is ACTIVE (Developer Guide, "Creating a table").
    await waitUntilTableExists({ client: dynamodb, maxWaitTime: 20, minDelay: 0.05 }, { TableName: name });
    return { ref: name, attributes: { Arn: `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${name}` } };
  };

const secret =
  (secrets: Secrets): Make =>
  async (properties, name) => {
    const { GenerateSecretString } = known(
      {
        Description: noted,
        GenerateSecretString: z.strictObject({
          SecretStringTemplate: z.string(),
          GenerateStringKey: z.string(),
          PasswordLength: z.number(),
          ExcludePunctuation: z.boolean(),
        }),
      },
      properties,
    );
    const arn = secrets.createSecret(name, {
      length: GenerateSecretString.PasswordLength,
      excludePunctuation: GenerateSecretString.ExcludePunctuation,
      secretStringTemplate: GenerateSecretString.SecretStringTemplate,
      generateStringKey: GenerateSecretString.GenerateStringKey,
    });
    return { ref: arn };
  };

/** Only for readers over HTTPS and for CloudFront: the one is not so here, and the local edge reads the bucket itself. */
const bucketPolicy: Make = async (properties, name) => {
  known({ Bucket: z.string(), PolicyDocument: noted }, properties);
  return { ref: name };
};

export const storage = (
  s3: S3,
  dynamodb: DynamoDBClient,
  secrets: Secrets,
  policies: QueuePolicies,
): Record<string, Make> => ({
  'AWS::S3::Bucket': bucket(s3, policies),
  'AWS::S3::BucketPolicy': bucketPolicy,
  'AWS::DynamoDB::Table': table(dynamodb),
  'AWS::SecretsManager::Secret': secret(secrets),
});
