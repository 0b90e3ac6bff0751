// The commands that the functions send, through the SDK: which rights they need, and the error of one who lacks them.
import { GetAccountCommand, SendBulkEmailCommand, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { PublishCommand } from '@aws-sdk/client-sns';
import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import { expect, test } from 'vitest';
import type { Call } from '../../../infra/local/iam/policy.ts';
import { ACCOUNT, call, NAMES, refused, refuser, type Send } from './iam-refuser.ts';

const QUEUE = `arn:aws:sqs:${ACCOUNT}:Copies`;
const TOPIC = `arn:aws:sns:${ACCOUNT}:Alarms`;
const ses = (resource: string) => `arn:aws:ses:${ACCOUNT}:${resource}`;

const local = await refuser();

const queueUrl = { QueueUrl: `${local.url}/${NAMES.accountId}/Copies` };
const entry = { Id: '0', ReceiptHandle: 'handle' };

test.each<[string, Send]>([
  ['SendMessage', ({ sqs }) => sqs.send(new SendMessageCommand({ ...queueUrl, MessageBody: '{}' }))],
  [
    'SendMessage',
    ({ sqs }) => sqs.send(new SendMessageBatchCommand({ ...queueUrl, Entries: [{ Id: '0', MessageBody: '{}' }] })),
  ],
  ['ReceiveMessage', ({ sqs }) => sqs.send(new ReceiveMessageCommand(queueUrl))],
  ['DeleteMessage', ({ sqs }) => sqs.send(new DeleteMessageCommand({ ...queueUrl, ReceiptHandle: 'handle' }))],
  ['DeleteMessage', ({ sqs }) => sqs.send(new DeleteMessageBatchCommand({ ...queueUrl, Entries: [entry] }))],
  [
    'ChangeMessageVisibility',
    ({ sqs }) => sqs.send(new ChangeMessageVisibilityBatchCommand({ ...queueUrl, Entries: [entry] })),
  ],
  ['GetQueueAttributes', ({ sqs }) => sqs.send(new GetQueueAttributesCommand(queueUrl))],
  ['GetQueueUrl', ({ sqs }) => sqs.send(new GetQueueUrlCommand({ QueueName: 'Copies' }))],
])('SQS %s', async (action, send) => {
  const found = await refused(local, send);

  expect(found.calls).toEqual([call(`sqs:${action}`, QUEUE)]);
  expect(found.tries).toBe(1);
  expect(found.error).toMatchObject({ name: 'AccessDenied', $metadata: { httpStatusCode: 403 } });
  expect(found.error.message).toBe(
    `User: arn:aws:iam:::user/INGEST is not authorized to perform: sqs:${action} on resource: ${QUEUE}`,
  );
});

const FROM = 'Newsroom <newsroom@News.Example>';
const IDENTITIES = [ses('identity/newsroom@News.Example'), ses('identity/news.example')];
const simple = { Subject: { Data: 's' }, Body: { Text: { Data: 't' } } };

test.each<[string, Send, Call[]]>([
  [
    'SendBulkEmail',
    (local) =>
      local.ses.send(
        new SendBulkEmailCommand({
          FromEmailAddress: FROM,
          ConfigurationSetName: 'Mails',
          DefaultContent: { Template: { TemplateName: 'BulletinLtr', TemplateData: '{}' } },
          BulkEmailEntries: [{ Destination: { ToAddresses: ['reader@example.org'] } }],
        }),
      ),
    [
      call('ses:SendBulkEmail', IDENTITIES),
      call('ses:SendBulkEmail', ses('configuration-set/Mails')),
      call('ses:SendBulkEmail', ses('template/BulletinLtr')),
    ],
  ],
  [
    'SendEmail',
    (local) => local.ses.send(new SendEmailCommand({ FromEmailAddress: FROM, Content: { Simple: simple } })),
    [call('ses:SendEmail', IDENTITIES)],
  ],
  ['GetAccount', (local) => local.ses.send(new GetAccountCommand({})), [call('ses:GetAccount', '*')]],
])('SES %s', async (_, send, calls) => {
  const found = await refused(local, send);

  expect(found.calls).toEqual(calls);
  expect(found.tries).toBe(1);
  expect(found.error).toMatchObject({ name: 'AccessDeniedException', $metadata: { httpStatusCode: 403 } });
  expect(found.error.message).toContain(`on resource: ${calls[0]?.resource.join(' or ')}`);
});

test('SNS Publish', async () => {
  const found = await refused(local, ({ sns }) => sns.send(new PublishCommand({ TopicArn: TOPIC, Message: 'a & b' })));

  expect(found.calls).toEqual([call('sns:Publish', TOPIC)]);
  expect(found.error).toMatchObject({ name: 'AuthorizationErrorException', $metadata: { httpStatusCode: 403 } });
  expect(found.error.message).toContain(`sns:Publish on resource: ${TOPIC}`);
});
