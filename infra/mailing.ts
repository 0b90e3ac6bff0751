// The half of the pipeline that mails: plan, send, feedback.
import type { Newsroom } from '../functions/core/newsroom.ts';
import type { MailTemplate } from '../templates/compile.ts';
import { failures } from './failures.ts';
import { anyRows, mails, objects, readsSecret, rows, sends } from './grants.ts';
import { feedbackEvents, mailTemplates, senderDomain } from './mail.ts';
import type { Pipeline } from './pipeline-stack.ts';
import { Stage } from './stage.ts';
import { SEND_TIMEOUT } from './timeouts.ts';

/** Senders at a time: they share the account's rate. */
const SENDERS = 2;

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
    failure: failures.plan,
    environment: { ...tables, SUBSCRIBERS_TABLE: subscribers.tableName, COPIES_QUEUE_URL: copies.queue.queueUrl },
    policy: [
      rows(releases, ['GetItem'], ['RELEASE#*']),
      rows(releases, ['PutItem'], ['PLAN#*']),
      rows(subscribers, ['Query'], ['SHARD#*']),
      sends(copies.queue),
    ],
  });

  const configurationSet = feedbackEvents(stack, feedback.queue);
  const names = mailTemplates(stack, templates);
  const sesArn = (resource: string, resourceName: string) =>
    stack.formatArn({ service: 'ses', resource, resourceName });
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

  new Stage(stack, 'Feedback', {
    ...common,
    ...feedback,
    name: 'feedback',
    failure: failures.feedback,
    environment: { LEDGER_TABLE: ledger.tableName, SUBSCRIBERS_TABLE: subscribers.tableName },
    policy: [anyRows(ledger, ['UpdateItem']), rows(subscribers, ['PutItem'], ['SUPPRESSED#*'])],
  });
}
