// The half of the pipeline that mails: plan, send, feedback.
import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { METRICS, PAUSED } from '../functions/core/metrics.ts';
import type { Newsroom } from '../functions/core/newsroom.ts';
import type { MailTemplate } from '../templates/compile.ts';
import { failures } from './failures.ts';
import { anyRows, asksAccount, mails, objects, readsSecret, rows, sends } from './grants.ts';
import { feedbackEvents, mailTemplates, namedByMails } from './mail.ts';
import type { Pipeline } from './pipeline-stack.ts';
import { alarmOn, Stage } from './stage.ts';
import { SEND_TIMEOUT } from './timeouts.ts';

/** Of SES's events, when the clock has waited for them for long: mails that nobody knows of are not sent again. */
const LATE = Duration.minutes(10);

/**
 * Senders at a time. They take turns by the row of the account's rate; so many keep 1,000 mails a second going where
 * a call of 50 takes half a second, and claiming and settling them as long again. (bench/bulletins.md)
 */
const SENDERS = 20;

/**
 * Shards that one invocation plans. Of a million subscribers each is a second of half a gigabyte's processor; the first
 * mail goes out when two pages of each are read.
 */
const SHARDS_AT_ONCE = 2;

type Mailing = { newsroom: Newsroom; templates: MailTemplate[] };

export function mailing(
  { stack, state, queues, common, tables, site }: Pipeline,
  { newsroom, templates }: Mailing,
): void {
  const { archive, releases, subscribers, ledger, secret } = state;
  const { bulletins, copies, feedback } = queues;

  new Stage(stack, 'Plan', {
    ...common,
    ...bulletins,
    name: 'plan',
    batchSize: SHARDS_AT_ONCE,
    failure: failures.plan,
    environment: {
      ...tables,
      SUBSCRIBERS_TABLE: subscribers.tableName,
      LEDGER_TABLE: ledger.tableName,
      COPIES_QUEUE_URL: copies.queue.queueUrl,
      RECEIPTS_QUEUE_URL: queues.receipts.queue.queueUrl,
    },
    policy: [
      rows(releases, ['GetItem'], ['RELEASE#*', 'BULLETIN#*']),
      rows(releases, ['PutItem'], ['PLAN#*']),
      rows(releases, ['UpdateItem'], ['BULLETIN#*']),
      rows(releases, ['Query'], ['CHANGES#*']),
      rows(subscribers, ['Query'], ['SHARD#*']),
      anyRows(ledger, ['Query']),
      sends(copies.queue, queues.receipts.queue),
      asksAccount(),
    ],
  });

  const configurationSet = feedbackEvents(stack, feedback.queue);
  const names = mailTemplates(stack, templates, 'bulletin');
  new Stage(stack, 'Send', {
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
    },
    policy: [
      objects(archive, ['Get'], 'releases/'),
      rows(releases, ['GetItem'], ['RELEASE#*', 'BULLETIN#*']),
      rows(releases, ['UpdateItem'], ['BULLETIN#*']),
      rows(subscribers, ['BatchGetItem'], ['SHARD#*', 'SUPPRESSED#*']),
      anyRows(ledger, ['PutItem', 'UpdateItem', 'DeleteItem']),
      sends(copies.queue),
      asksAccount(),
      readsSecret(secret.secretArn),
      mails(namedByMails(stack, newsroom, configurationSet, names)),
    ],
  });

  new Stage(stack, 'Feedback', {
    ...common,
    ...feedback,
    name: 'feedback',
    failure: failures.feedback,
    environment: { LEDGER_TABLE: ledger.tableName, SUBSCRIBERS_TABLE: subscribers.tableName },
    policy: [
      anyRows(ledger, ['UpdateItem', 'BatchGetItem']),
      rows(subscribers, ['GetItem'], ['SHARD#*']),
      rows(subscribers, ['PutItem', 'UpdateItem'], ['SUPPRESSED#*']),
    ],
  });

  const period = Duration.minutes(1);
  const paused = new Metric({ namespace: METRICS, metricName: PAUSED, statistic: 'Maximum', period });
  alarmOn(stack, 'BulletinsPaused', paused, { failure: failures.paused, alarms: common.alarms });
  const age = feedback.queue.metricApproximateAgeOfOldestMessage({ period, statistic: 'Maximum' });
  alarmOn(stack, 'FeedbackLate', age, { failure: failures.late, alarms: common.alarms, above: LATE.toSeconds() });
}
