// The pipeline, as the README draws it: each stage a queue, a function, an alarm. Nothing here holds state.
import { CfnCondition, CfnOutput, CfnParameter, Duration, Fn, Stack, type StackProps } from 'aws-cdk-lib';
import * as events from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import * as sns from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import type { Newsroom } from '../functions/core/newsroom.ts';
import type { MailTemplate } from '../templates/compile.ts';
import { failures } from './failures.ts';
import { anyRows, asksAccount, lists, measures, rows, sends } from './grants.ts';
import { hub } from './hub.ts';
import { mailing } from './mailing.ts';
import { WAITING } from './memory.ts';
import { outlets } from './outlets.ts';
import { publishing } from './publishing.ts';
import { receipts } from './receipts.ts';
import { alarmOn, newsroomFunction, type StageProps, stageQueue } from './stage.ts';
import type { StateStack } from './state-stack.ts';
import { subscriptions } from './subscriptions.ts';
import { CALL_TIMEOUT, LETTERS_TIMEOUT, SEND_TIMEOUT, STAGE_TIMEOUT } from './timeouts.ts';

export type PipelineStackProps = StackProps & {
  state: StateStack;
  newsroom: Newsroom;
  bundles: string;
  templates: MailTemplate[];
};

/** What the stages are made with. */
export type Pipeline = {
  stack: Stack;
  state: StateStack;
  queues: ReturnType<typeof stageQueues>;
  common: Pick<StageProps, 'bundles' | 'alarms' | 'timeout' | 'memory' | 'batchSize'>;
  tables: Record<string, string>;
  site: Record<string, string>;
};

const stageQueues = (stack: Stack) => ({
  publish: stageQueue(stack, 'Publish', STAGE_TIMEOUT),
  feeds: stageQueue(stack, 'Feeds', STAGE_TIMEOUT),
  pages: stageQueue(stack, 'Pages', STAGE_TIMEOUT),
  outlets: stageQueue(stack, 'Outlets', STAGE_TIMEOUT),
  bulletins: stageQueue(stack, 'Bulletins', STAGE_TIMEOUT),
  copies: stageQueue(stack, 'Copies', SEND_TIMEOUT),
  feedback: stageQueue(stack, 'Feedback', STAGE_TIMEOUT),
  verifications: stageQueue(stack, 'Verifications', CALL_TIMEOUT),
  distribution: stageQueue(stack, 'Distribution', STAGE_TIMEOUT),
  deliveries: stageQueue(stack, 'Deliveries', CALL_TIMEOUT),
  slowDeliveries: stageQueue(stack, 'SlowDeliveries', CALL_TIMEOUT),
  letters: stageQueue(stack, 'Letters', LETTERS_TIMEOUT),
  receipts: stageQueue(stack, 'Receipts', STAGE_TIMEOUT),
});

export class PipelineStack extends Stack {
  constructor(scope: Construct, id: string, { state, newsroom, bundles, templates, ...props }: PipelineStackProps) {
    super(scope, id, props);
    const { releases, subscribers, ledger } = state;
    const alarms = new sns.Topic(this, 'Alarms', { enforceSSL: true });
    alarms.addSubscription(new EmailSubscription(newsroom.alarmAddress));
    const queues = stageQueues(this);
    const { publish, bulletins, copies, feedback } = queues;
    const common = { bundles, alarms, timeout: STAGE_TIMEOUT, memory: WAITING, batchSize: 10 };
    const site = { SITE_URL: this.site(state.site) };
    const tables = { RELEASES_TABLE: releases.tableName };

    const pipeline = { stack: this, state, queues, common, tables, site };
    publishing(pipeline);
    mailing(pipeline, { newsroom, templates });
    receipts(pipeline, newsroom);
    outlets(pipeline);
    hub(pipeline);
    subscriptions(pipeline, { newsroom, templates });

    const clock = newsroomFunction(this, 'Clock', {
      ...common,
      name: 'clock',
      timeout: Duration.seconds(50),
      environment: {
        ...tables,
        SUBSCRIBERS_TABLE: subscribers.tableName,
        LEDGER_TABLE: ledger.tableName,
        OUTLETS_TABLE: state.outlets.tableName,
        PUBLISH_QUEUE_URL: publish.queue.queueUrl,
        BULLETINS_QUEUE_URL: bulletins.queue.queueUrl,
        COPIES_QUEUE_URL: copies.queue.queueUrl,
        FEEDBACK_QUEUE_URL: feedback.queue.queueUrl,
        RECEIPTS_QUEUE_URL: queues.receipts.queue.queueUrl,
        INBOX_BUCKET: state.inbox.bucketName,
        UPLOADS_QUEUE_URL: state.uploads.queue.queueUrl,
      },
      policy: [
        lists(state.inbox),
        rows(releases, ['GetItem'], ['BULLETIN#*', 'DIGESTS']),
        rows(releases, ['Query'], ['EMBARGOES', 'BULLETINS', 'PLAN#*', 'CHANGES#*', 'UPLOADS']),
        rows(releases, ['DeleteItem'], ['EMBARGOES', 'BULLETINS']),
        rows(releases, ['PutItem'], ['BULLETINS', 'DIGESTS']),
        rows(releases, ['UpdateItem'], ['BULLETIN#*']),
        rows(subscribers, ['Query'], ['RHYTHMS', 'SHARDS']),
        rows(state.outlets, ['Query', 'PutItem', 'DeleteItem'], ['PUSHES']),
        anyRows(ledger, ['Query', 'BatchGetItem', 'UpdateItem', 'DeleteItem']),
        sends(state.uploads.queue, publish.queue, bulletins.queue, copies.queue, queues.receipts.queue),
        asksAccount(),
        measures(feedback.queue, bulletins.queue, copies.queue),
      ],
    });
    new events.Rule(this, 'EachMinute', {
      schedule: events.Schedule.rate(Duration.minutes(1)),
      targets: [new LambdaFunction(clock)],
    });
    const errors = { period: Duration.minutes(5) };
    alarmOn(this, 'ClockFails', clock.metricErrors(errors), { failure: failures.clock, alarms });
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
