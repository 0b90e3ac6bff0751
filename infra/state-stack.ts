// What must survive every deployment: buckets, tables, the secret, and the site's address.
import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import * as apigateway from 'aws-cdk-lib/aws-apigatewayv2';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import type { Newsroom } from '../functions/core/newsroom.ts';
import { edge } from './edge.ts';
import { senderIdentity } from './mail.ts';
import { type StageQueue, stageQueue } from './stage.ts';
import { INGEST_TIMEOUT } from './timeouts.ts';

export type StateStackProps = StackProps & { newsroom: Newsroom };

export class StateStack extends Stack {
  readonly inbox: s3.Bucket;
  /** What waits to be read: part of the inbox, whose notifications name it. */
  readonly uploads: StageQueue;
  readonly archive: s3.Bucket;
  readonly public: s3.Bucket;
  readonly logs: s3.Bucket;
  readonly releases: dynamodb.Table;
  readonly subscribers: dynamodb.Table;
  readonly ledger: dynamodb.Table;
  readonly outlets: dynamodb.Table;
  readonly secret: secretsmanager.Secret;
  readonly api: apigateway.CfnApi;
  readonly distributionId: string;
  /** Origin of every public address, without a slash at its end. */
  readonly site: string;

  constructor(scope: Construct, id: string, { newsroom, ...props }: StateStackProps) {
    super(scope, id, props);
    this.logs = this.bucket('Logs', { lifecycleRules: [{ expiration: Duration.days(90) }] });
    const logged = { serverAccessLogsBucket: this.logs };
    this.inbox = this.bucket('Inbox', { ...logged, serverAccessLogsPrefix: 'inbox/' });
    this.uploads = stageQueue(this, 'Uploads', INGEST_TIMEOUT);
    this.notify(this.inbox, this.uploads);
    this.archive = this.bucket('Archive', { ...logged, serverAccessLogsPrefix: 'archive/' });
    this.public = this.bucket('Public', { ...logged, serverAccessLogsPrefix: 'public/' });
    this.releases = this.table('Releases');
    // What is not confirmed goes by itself.
    this.subscribers = this.table('Subscribers', { timeToLiveAttribute: 'expires' });
    this.ledger = this.table('Ledger');
    // A lease ends by itself.
    this.outlets = this.table('Outlets', { timeToLiveAttribute: 'expires' });
    this.secret = new secretsmanager.Secret(this, 'Secret', {
      description: 'Signs links in mails and names subscribers. Retired keys stay in it, to verify.',
      generateSecretString: {
        secretStringTemplate: JSON.stringify({ current: 'a' }),
        generateStringKey: 'a',
        passwordLength: 43,
        excludePunctuation: true,
      },
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.api = this.httpApi();
    const { distributionId, site } = edge(this, { newsroom, bucket: this.public, api: this.api });
    this.distributionId = distributionId;
    this.site = site;
    senderIdentity(this, newsroom);
    new CfnOutput(this, 'InboxBucket', { value: this.inbox.bucketName });
    new CfnOutput(this, 'ReleasesTable', { value: this.releases.tableName });
    new CfnOutput(this, 'SubscribersTable', { value: this.subscribers.tableName });
    new CfnOutput(this, 'LedgerTable', { value: this.ledger.tableName });
    new CfnOutput(this, 'OutletsTable', { value: this.outlets.tableName });
    new CfnOutput(this, 'ArchiveBucket', { value: this.archive.bucketName });
    new CfnOutput(this, 'PublicBucket', { value: this.public.bucketName });
    new CfnOutput(this, 'SecretArn', { value: this.secret.secretArn });
  }

  private bucket(id: string, props: s3.BucketProps): s3.Bucket {
    return new s3.Bucket(this, id, {
      versioned: true,
      encryption: s3.BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      removalPolicy: RemovalPolicy.RETAIN,
      ...props,
    });
  }

  // By the bucket's own property: addEventNotification would add a custom resource with a Lambda and a wide policy.
  private notify(bucket: s3.Bucket, { queue }: StageQueue): void {
    queue.addToResourcePolicy(
      new iam.PolicyStatement({
        principals: [new iam.ServicePrincipal('s3.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [queue.queueArn],
        conditions: { StringEquals: { 'aws:SourceAccount': this.account } },
      }),
    );
    const resource = bucket.node.defaultChild;
    if (!(resource instanceof s3.CfnBucket)) throw new Error(`${bucket.node.path} has no CfnBucket.`);
    resource.notificationConfiguration = {
      queueConfigurations: [{ event: 's3:ObjectCreated:*', queue: queue.queueArn }],
    };
    // S3 tries to send when the notification is set.
    const policy = queue.node.tryFindChild('Policy');
    if (policy) resource.node.addDependency(policy);
  }

  private table(id: string, props: Partial<dynamodb.TableProps> = {}): dynamodb.Table {
    return new dynamodb.Table(this, id, {
      ...props,
      partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'sk', type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
  }

  /** The API's address is part of the site's; its routes are the pipeline's. */
  private httpApi(): apigateway.CfnApi {
    const api = new apigateway.CfnApi(this, 'Api', { name: 'polywire', protocolType: 'HTTP' });
    const group = new logs.LogGroup(this, 'ApiLog', { retention: logs.RetentionDays.ONE_MONTH });
    new apigateway.CfnStage(this, 'ApiStage', {
      apiId: api.ref,
      stageName: '$default',
      autoDeploy: true,
      // No address, no query: a token in a link is a key.
      accessLogSettings: {
        destinationArn: group.logGroupArn,
        format:
          '{"time":"$context.requestTime","method":"$context.httpMethod","route":"$context.routeKey","status":"$context.status"}',
      },
      defaultRouteSettings: { throttlingRateLimit: 50, throttlingBurstLimit: 100 },
    });
    return api;
  }
}
