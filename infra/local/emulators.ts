// The services: S3, SQS, SNS, DynamoDB, SES, Secrets Manager and CloudFront, behind one gateway at 127.0.0.1.
import { randomBytes, randomUUID } from 'node:crypto';
import * as diagnostics from 'node:diagnostics_channel';
import { mkdirSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { ACCOUNT, operator, REGION } from './account.ts';
import { type CloudFront, createCloudFront } from './cloudfront.ts';
import { type Server, serve } from './emulator.ts';
import { forwarded, type Gateway, gateway, type Interference } from './gateway.ts';
import { createS3, type S3 } from './s3/s3.ts';
import { createSecrets, type Secrets } from './secrets/secrets.ts';
import type { Account } from './ses/account.ts';
import { createSes, type Ses } from './ses/ses.ts';
import type { Faults } from './ses/state.ts';
import { opened } from './state-fault.ts';
import { startTables } from './tables.ts';

export type EmulatorOptions = {
  /** Where everything is kept. */
  directory: string;
  /** Whether queues and tables outlive the process too; objects and mails are files in any case. */
  persistent: boolean;
  /** Of the gateway; 0 takes a free one. */
  port: number;
  account: Account;
  faults?: Faults;
  policyOf: Gateway['policyOf'];
  interfere?: Interference | undefined;
};

export type Emulators = {
  gateway: Server;
  s3: S3;
  ses: Ses;
  secrets: Secrets;
  cloudfront: CloudFront;
  fauxqs: FauxqsServer;
  /** Clients with a person's key: nothing is refused to them. */
  sqs: SQSClient;
  dynamodb: DynamoDBClient;
  stop(): Promise<void>;
};

export const clientSettings = (endpoint: string, credentials = operator) => ({
  endpoint,
  credentials,
  region: REGION,
});

export async function startEmulators(options: EmulatorOptions): Promise<Emulators> {
  const { directory, persistent, port } = options;
  const folder = (name: string) => {
    mkdirSync(join(directory, name), { recursive: true });
    return join(directory, name);
  };
  const fauxqs = await opened(join(directory, 'sqs'), () =>
    startFauxqs({
      port: 0,
      host: '127.0.0.1',
      logger: false,
      ...(persistent ? { dataDir: folder('sqs') } : {}),
    }),
  );
  const openAgain = closedToOthers(fauxqs.port);
  const tables = await startTables(persistent ? folder('dynamodb') : undefined);
  const clock = () => new Date();
  const s3 = await opened(join(directory, 's3'), () =>
    createS3({
      directory: folder('s3'),
      clock,
      notify: async (queueArn, body) => void fauxqs.sendMessage(nameOf(queueArn), body),
    }),
  );
  const ses = await opened(join(directory, 'mail'), () =>
    createSes({
      directory: folder('mail'),
      clock,
      newId: randomUUID,
      publish: async (topicArn, message) => void fauxqs.publish(nameOf(topicArn), message),
      account: options.account,
      ...(options.faults ? { faults: options.faults } : {}),
    }),
  );
  const secrets = createSecrets({
    file: join(directory, 'secrets.json'),
    clock,
    random: randomBytes,
    region: REGION,
    account: ACCOUNT,
  });
  const cloudfront = createCloudFront(clock);
  const queues = forwarded(fauxqs.port);
  const services = {
    s3: s3.handle,
    ses: ses.handle,
    secretsmanager: secrets.handle,
    cloudfront: cloudfront.handle,
    sqs: queues,
    sns: queues,
    dynamodb: forwarded(tables.port),
  };
  const front = await serve(gateway({ services, policyOf: options.policyOf, interfere: options.interfere }), port);
  const settings = clientSettings(front.url);
  return {
    ...{ gateway: front, s3, ses, secrets, cloudfront, fauxqs },
    sqs: new SQSClient({ ...settings, useQueueUrlAsEndpoint: false }),
    dynamodb: new DynamoDBClient(settings),
    async stop() {
      await front.stop();
      await ses.stop();
      await s3.close();
      await fauxqs.stop();
      openAgain();
      await tables.stop();
    },
  };
}

const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf(':') + 1);

/** fauxqs listens on every interface, whatever its `host`: connections from elsewhere end before they are read. */
function closedToOthers(port: number): () => void {
  const refuse = (message: unknown) => {
    const { socket } = Object(message);
    if (!(socket instanceof Socket) || socket.localPort !== port) return;
    if (!socket.remoteAddress?.startsWith('127.')) socket.destroy();
  };
  diagnostics.subscribe('net.server.socket', refuse);
  return () => void diagnostics.unsubscribe('net.server.socket', refuse);
}
