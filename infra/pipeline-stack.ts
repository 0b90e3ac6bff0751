// The pipeline, as the README draws it: each stage a queue, a function, an alarm. Nothing here holds state.
import { CfnCondition, CfnOutput, CfnParameter, Duration, Fn, Stack, type StackProps } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import * as sns from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { Newsroom } from '../functions/core/newsroom.ts';
import type { MailTemplate } from '../templates/compile.ts';
import { apiRoute } from './api.ts';
import { failures } from './failures.ts';
import { anyRows, mails, measures, missingObjects, objects, readsSecret, rows, sends } from './grants.ts';
import { feedbackEvents, mailTemplates, senderDomain } from './mail.ts';
import { alarmOn, newsroomFunction, Stage, stageQueue } from './stage.ts';
import type { StateStack } from './state-stack.ts';
import { INGEST_TIMEOUT, SEND_TIMEOUT, STAGE_TIMEOUT } from './timeouts.ts';

export type PipelineStackProps = StackProps & {
  state: StateStack;
  newsroom: Newsroom;
  bundles: string;
  templates: MailTemplate[];
};

/** Senders at a time: they share the account's rate. */
const SENDERS = 2;

export class PipelineStack extends Stack {
  constructor(scope: Construct, id: string, { state, newsroom, bundles, templates, ...props }: PipelineStackProps) {
    super(scope, id, props);
    const { inbox, archive, releases, subscribers, ledger, secret } = state;
    const alarms = new sns.Topic(this, 'Alarms', { enforceSSL: true });
    alarms.addSubscription(new EmailSubscription(newsroom.alarmAddress));
    const publish = stageQueue(this, 'Publish', STAGE_TIMEOUT);
    const feeds = stageQueue(this, 'Feeds', STAGE_TIMEOUT);
    const pages = stageQueue(this, 'Pages', STAGE_TIMEOUT);
    const bulletins = stageQueue(this, 'Bulletins', STAGE_TIMEOUT);
    const copies = stageQueue(this, 'Copies', SEND_TIMEOUT);
    const feedback = stageQueue(this, 'Feedback', STAGE_TIMEOUT);
    const common = { bundles, alarms, timeout: STAGE_TIMEOUT, memory: 512, batchSize: 10 };
    const site = { SITE_URL: this.site(state.site) };
    const tables = { RELEASES_TABLE: releases.tableName };

    new Stage(this, 'Ingest', {
      ...common,
      ...state.uploads,
      name: 'ingest',
      timeout: INGEST_TIMEOUT,
      memory: 1024,
      batchSize: 1,
      failure: failures.ingest,
      environment: {
        ...tables,
        INBOX_BUCKET: inbox.bucketName,
        ARCHIVE_BUCKET: archive.bucketName,
        PUBLISH_QUEUE_URL: publish.queue.queueUrl,
      },
      policy: [
        objects(inbox, ['Get', 'GetVersion']),
        objects(archive, ['Put'], 'originals/'),
        objects(archive, ['Put'], 'releases/'),
        objects(archive, ['Get', 'Put'], 'receipts/'),
        missingObjects(archive),
        rows(releases, ['GetItem', 'PutItem'], ['RELEASE#*']),
        sends(publish.queue),
      ],
    });

    new Stage(this, 'Publish', {
      ...common,
      ...publish,
      name: 'publish',
      failure: failures.publish,
      environment: {
        ...tables,
        ARCHIVE_BUCKET: archive.bucketName,
        FEEDS_QUEUE_URL: feeds.queue.queueUrl,
        PAGES_QUEUE_URL: pages.queue.queueUrl,
        BULLETINS_QUEUE_URL: bulletins.queue.queueUrl,
      },
      policy: [
        objects(archive, ['Get'], 'releases/'),
        rows(
          releases,
          ['GetItem', 'PutItem'],
          ['RELEASE#*', 'ADDRESS#*', 'CHANNEL#*', 'LANGUAGES', 'BULLETINS', 'EMBARGOES'],
        ),
        sends(feeds.queue, pages.queue, bulletins.queue),
      ],
    });

    new Stage(this, 'Feeds', {
      ...common,
      ...feeds,
      name: 'feeds',
      failure: failures.feeds,
      environment: { ...tables, ...site, ARCHIVE_BUCKET: archive.bucketName, PUBLIC_BUCKET: state.public.bucketName },
      policy: [
        objects(archive, ['Get'], 'releases/'),
        objects(state.public, ['Get', 'Put']),
        missingObjects(state.public),
        rows(releases, ['Query'], ['CHANNEL#*']),
      ],
    });

    new Stage(this, 'Pages', {
      ...common,
      ...pages,
      name: 'pages',
      failure: failures.pages,
      environment: { ...tables, ...site, ARCHIVE_BUCKET: archive.bucketName, PUBLIC_BUCKET: state.public.bucketName },
      policy: [
        objects(archive, ['Get'], 'releases/'),
        objects(state.public, ['Get', 'Put']),
        missingObjects(state.public),
        rows(releases, ['GetItem'], ['RELEASE#*']),
        rows(releases, ['Query'], ['CHANNEL#*', 'LANGUAGES']),
      ],
    });

    new Stage(this, 'Plan', {
      ...common,
      ...bulletins,
      name: 'plan',
      failure: failures.plan,
      environment: { ...tables, SUBSCRIBERS_TABLE: subscribers.tableName, COPIES_QUEUE_URL: copies.queue.queueUrl },
      policy: [
        rows(releases, ['GetItem'], ['RELEASE#*']),
        rows(subscribers, ['Query'], ['SHARD#*']),
        sends(copies.queue),
      ],
    });

    const configurationSet = feedbackEvents(this, feedback.queue);
    const names = mailTemplates(this, templates);
    const sesArn = (resource: string, resourceName: string) =>
      this.formatArn({ service: 'ses', resource, resourceName });
    new Stage(this, 'Send', {
      ...common,
      ...copies,
      name: 'send',
      timeout: SEND_TIMEOUT,
      batchSize: 1,
      maxConcurrency: SENDERS,
      failure: failures.send,
      environment: {
        ...tables,
        ...site,
        SUBSCRIBERS_TABLE: subscribers.tableName,
        LEDGER_TABLE: ledger.tableName,
        ARCHIVE_BUCKET: archive.bucketName,
        COPIES_QUEUE_URL: copies.queue.queueUrl,
        SECRET_ARN: secret.secretArn,
        CONFIGURATION_SET: configurationSet.configurationSetName,
        TEMPLATE_LTR: names.ltr,
        TEMPLATE_RTL: names.rtl,
        SENDERS: String(SENDERS),
      },
      policy: [
        objects(archive, ['Get'], 'releases/'),
        rows(releases, ['GetItem'], ['RELEASE#*']),
        rows(subscribers, ['BatchGetItem'], ['SHARD#*', 'SUPPRESSED#*']),
        anyRows(ledger, ['PutItem', 'UpdateItem']),
        sends(copies.queue),
        readsSecret(secret.secretArn),
        ...mails([
          sesArn('identity', senderDomain(newsroom)),
          sesArn('identity', newsroom.sender),
          sesArn('configuration-set', configurationSet.configurationSetName),
          sesArn('template', names.ltr),
          sesArn('template', names.rtl),
        ]),
      ],
    });

    new Stage(this, 'Feedback', {
      ...common,
      ...feedback,
      name: 'feedback',
      failure: failures.feedback,
      environment: { LEDGER_TABLE: ledger.tableName, SUBSCRIBERS_TABLE: subscribers.tableName },
      policy: [anyRows(ledger, ['UpdateItem']), rows(subscribers, ['PutItem'], ['SUPPRESSED#*'])],
    });

    const unsubscribe = newsroomFunction(this, 'Unsubscribe', {
      ...common,
      name: 'unsubscribe',
      timeout: Duration.seconds(10),
      environment: { ...site, SUBSCRIBERS_TABLE: subscribers.tableName, SECRET_ARN: secret.secretArn },
      policy: [rows(subscribers, ['GetItem', 'UpdateItem'], ['SHARD#*']), readsSecret(secret.secretArn)],
    });
    apiRoute(this, 'UnsubscribeRoute', {
      api: state.api,
      routes: ['GET /api/unsubscribe', 'POST /api/unsubscribe'],
      handler: unsubscribe,
    });

    const clock = newsroomFunction(this, 'Clock', {
      ...common,
      name: 'clock',
      timeout: Duration.seconds(50),
      environment: {
        ...tables,
        LEDGER_TABLE: ledger.tableName,
        PUBLISH_QUEUE_URL: publish.queue.queueUrl,
        BULLETINS_QUEUE_URL: bulletins.queue.queueUrl,
        COPIES_QUEUE_URL: copies.queue.queueUrl,
        FEEDBACK_QUEUE_URL: feedback.queue.queueUrl,
      },
      policy: [
        rows(releases, ['Query'], ['EMBARGOES', 'BULLETINS']),
        rows(releases, ['DeleteItem'], ['EMBARGOES', 'BULLETINS']),
        anyRows(ledger, ['Query', 'UpdateItem']),
        sends(publish.queue, copies.queue),
        measures(feedback.queue, bulletins.queue, copies.queue),
      ],
    });
    new events.Rule(this, 'EachMinute', {
      schedule: events.Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaFunction(clock)],
    });
    alarmOn(this, 'ClockFails', clock.metricErrors({ period: Duration.minutes(5) }), failures.clock, alarms);
    alarmOn(
      this,
      'UnsubscribeFails',
      unsubscribe.metricErrors({ period: Duration.minutes(5) }),
      failures.unsubscribe,
      alarms,
    );
  }

  /** The origin of every public address; a developer's machine, which has no CloudFront, gives its own. */
  private site(deployed: string): string {
    const given = new CfnParameter(this, 'SiteUrl', {
      default: '',
      description: "The site's origin where it is not served by CloudFront.",
    });
    const isGiven = new CfnCondition(this, 'SiteUrlGiven', {
      expression: Fn.conditionNot(Fn.conditionEquals(given.valueAsString, '')),
    });
    const site = Fn.conditionIf(isGiven.logicalId, given.valueAsString, deployed).toString();
    new CfnOutput(this, 'Site', { value: site });
    return site;
  }
}
