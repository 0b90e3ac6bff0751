// Stage 7: the pages of subscriptions behind the HTTP API, and the mails that ask for a confirmation.
import { Duration } from 'aws-cdk-lib';
import type { Newsroom } from '../functions/core/newsroom.ts';
import { API_SECONDS } from '../functions/core/sign-up.ts';
import type { MailTemplate } from '../templates/compile.ts';
import { apiRoute } from './api.ts';
import { edgeKey } from './edge.ts';
import { failures } from './failures.ts';
import { asksAccount, readsSecret, rows, sends, templated, unsuppresses } from './grants.ts';
import { letterEvents, mailTemplates, namedByMails } from './mail.ts';
import { COMPUTING } from './memory.ts';
import type { Pipeline } from './pipeline-stack.ts';
import { alarmOn, newsroomFunction, Stage } from './stage.ts';
import { LETTERS_TIMEOUT } from './timeouts.ts';

type Subscribing = { newsroom: Newsroom; templates: MailTemplate[] };

/** Letters at a time: they take turns with bulletins by the row of the account's rate. AWS asks for two at least. */
const SENDERS = 2;

/** A GET shows, a POST does. */
const ROUTES = ['subscribe', 'confirm', 'preferences', 'unsubscribe'].flatMap((name) => [
  `GET /api/${name}`,
  `POST /api/${name}`,
]);

export function subscriptions(
  { stack, state, queues, common, site }: Pipeline,
  { newsroom, templates }: Subscribing,
): void {
  const { subscribers, ledger, secret } = state;
  const { letters, feedback } = queues;
  const environment = {
    ...site,
    SUBSCRIBERS_TABLE: subscribers.tableName,
    LETTERS_QUEUE_URL: letters.queue.queueUrl,
    SECRET_ARN: secret.secretArn,
  };

  const handler = newsroomFunction(stack, 'Subscriptions', {
    ...common,
    name: 'subscriptions',
    memory: COMPUTING,
    timeout: Duration.seconds(API_SECONDS),
    environment: { ...environment, EDGE_KEY: edgeKey(state) },
    policy: [
      rows(subscribers, ['GetItem'], ['SHARD#*', 'SIGNUP#*', 'ALIAS#*', 'SUPPRESSED#*']),
      // The consent record can be added to. It can't be changed, nor taken away.
      rows(subscribers, ['PutItem'], ['SHARDS', 'RHYTHMS', 'SHARD#*', 'SIGNUP#*', 'ALIAS#*', 'CONSENT#*']),
      rows(subscribers, ['UpdateItem'], ['SHARD#*', 'SIGNUP#*', 'CLIENT#*']),
      rows(subscribers, ['DeleteItem'], ['SHARD#*', 'ALIAS#*', 'SUPPRESSED#*']),
      sends(letters.queue),
      readsSecret(secret.secretArn),
      unsuppresses(),
    ],
  });
  apiRoute(stack, 'Subscriptions', { api: state.api, routes: ROUTES, handler });
  const errors = handler.metricErrors({ period: Duration.minutes(5) });
  alarmOn(stack, 'SubscriptionsFail', errors, { failure: failures.subscriptions, alarms: common.alarms });

  const configurationSet = letterEvents(stack, feedback.queue);
  const names = mailTemplates(stack, templates, 'letter');
  new Stage(stack, 'Letters', {
    ...common,
    ...letters,
    name: 'letters',
    timeout: LETTERS_TIMEOUT,
    maxConcurrency: SENDERS,
    failure: failures.letters,
    environment: {
      ...environment,
      LEDGER_TABLE: ledger.tableName,
      CONFIGURATION_SET: configurationSet.configurationSetName,
      TEMPLATE_LTR: names.ltr,
      TEMPLATE_RTL: names.rtl,
    },
    policy: [
      rows(subscribers, ['GetItem'], ['SHARD#*', 'SIGNUP#*', 'ALIAS#*', 'SUPPRESSED#*']),
      rows(subscribers, ['UpdateItem'], ['SIGNUP#*', 'SUPPRESSED#*']),
      rows(ledger, ['UpdateItem'], ['RATE']),
      sends(letters.queue),
      asksAccount(),
      readsSecret(secret.secretArn),
      templated(namedByMails(stack, newsroom, configurationSet, names)),
    ],
  });
}
