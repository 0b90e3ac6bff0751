// The services of the local cloud with what the mailing half of the pipeline needs of them, and its functions apart.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ACCOUNT, operator, REGION } from '../../infra/local/account.ts';
import type { AwsRequest } from '../../infra/local/emulator.ts';
import { type Emulators, startEmulators } from '../../infra/local/emulators.ts';
import type { Account } from '../../infra/local/ses/account.ts';
import { mailTemplates } from '../../templates/compile.ts';
import { configurationSet, newsroom, site, templates } from './mails.ts';

export const localKeys = {
  AWS_REGION: REGION,
  AWS_ACCESS_KEY_ID: operator.accessKeyId,
  AWS_SECRET_ACCESS_KEY: operator.secretAccessKey,
};

/** Functions sign with it: what they ask for is seen, what the bench itself does is not. */
const functionKey = 'LOCAL-bench';

export type Place = {
  emulators: Emulators;
  directory: string;
  /** Of the functions, as the template sets it. */
  environment: Record<string, string>;
  send: (queue: Queue, messages: unknown[]) => void;
  close: () => Promise<void>;
};

export const queues = ['copies', 'bulletins', 'feedback', 'receipts', 'publish', 'uploads'] as const;
export type Queue = (typeof queues)[number];

export async function openPlace(account: Account, seen: (request: AwsRequest) => void): Promise<Place> {
  const directory = mkdtempSync(join(tmpdir(), 'polywire-bench-'));
  const all = [{ effect: 'Allow' as const, actions: ['*'], resources: ['*'], conditions: [] }];
  const emulators = await startEmulators({
    ...{ directory, persistent: false, port: 0, account, policyOf: (id) => (id === functionKey ? all : undefined) },
    interfere: (_, request) => {
      seen(request);
      return undefined;
    },
  });
  const { s3, ses, fauxqs, secrets, dynamodb, gateway } = emulators;
  for (const table of ['releases', 'subscribers', 'ledger']) await createTable(dynamodb, table);
  s3.createBucket('archive', { versioned: true, notifications: [] });
  s3.createBucket('inbox', { versioned: true, notifications: [] });
  for (const queue of queues) fauxqs.createQueue(queue, { attributes: { VisibilityTimeout: '1800' } });
  const { topicArn } = fauxqs.createTopic('events');
  fauxqs.subscribe({ topic: 'events', queue: 'feedback' });
  ses.createIdentity(newsroom.sender.slice(newsroom.sender.indexOf('@') + 1));
  ses.createConfigurationSet(configurationSet);
  ses.addEventDestination(configurationSet, { topicArn, eventTypes: ['SEND', 'DELIVERY', 'BOUNCE', 'COMPLAINT'] });
  for (const { name, ...text } of await mailTemplates()) ses.createTemplate(name, text);
  const task = join(directory, 'task');
  mkdirSync(task);
  writeFileSync(join(task, 'newsroom.json'), JSON.stringify(newsroom));
  const secret = secrets.createSecret('keys', {
    secretStringTemplate: '{"current":"a"}',
    generateStringKey: 'a',
  });
  return {
    ...{ emulators, directory },
    environment: {
      ...localKeys,
      ...{ AWS_ACCESS_KEY_ID: functionKey, AWS_ENDPOINT_URL: gateway.url, LAMBDA_TASK_ROOT: task },
      ...{ RELEASES_TABLE: 'releases', SUBSCRIBERS_TABLE: 'subscribers', LEDGER_TABLE: 'ledger' },
      ...{ ARCHIVE_BUCKET: 'archive', INBOX_BUCKET: 'inbox', SECRET_ARN: secret, SITE_URL: site },
      ...{ CONFIGURATION_SET: configurationSet, TEMPLATE_LTR: templates.ltr, TEMPLATE_RTL: templates.rtl },
      ...Object.fromEntries(queues.map((queue) => [`${queue.toUpperCase()}_QUEUE_URL`, queueUrl(gateway.url, queue)])),
    },
    send: (queue, messages) => {
      for (const message of messages) fauxqs.sendMessage(queue, JSON.stringify(message));
    },
    async close() {
      await emulators.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

export const queueUrl = (endpoint: string, queue: Queue): string => `${endpoint}/${ACCOUNT}/${queue}`;

/** As the template makes them. */
export async function createTable(client: DynamoDBClient, TableName: string): Promise<void> {
  await client.send(
    new CreateTableCommand({
      ...{ TableName, BillingMode: 'PAY_PER_REQUEST' },
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      AttributeDefinitions: [
        { AttributeName: 'pk', AttributeType: 'S' },
        { AttributeName: 'sk', AttributeType: 'S' },
      ],
    }),
  );
}
